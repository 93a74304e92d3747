package dev.sallyport.gateway.cli;

import dev.sallyport.gateway.cli.policy.DecisionTree;
import dev.sallyport.policy.AuthorizationRequest;
import dev.sallyport.policy.Decision;
import dev.sallyport.policy.PolicyEvaluator;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code policy explain}: one request, its decision and all its reasons. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Decide one request and say why, as a tree.",
        footer = {"", "Exit status: 0 allowed, 1 denied, 2 a policy or an option cannot be used."})
public final class PolicyExplainCommand implements Callable<Integer> {
    /** Set by the launcher when somebody watches and wants colours. */
    private static final String COLOURS = "sallyport.colours";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private CommandSpec spec;

    @Mixin
    private PolicyQuestion question = new PolicyQuestion();

    @Option(names = "--action", required = true, paramLabel = "ACTION", description = "What is asked for.")
    @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
    private String action;

    @Option(
            names = "--resource",
            paramLabel = "ARN",
            defaultValue = "*",
            description = "On what; ${DEFAULT-VALUE} without it.")
    private String resource = "*";

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try {
            PolicyQuestion.Asker asker = question.asker();
            AuthorizationRequest request = new AuthorizationRequest(
                    asker.principal(), action, resource, question.resourceAccount(), asker.context());
            Decision decision = PolicyEvaluator.explain(asker.policies(), request);
            out.print(DecisionTree.write(decision, request, Boolean.getBoolean(COLOURS)));
            return decision.isAllowed() ? ExitStatus.DONE : ExitStatus.FINDINGS;
        } catch (UnusableInputException e) {
            err.println(e.getMessage());
            return ExitStatus.USAGE;
        } finally {
            out.flush();
            err.flush();
        }
    }
}

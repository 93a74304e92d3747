package dev.sallyport.gateway.cli;

import dev.sallyport.gateway.cli.policy.SimulationJson;
import dev.sallyport.policy.simulate.PolicySimulator;
import dev.sallyport.policy.simulate.Simulation;
import dev.sallyport.policy.simulate.SimulationResult;
import dev.sallyport.policy.simulate.SimulationResult.Verdict;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code policy simulate}: each action on each resource, answered as SimulateCustomPolicy does. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = "Decide actions on resources; answers in the fields of SimulateCustomPolicy.",
        footer = {"", "Exit status: 0 everything allowed, 1 something denied, 2 a policy or an option cannot be used."})
public final class PolicySimulateCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private CommandSpec spec;

    @Mixin
    private PolicyQuestion question = new PolicyQuestion();

    @Option(
            names = "--action",
            required = true,
            paramLabel = "ACTION",
            description = "What is asked for; may be repeated.")
    @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
    private List<String> actions;

    @Option(names = "--resource", paramLabel = "ARN", description = "On what; may be repeated. `*` without it.")
    private List<String> resources = List.of();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try {
            PolicyQuestion.Asker asker = question.asker();
            List<SimulationResult> results = PolicySimulator.simulate(new Simulation(
                    asker.policies(),
                    asker.principal(),
                    actions,
                    resources,
                    question.resourceAccount(),
                    asker.context()));
            out.println(SimulationJson.of(results));
            return results.stream().allMatch(result -> result.decision() == Verdict.ALLOWED)
                    ? ExitStatus.DONE
                    : ExitStatus.FINDINGS;
        } catch (UnusableInputException e) {
            err.println(e.getMessage());
            return ExitStatus.USAGE;
        } finally {
            out.flush();
            err.flush();
        }
    }
}

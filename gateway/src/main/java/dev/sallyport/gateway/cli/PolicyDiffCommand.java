package dev.sallyport.gateway.cli;

import dev.sallyport.config.ConfigurationException;
import dev.sallyport.config.PolicyRequest;
import dev.sallyport.config.PolicyTestFile;
import dev.sallyport.gateway.cli.policy.DiffFormat;
import dev.sallyport.gateway.cli.policy.PolicyComparison;
import dev.sallyport.identity.Principal;
import dev.sallyport.identity.Tags;
import dev.sallyport.json.Json;
import dev.sallyport.json.JsonLimits;
import dev.sallyport.json.JsonNode;
import dev.sallyport.policy.AuthorizationRequest;
import dev.sallyport.policy.MalformedPolicyException;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.PolicyType;
import dev.sallyport.policy.compare.PolicyDiff;
import dev.sallyport.policy.compare.PolicyDifference;
import dev.sallyport.policy.compare.PolicyEquivalence;
import dev.sallyport.policy.lint.PolicyLinter;
import dev.sallyport.policy.simulate.NamedPrincipal;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code policy diff A B}: what B allows or denies that A does not. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description = {
            "Say whether two policies are the same document, and what B allows or denies that A does not:",
            "on the requests of a file, or on requests made from the two."
        },
        footer = {
            "",
            "Exit status: 0 the same (with --requests: on all of them), 1 different, 2 a file cannot be used.",
        })
public final class PolicyDiffCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private CommandSpec spec;

    @Option(names = "--requests", paramLabel = "FILE", description = "Requests in YAML, as in a file of policy tests.")
    private @Nullable Path requests;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "What the documents are: ${COMPLETION-CANDIDATES}. Without it, told from the elements of A.")
    private @Nullable PolicyTypeName type;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "TEXT",
            description = "${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} without it.")
    private DiffFormat format = DiffFormat.TEXT;

    @Parameters(index = "0", paramLabel = "A", description = "A policy document.")
    @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
    private Path before;

    @Parameters(index = "1", paramLabel = "B", description = "Another.")
    @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
    private Path after;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try {
            PolicyComparison comparison = compare();
            out.print(format.write(comparison));
            boolean same = comparison.equivalent()
                    || (!comparison.derived() && comparison.differences().isEmpty());
            return same ? ExitStatus.DONE : ExitStatus.FINDINGS;
        } catch (UnusableInputException e) {
            err.println(e.getMessage());
            return ExitStatus.USAGE;
        } finally {
            out.flush();
            err.flush();
        }
    }

    private PolicyComparison compare() throws UnusableInputException {
        String textBefore = InputFile.policy(before);
        PolicyType policyType = type == null ? PolicyLinter.typeOf(textBefore) : type.type();
        Policy a = parse(policyType, before, textBefore);
        Policy b = parse(policyType, after, InputFile.policy(after));
        boolean equivalent = PolicyEquivalence.equivalent(json(a), json(b));
        List<AuthorizationRequest> asked = requests == null ? PolicyDiff.requests(a, b) : given(requests);
        List<PolicyDifference> differences = equivalent ? List.of() : PolicyDiff.differences(a, b, asked);
        return new PolicyComparison(
                before.toString(), after.toString(), equivalent, asked.size(), requests == null, differences);
    }

    private static List<AuthorizationRequest> given(Path file) throws UnusableInputException {
        List<AuthorizationRequest> asked = new ArrayList<>();
        try {
            for (PolicyRequest request : PolicyTestFile.loadRequests(file)) {
                Principal principal = NamedPrincipal.of(request.principal());
                asked.add(new AuthorizationRequest(
                        principal,
                        request.action(),
                        request.resource(),
                        request.resourceAccount(),
                        CallerContext.join(request.context(), CallerContext.of(principal, Tags.NONE))));
            }
        } catch (ConfigurationException e) {
            throw new UnusableInputException(e.report().stripTrailing());
        } catch (IllegalArgumentException e) {
            throw new UnusableInputException(file + ": " + e.getMessage());
        }
        return asked;
    }

    private static Policy parse(PolicyType type, Path file, String document) throws UnusableInputException {
        try {
            return Policy.parse(type, file.toString(), document);
        } catch (MalformedPolicyException e) {
            throw new UnusableInputException(file + ":" + e.line() + ":" + e.column() + ": " + e.detail()
                    + " (read as a " + type.displayName() + "; `--type` names another)");
        }
    }

    private static JsonNode json(Policy policy) {
        return Json.parse(policy.json(), JsonLimits.DEFAULT);
    }
}

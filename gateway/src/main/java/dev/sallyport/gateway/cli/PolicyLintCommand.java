package dev.sallyport.gateway.cli;

import dev.sallyport.config.ConfiguredPolicy;
import dev.sallyport.gateway.cli.policy.LintFormat;
import dev.sallyport.gateway.cli.policy.LintedFile;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.PolicyType;
import dev.sallyport.policy.lint.Finding;
import dev.sallyport.policy.lint.KnownRequests;
import dev.sallyport.policy.lint.PolicyLinter;
import dev.sallyport.policy.lint.Severity;
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

/** {@code policy lint FILE…}: what is wrong, dangerous or useless in policy documents. */
@Command(
        name = "lint",
        mixinStandardHelpOptions = true,
        description = "Report what is wrong, dangerous or useless in policy documents.",
        footer = {
            "",
            "Exit status: 0 nothing but suggestions, 1 errors or warnings, 2 a file cannot be read.",
        })
public final class PolicyLintCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private CommandSpec spec;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "What the documents are: ${COMPLETION-CANDIDATES}. Without it, told from their elements.")
    private @Nullable PolicyTypeName type;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "TEXT",
            description = "${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} without it.")
    private LintFormat format = LintFormat.TEXT;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "Policy documents, and server files of configurations: their policies are linted each.")
    @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
    private List<Path> files;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        List<LintedFile> linted = new ArrayList<>();
        boolean unreadable = false;
        for (Path file : files) {
            try {
                if (isConfiguration(file)) {
                    configuration(file, linted);
                } else {
                    String document = InputFile.policy(file);
                    PolicyType policyType = type == null ? PolicyLinter.typeOf(document) : type.type();
                    linted.add(new LintedFile(file.toString(), PolicyLinter.lint(policyType, document)));
                }
            } catch (UnusableInputException e) {
                err.println(e.getMessage());
                unreadable = true;
            }
        }
        out.print(format.write(linted));
        out.flush();
        err.flush();
        if (unreadable) {
            return ExitStatus.USAGE;
        }
        return linted.stream()
                        .flatMap(file -> file.findings().stream())
                        .anyMatch(finding -> finding.severity() != Severity.SUGGESTION)
                ? ExitStatus.FINDINGS
                : ExitStatus.DONE;
    }

    private static boolean isConfiguration(Path file) {
        return file.toString().endsWith(".yaml") || file.toString().endsWith(".yml");
    }

    private static void configuration(Path file, List<LintedFile> linted) throws UnusableInputException {
        ConfiguredPolicies configured = ConfiguredPolicies.load(file);
        KnownRequests requests = configured.requests();
        for (ConfiguredPolicy placed : configured.all()) {
            Policy policy = placed.policy();
            List<Finding> findings = PolicyLinter.lint(policy.type(), policy.json(), requests).stream()
                    .map(finding -> finding.at(placed.line(), placed.column()))
                    .toList();
            linted.add(new LintedFile(placed.file().toString(), findings));
        }
    }
}

package dev.sallyport.gateway.cli;

import dev.sallyport.gateway.cli.policy.JunitReport;
import dev.sallyport.gateway.cli.policy.OneLine;
import dev.sallyport.gateway.cli.policy.PolicyTestResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code policy test FILE…}: somebody's own tests of their policies. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = "Run tests of policies: what has to be allowed or denied, and why.",
        footer = {"", "Exit status: 0 every test holds, 1 one does not, 2 a file or an option cannot be used."})
public final class PolicyTestCommand implements Callable<Integer> {
    /** Set by the launcher when somebody watches and wants colours. */
    private static final String COLOURS = "sallyport.colours";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private CommandSpec spec;

    @Option(names = "--junit", paramLabel = "FILE", description = "Also write the results as JUnit's XML.")
    private @Nullable Path junit;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files of tests, in YAML.")
    @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
    private List<Path> files;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Map<String, List<PolicyTestResult>> all = new LinkedHashMap<>();
        boolean unusable = false;
        for (Path file : files) {
            try {
                List<PolicyTestResult> results = PolicyTester.run(file);
                all.put(file.toString(), results);
                results.forEach(result -> print(result, out));
                out.println(file + ": " + counted(results));
            } catch (UnusableInputException e) {
                err.println(e.getMessage());
                unusable = true;
            }
        }
        List<PolicyTestResult> results =
                all.values().stream().flatMap(List::stream).toList();
        out.println(counted(results));
        if (junit != null) {
            try {
                Files.writeString(junit, JunitReport.of(all));
            } catch (IOException e) {
                err.println("cannot write `" + junit
                        + "`: name a file in a folder that is there and that you may write to");
                unusable = true;
            }
        }
        out.flush();
        err.flush();
        if (unusable) {
            return ExitStatus.USAGE;
        }
        return results.stream().anyMatch(result -> result.failure().isPresent())
                ? ExitStatus.FINDINGS
                : ExitStatus.DONE;
    }

    private static void print(PolicyTestResult result, PrintWriter out) {
        if (result.failure().isEmpty()) {
            return;
        }
        out.println(result.test().request().place() + ": `"
                + OneLine.of(result.test().request().name()) + "` failed");
        result.report(Boolean.getBoolean(COLOURS)).lines().forEach(line -> out.println("  " + line));
    }

    private static String counted(List<PolicyTestResult> results) {
        long failed =
                results.stream().filter(result -> result.failure().isPresent()).count();
        return "passed " + (results.size() - failed) + ", failed " + failed;
    }
}

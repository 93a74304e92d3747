package dev.sallyport.gateway.cli;

import dev.sallyport.gateway.cli.policy.CaseCounts;
import dev.sallyport.gateway.cli.policy.CaseLine;
import dev.sallyport.policy.cases.ApiOperation;
import dev.sallyport.policy.cases.CaseResult;
import dev.sallyport.policy.cases.CaseRunner;
import dev.sallyport.policy.cases.PolicyCase;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code policy evaluate --cases FILE_OR_DIR…}: runs cases written as data. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = "Run policy cases: a line of JSON per case, a line per file, a line in all.",
        footer = {"", "Exit status: 0 every binding case passed, 1 one failed, 2 a file cannot be read."})
public final class PolicyEvaluateCommand implements Callable<Integer> {
    /** Nothing that is decided depends on the time. */
    private static final Map<String, ApiOperation> OPERATIONS = new StsCases(Instant.EPOCH).operations();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command runs
    private CommandSpec spec;

    @Option(
            names = "--cases",
            required = true,
            arity = "1..*",
            paramLabel = "FILE_OR_DIR",
            description = "Files of cases, and folders of such files.")
    @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
    private List<Path> cases;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        CaseCounts all = new CaseCounts();
        boolean unreadable = false;
        try {
            for (Path file : files()) {
                unreadable |= !run(file, all, out, err);
                out.flush();
            }
        } catch (IOException e) {
            err.println("cannot read `" + e.getMessage() + "`: name a file of cases or a folder of such files");
            unreadable = true;
        }
        out.println(all);
        out.flush();
        err.flush();
        if (unreadable) {
            return ExitStatus.USAGE;
        }
        return all.anyFailed() ? ExitStatus.FINDINGS : ExitStatus.DONE;
    }

    /** Whether the file could be read. */
    private static boolean run(Path file, CaseCounts all, PrintWriter out, PrintWriter err) {
        CaseCounts counts = new CaseCounts();
        CaseReader.Sink sink = new CaseReader.Sink() {
            @Override
            public void accept(PolicyCase policyCase) {
                CaseResult result = CaseRunner.run(policyCase, OPERATIONS);
                counts.count(result);
                out.println(CaseLine.of(result));
            }

            @Override
            public void refuse(String place, String problem) {
                // A case of another shape was meant to be run, and was not.
                err.println(place + ": " + problem);
                counts.count(false);
            }
        };
        boolean read = true;
        try {
            if (!CaseReader.read(file, sink)) {
                out.println(file + ": no cases in it");
                return true;
            }
        } catch (UnusableInputException e) {
            err.println(e.getMessage());
            read = false;
        }
        out.println(file + ": " + counts.ofFile());
        all.add(counts);
        return read;
    }

    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path path : cases) {
            if (!Files.isDirectory(path)) {
                files.add(path);
                continue;
            }
            try (Stream<Path> inside = Files.list(path)) {
                inside.filter(file -> file.toString().endsWith(".json"))
                        .sorted()
                        .forEach(files::add);
            }
        }
        return files;
    }
}

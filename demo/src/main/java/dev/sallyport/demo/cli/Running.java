package dev.sallyport.demo.cli;

import dev.sallyport.demo.folder.DemoFolder;
import dev.sallyport.demo.folder.RunningDemo;
import dev.sallyport.gateway.cli.ExitStatus;
import dev.sallyport.gateway.files.FileFault;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** What the commands that ask a demo have in common: it has to be up, and the answer alone goes to standard output. */
final class Running {
    private static final String NOT_UP = "no demo is up in this checkout: start one with `./sallyport demo`";

    /** What is asked of a demo that is up. */
    interface Question {
        String ask(DemoFolder folder, RunningDemo demo) throws IOException;
    }

    private Running() {}

    static int answer(CommandSpec spec, DemoFolder folder, Question question) {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try {
            Optional<RunningDemo> demo = RunningDemo.read(folder.running());
            if (demo.isEmpty()) {
                err.println(NOT_UP);
                return ExitStatus.CANNOT_START;
            }
            out.println(question.ask(folder, demo.get()));
            return ExitStatus.DONE;
        } catch (IOException e) {
            err.println(NOT_UP + " (" + e.getMessage() + ")");
            return ExitStatus.CANNOT_START;
        } catch (FileFault e) {
            err.println(e.getMessage());
            return ExitStatus.CANNOT_START;
        } finally {
            out.flush();
            err.flush();
        }
    }
}

package dev.sallyport.acceptance;

import dev.sallyport.demo.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;

/** One command of the program {@code sallyport}, from its options to its exit status, in this process. */
record ProgramRun(int status, String out, String err) {
    static ProgramRun of(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(err));
        return new ProgramRun(commandLine.execute(arguments), out.toString(), err.toString());
    }

    /** {@code demo --once} in that checkout. */
    static ProgramRun demoOnce(Checkout checkout, List<String> ports) {
        return of(Stream.concat(
                        Stream.of(
                                "demo",
                                "--once",
                                "--config",
                                checkout.serverFile().toString()),
                        ports.stream())
                .toArray(String[]::new));
    }
}

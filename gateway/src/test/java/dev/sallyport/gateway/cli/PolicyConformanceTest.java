package dev.sallyport.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The conformance cases through the command line, which also knows the operations of the gateway. */
class PolicyConformanceTest {
    @Test
    void everyBindingCaseComesToWhatAwsSays() {
        Path folder = Path.of(System.getProperty("sallyport.shared", "../../shared"), "conformance", "policy");
        assumeTrue(Files.isDirectory(folder), () -> folder + " is missing");
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute("policy", "evaluate", "--cases", folder.toString());
        String last = out.toString().lines().reduce("", (before, line) -> line);
        System.out.println("conformance by `policy evaluate`: " + last);
        assertThat(status).as(last + "\n" + err).isEqualTo(ExitStatus.DONE);
        assertThat(last).contains("failed 0");
    }
}

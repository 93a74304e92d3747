package dev.sallyport.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The command line, up to where something would be started. */
class MainTest {
    @TempDir
    Path checkout;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "demo --help",
                "demo token --help",
                "demo code --help",
                "demo commands --help",
                "serve --help",
                "check --help",
                "--version",
                "demo --version",
                "demo token --version"
            })
    void helpAndVersionAreGivenEverywhere(String arguments) {
        assertThat(run(arguments.split(" "))).isZero();
        assertThat(out.toString()).contains("sallyport");
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--api-port", "--proxy-port", "--issuer-port", "--upstream-port", "--payments-port"})
    void takenPortThatWasGivenIsNamedWithItsOption(String option) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());

            assertThat(run("demo", "--once", "--config", serverFile(), option, port))
                    .isEqualTo(3);
            assertThat(err.toString()).contains(port).contains(option);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "-1", "x"})
    void portThatIsNoneIsAMistakeOfTheCommandLine(String port) {
        assertThat(run("demo", "--once", "--config", serverFile(), "--api-port=" + port))
                .isEqualTo(2);
        assertThat(err.toString()).contains(port).contains("--api-port");
    }

    @ParameterizedTest
    @ValueSource(strings = {"token", "code", "commands"})
    void whatAsksADemoSaysThatNoneIsUp(String command) {
        assertThat(run("demo", command, "--config", serverFile())).isEqualTo(3);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("./sallyport demo");
    }

    @Test
    void faultyConfigurationIsReported() throws IOException {
        Files.createDirectories(checkout.resolve("config/demo"));
        Files.writeString(Path.of(serverFile()), "demo: true\nlisteners: 7\n");

        assertThat(run("demo", "--once", "--config", serverFile())).isEqualTo(2);
        assertThat(err.toString()).contains("sallyport.yaml:2").contains("nothing was started");
    }

    private int run(String... arguments) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(err));
        return commandLine.execute(arguments);
    }

    private String serverFile() {
        return checkout.resolve("config/demo/sallyport.yaml").toString();
    }
}

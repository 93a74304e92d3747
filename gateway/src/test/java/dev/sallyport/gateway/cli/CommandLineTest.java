package dev.sallyport.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.gateway.tls.SelfSigned;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The commands up to where something would be started. */
class CommandLineTest {
    private static final String SERVER = """
            trust-domain: check.sallyport.test
            root-key: file:root-key
            data-directory: data
            identities: identities
            regions: [us-east-1]
            listeners:
              api:
                address: 127.0.0.1
                port: 7443
                public-url: "https://localhost:7443"
                tls: {certificate: server.pem, private-key: "file:server.key"}
              proxy: {address: 127.0.0.1, port: 8080, public-url: "http://localhost:8080"}
            upstreams: []
            routes: []
            filters: []
            """;

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void writeConfiguration() throws Exception {
        Files.writeString(folder.resolve("sallyport.yaml"), SERVER);
        Files.createDirectory(folder.resolve("identities"));
        Files.writeString(folder.resolve("identities/account.yaml"), "account: \"111122223333\"\n");
        Path rootKey = folder.resolve("root-key");
        Files.createFile(rootKey, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(rootKey, "q0Yf2mGmJ8vJ3b0w1k7s5nXo9tPzL4RrD6cHhE2uAaM=\n");
        SelfSigned.make("EC", 256).write(folder, "server");
    }

    @Test
    void faultlessConfigurationIsCountedAndNothingIsStarted() {
        assertThat(run("check", "--config", serverFile())).as(err.toString()).isZero();
        assertThat(out.toString()).contains("1 account, 0 routes, 0 filters");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void demonstrationIsSaidToBeNothingForServe() throws Exception {
        Files.writeString(folder.resolve("sallyport.yaml"), "demo: true\n" + SERVER);

        assertThat(run("check", "--config", serverFile())).isZero();
        assertThat(out.toString()).contains("demo: true");
    }

    @Test
    void certificateWithoutItsKeyIsAFault() throws Exception {
        Files.writeString(
                folder.resolve("server.pem"), SelfSigned.make("EC", 256).certificatePem());

        assertThat(run("check", "--config", serverFile())).isEqualTo(2);
        assertThat(err.toString())
                .contains("listeners.api.tls: the private key does not belong to the first certificate")
                .contains("1 fault in the configuration");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void certificateThatIsNoneIsAFault() throws Exception {
        Files.writeString(folder.resolve("server.pem"), "garbage\n");

        assertThat(run("check", "--config", serverFile())).isEqualTo(2);
        assertThat(err.toString()).contains("server.pem` holds no certificate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "65536", "99999", "many"})
    void portThatIsNoneIsAMistakeOfTheCommandLine(String port) {
        assertThat(run("serve", "--config", serverFile(), "--proxy-port=" + port))
                .isEqualTo(2);
        assertThat(err.toString()).contains(port).contains("--proxy-port").doesNotContain("Exception");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "serve --version", "check --version"})
    void versionIsGivenEverywhere(String arguments) {
        assertThat(run(arguments.split(" "))).isZero();
        assertThat(out.toString()).startsWith("sallyport ").contains("Java ");
    }

    private int run(String... arguments) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(err));
        return commandLine.execute(arguments);
    }

    private String serverFile() {
        return folder.resolve("sallyport.yaml").toString();
    }
}

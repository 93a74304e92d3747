package dev.sallyport.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.StsException;

/** {@code sallyport serve}: what it refuses to start with, and what a reload does to one that runs. */
class ServeTest {
    private static final String IDENTITIES = """
            account: "111122223333"
            users:
              - name: alice
                access-keys: [{id: AKIARTX3GSDS4R4CQSP2, secret: "file:../secrets/alice-secret"}]
            """;

    @TempDir
    private Path folder;

    private Installation installation;
    private Path serverFile;
    private Path identities;

    @BeforeEach
    void writeAnInstallation() throws IOException {
        installation =
                new Installation(folder, InstantSource.system()).serving("").identities("people.yaml", IDENTITIES);
        installation.writeFiles();
        serverFile = folder.resolve("sallyport.yaml");
        identities = folder.resolve("identities/people.yaml");
        Checkout.edit(serverFile, "demo: true\n", "");
    }

    @Test
    void configurationOfADemonstrationIsRefused() throws IOException {
        Checkout checkout = Checkout.in(Files.createDirectory(folder.resolve("demo")));

        ProgramRun serve =
                ProgramRun.of("serve", "--config", checkout.serverFile().toString());

        assertThat(serve.err()).contains("sallyport.yaml:").contains("demo").contains("nothing was started");
        assertThat(serve.status()).isEqualTo(2);
    }

    @Test
    void takenPortIsNamedWithItsOption() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());

            for (String option : new String[] {"--api-port", "--proxy-port"}) {
                ProgramRun serve = ProgramRun.of("serve", "--config", serverFile.toString(), option, port);

                assertThat(serve.err()).contains(port).contains(option);
                assertThat(serve.status()).isEqualTo(3);
            }
        }
    }

    @Test
    void reloadOfAFaultyFileKeepsTheLastGoodStateAndSaysSo() throws Exception {
        try (ChildProcess serve = serve()) {
            serve.err().await(line -> line.contains("ready: "));
            assertThat(health()).contains("\"status\":\"ok\"").doesNotContain("refused");
            assertThat(whoIsAlice()).endsWith(":user/alice");

            Files.writeString(identities, IDENTITIES.replace("alice\n", "alicia\n") + "rolls: []\n");
            serve.signal("HUP");
            assertThat(serve.err().await(ServeTest::isRefused)).contains("last good one stays");
            serve.err().await(line -> line.contains("people.yaml:5:1: rolls: ") && line.contains("`roles`"));
            assertThat(health()).startsWith("200 ").contains("\"status\":\"degraded\"", "\"refused\"");
            assertThat(whoIsAlice()).endsWith(":user/alice");

            Files.writeString(identities, IDENTITIES.replace("alice\n", "alicia\n"));
            serve.signal("HUP");
            serve.err().await(ServeTest::isAccepted);
            assertThat(health()).contains("\"status\":\"ok\"").doesNotContain("refused");
            assertThat(whoIsAlice()).endsWith(":user/alicia");
        }
    }

    @Test
    void reloadTakesAwayAKeyButNoListener() throws Exception {
        try (ChildProcess serve = serve()) {
            serve.err().await(line -> line.contains("ready: "));

            String withoutKey = "account: \"111122223333\"\nusers: [{name: alice}]\n";
            Files.writeString(identities, withoutKey);
            String before = Files.readString(serverFile);
            Checkout.edit(serverFile, "trust-domain: acceptance.", "trust-domain: another.");
            serve.signal("HUP");
            serve.err().await(ServeTest::isRefused);
            assertThat(whoIsAlice()).endsWith(":user/alice");

            Files.writeString(serverFile, before);
            serve.signal("HUP");
            serve.err().await(ServeTest::isAccepted);
            assertThatExceptionOfType(StsException.class).isThrownBy(this::whoIsAlice);
        }
    }

    private ChildProcess serve() throws IOException {
        return ChildProcess.start(new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.sallyport.gateway.cli.Main",
                "serve",
                "--config",
                serverFile.toString()));
    }

    private static boolean isRefused(String line) {
        return line.contains("the configuration was not loaded again");
    }

    private static boolean isAccepted(String line) {
        return line.contains("the configuration was loaded again");
    }

    private String health() throws Exception {
        URI health = installation.api().resolve("/health");
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(health).build(), HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }

    private String whoIsAlice() {
        try (StsClient alice = Sts.as(installation.api(), Sts.alice())) {
            return alice.getCallerIdentity().arn();
        }
    }
}

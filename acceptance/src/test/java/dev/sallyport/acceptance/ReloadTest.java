package dev.sallyport.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.StsException;

/** Configurations that change while the gateway runs, and gateways that share one. */
class ReloadTest {
    @TempDir
    Path folder;

    private final SignedCalls calls = new SignedCalls();
    private TestIssuer issuer;
    private RecordingUpstream upstream;
    private Installation installation;

    @BeforeEach
    void start() throws Exception {
        issuer = TestIssuer.start();
        upstream = RecordingUpstream.start();
        installation = Scenario.installation(folder, new ShiftedClock(), issuer, upstream.port())
                .start();
    }

    @AfterEach
    void stop() {
        installation.close();
        upstream.close();
        issuer.close();
    }

    @Test
    void changedPolicyCountsAtOnceForRunningSessions() throws Exception {
        AwsSessionCredentials reader = reader();
        assertThat(get(reader).statusCode()).isEqualTo(200);

        edit("home.yaml", "\"orders:GetOrder\", \"orders:PutOrder\"", "\"orders:PutOrder\"");
        assertThat(installation.gateway().reload()).isTrue();

        assertThat(get(reader).statusCode()).isEqualTo(403);
    }

    @Test
    void badFileKeepsTheLastGoodStateAndHealthSaysSo() throws Exception {
        AwsSessionCredentials reader = reader();
        edit("home.yaml", "name: read-orders", "nmae: read-orders");

        assertThat(installation.gateway().reload()).isFalse();

        assertThat(get(reader).statusCode()).isEqualTo(200);
        assertThat(health()).contains("\"status\":\"degraded\"", "\"refused\":{", "fault");

        edit("home.yaml", "nmae: read-orders", "name: read-orders");
        assertThat(installation.gateway().reload()).isTrue();
        assertThat(health()).contains("\"status\":\"ok\"").doesNotContain("refused");
    }

    @Test
    void whatCannotChangeWhileRunningIsRefusedAsAWhole() throws Exception {
        Path server = folder.resolve("sallyport.yaml");
        Files.writeString(
                server, Files.readString(server).replace("acceptance.sallyport.test", "elsewhere.sallyport.test"));

        assertThat(installation.gateway().reload()).isFalse();
        assertThat(get(reader()).statusCode()).isEqualTo(200);
    }

    @Test
    void recreatedUserInheritsNoSessionAndATrustedOneCannotVanish() throws Exception {
        Credentials before;
        try (StsClient sts = Sts.as(installation.api(), Sts.bob())) {
            before = sts.getSessionToken().credentials();
        }
        edit("home.yaml", "name: bob", "name: bobby");
        assertThat(installation.gateway().reload()).isFalse();
        edit("home.yaml", "user/bob\"", "user/bobby\"");
        assertThat(installation.gateway().reload()).isTrue();
        edit("home.yaml", "name: bobby", "name: bob");
        edit("home.yaml", "user/bobby\"", "user/bob\"");
        assertThat(installation.gateway().reload()).isTrue();

        try (StsClient sts = Sts.as(installation.api(), Sts.session(before))) {
            assertThatExceptionOfType(StsException.class)
                    .isThrownBy(sts::getCallerIdentity)
                    .satisfies(e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidClientTokenId"));
        }
    }

    @Test
    void secondGatewayWithTheSameKeysOpensTheTokensOfTheFirst() throws Exception {
        AwsSessionCredentials reader = reader();
        try (Installation second = installation.twin()) {
            second.start();
            HttpResponse<String> answer =
                    calls.send(reader, "orders", "GET", URI.create(second.proxy() + "/orders/42"), "");

            assertThat(answer.statusCode()).isEqualTo(200);
        }
    }

    private void edit(String file, String text, String replacement) throws Exception {
        Path path = folder.resolve("identities").resolve(file);
        String before = Files.readString(path);
        assertThat(before).contains(text);
        Files.writeString(path, before.replace(text, replacement));
    }

    private AwsSessionCredentials reader() {
        try (StsClient sts = Sts.as(installation.api(), Sts.alice())) {
            return Sts.session(
                    sts.assumeRole(request -> request.roleArn(Scenario.READER).roleSessionName("s1"))
                            .credentials());
        }
    }

    private HttpResponse<String> get(AwsSessionCredentials session) throws Exception {
        return calls.send(session, "orders", "GET", URI.create(installation.proxy() + "/orders/42"), "");
    }

    private String health() throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(installation.api() + "/health"))
                                .version(HttpClient.Version.HTTP_1_1)
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }
}

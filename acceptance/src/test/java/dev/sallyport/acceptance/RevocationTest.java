package dev.sallyport.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.gateway.cli.ExitStatus;
import dev.sallyport.gateway.cli.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.StsException;

/** The operator's commands `sessions` and `revoke`, on a running gateway and beside it. */
class RevocationTest {
    @TempDir
    static Path folder;

    private static TestIssuer issuer;
    private static RecordingUpstream upstream;
    private static Installation installation;
    private final SignedCalls calls = new SignedCalls();

    /** What a command wrote and how it ended. */
    private record Run(int status, String out, String err) {}

    @BeforeAll
    static void start() throws Exception {
        issuer = TestIssuer.start();
        upstream = RecordingUpstream.start();
        installation = Scenario.installation(folder, new ShiftedClock(), issuer, upstream.port())
                .start();
    }

    @AfterAll
    static void stop() {
        installation.close();
        upstream.close();
        issuer.close();
    }

    @Test
    void aRevokedSessionIsRefusedAtStsAndProxyWithWhatCameFromIt() throws Exception {
        AwsSessionCredentials reader = assume(Sts.alice(), Scenario.READER, "revoked-session");
        AwsSessionCredentials chained = assume(reader, Scenario.CHAINED, "its-child");
        AwsSessionCredentials other = assume(Sts.alice(), Scenario.READER, "untouched");
        assertThat(atProxy(reader).statusCode()).isEqualTo(200);

        Run run = sallyport("revoke", "--session", sessionId("revoked-session"));

        assertThat(run.status()).isEqualTo(ExitStatus.DONE);
        assertThat(run.out()).contains("in force at this node");
        for (AwsSessionCredentials over : List.of(reader, chained)) {
            HttpResponse<String> answer = atProxy(over);
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).contains("SessionRevoked", "This session was revoked at ");
            assertThatThrownBy(() -> assume(over, Scenario.CHAINED, "again"))
                    .isInstanceOfSatisfying(StsException.class, e -> {
                        assertThat(e.awsErrorDetails().errorCode()).isEqualTo("SessionRevoked");
                        assertThat(e.numAttempts()).isEqualTo(1);
                    });
        }
        assertThat(atProxy(other).statusCode()).isEqualTo(200);
        assertThat(sallyport("sessions", "--role", "reader").out())
                .containsPattern(sessionId("revoked-session") + "  revoked  ")
                .containsPattern(sessionId("untouched") + "  live  ");
        assertThat(sallyport("sessions", "--live").out())
                .contains(sessionId("untouched"))
                .doesNotContain(sessionId("revoked-session"), sessionId("its-child"));
    }

    @Test
    void revokingAUserEndsTheRolesItAssumedAndSurvivesARestart() throws Exception {
        AwsSessionCredentials bobs = assume(Sts.bob(), Scenario.READER, "bobs");
        AwsSessionCredentials chained = assume(bobs, Scenario.CHAINED, "bobs-child");
        AwsSessionCredentials alices = assume(Sts.alice(), Scenario.READER, "alices");

        assertThat(sallyport("revoke", "--user", "bob").status()).isEqualTo(ExitStatus.DONE);
        installation.stop();
        installation.start();

        assertThat(atProxy(bobs).body()).contains("SessionRevoked");
        assertThat(atProxy(chained).body()).contains("SessionRevoked");
        assertThat(atProxy(alices).statusCode()).isEqualTo(200);
    }

    @Test
    void withoutAGatewayTheCommandWorksOnTheDirectory() throws Exception {
        AwsSessionCredentials reader = assume(Sts.alice(), Scenario.READER, "revoked-while-down");
        installation.stop();

        Run run = sallyport("revoke", "--session", sessionId("revoked-while-down"));
        Run reachable = run("sessions", "--data-dir", folder.resolve("data").toString());
        installation.start();

        assertThat(run.status()).isEqualTo(ExitStatus.DONE);
        assertThat(run.out()).contains("durable");
        assertThat(reachable.status()).isEqualTo(ExitStatus.CANNOT_START);
        assertThat(reachable.err()).contains("no gateway runs on the data directory", "add `--config FILE`");
        assertThat(atProxy(reader).body()).contains("SessionRevoked");
    }

    @Test
    void aSecondGatewayOnTheDirectoryHearsOfItBeforeTheCommandIsDone() throws Exception {
        AwsSessionCredentials reader = assume(Sts.alice(), Scenario.READER, "at-both");
        try (Installation twin = installation.twin().start()) {
            assertThat(sallyport("revoke", "--session", sessionId("at-both")).status())
                    .isEqualTo(ExitStatus.DONE);

            assertThat(calls.send(reader, "orders", "GET", URI.create(twin.proxy() + "/orders/1"), "")
                            .body())
                    .contains("SessionRevoked");
        }
    }

    @Test
    void commandsAreRecordedWithWhoGaveThemAndTheSocketIsTheOwnersAlone() throws Exception {
        assertThat(sallyport("revoke", "--user", "nobody-of-this-name").err()).contains("there never was a user");
        assertThat(sallyport("revoke", "--session", "7").err()).contains("32 hexadecimal digits");
        assertThat(sallyport("revoke", "--role", "reader", "--issued-before", "2999-01-01T00:00:00Z")
                        .err())
                .contains("is still to come");

        assertThat(installation.auditLog())
                .contains("\"kind\":\"operator\"", "\"action\":\"operator:revoke\"", "user=nobody-of-this-name")
                .contains("\"operator\":\"" + System.getProperty("user.name") + "\"");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("data/operator.sock"))))
                .isEqualTo("rw-------");
    }

    @Test
    void sessionsTellsWhoGotInAndNeverAToken() {
        AwsSessionCredentials reader = assume(Sts.alice(), Scenario.READER, "listed");

        Run text = sallyport("sessions", "--user", "alice", "--role", Scenario.READER);
        Run json = sallyport("sessions", "--format", "json");

        assertThat(text.out())
                .contains("arn:aws:sts::111122223333:assumed-role/reader/listed")
                .contains("by arn:aws:iam::111122223333:user/alice")
                .contains("from 127.0.0.1");
        assertThat(json.out()).contains("\"accessKeyId\":\"" + reader.accessKeyId() + "\"", "\"state\":\"");
        assertThat(text.out() + json.out()).doesNotContain(reader.sessionToken(), reader.secretAccessKey());
        assertThat(sallyport("sessions", "--issuer", "nowhere.example").out()).isEmpty();
    }

    private static AwsSessionCredentials assume(AwsCredentials as, String role, String name) {
        try (StsClient sts = Sts.as(installation.api(), as)) {
            return Sts.session(sts.assumeRole(request -> request.roleArn(role).roleSessionName(name))
                    .credentials());
        }
    }

    private HttpResponse<String> atProxy(AwsSessionCredentials session) throws Exception {
        return calls.send(session, "orders", "GET", URI.create(installation.proxy() + "/orders/1"), "");
    }

    /** The id of the session of this name, from the list. */
    private static String sessionId(String name) {
        return sallyport("sessions")
                .out()
                .lines()
                .filter(line -> line.contains("/" + name + "  "))
                .map(line -> line.substring(0, 32))
                .findFirst()
                .orElseThrow();
    }

    private static Run sallyport(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--config", folder.resolve("sallyport.yaml").toString()));
        return run(all.toArray(String[]::new));
    }

    private static Run run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine =
                Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int status = commandLine.execute(arguments);
        return new Run(status, out.toString(), err.toString());
    }
}

package dev.sallyport.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import dev.sallyport.gateway.cli.ExitStatus;
import dev.sallyport.gateway.cli.Main;
import dev.sallyport.mfa.Totp;
import dev.sallyport.mfa.TotpSeed;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.StsException;
import software.amazon.awssdk.services.sts.model.Tag;

/** The night it is for: issuer, webhook and internet are down, and a person needs the powerful role now. */
class BreakGlassDrillTest {
    private static final String ROLE = "arn:aws:iam::111122223333:role/break-glass";

    @TempDir
    Path folder;

    private final ShiftedClock clock = new ShiftedClock();
    private final SignedCalls calls = new SignedCalls();
    private Duration spent = Duration.ZERO;

    @Test
    @Timeout(120)
    void aPersonGetsInIsRecordedAndIsPutOutWithEverythingElseDown() throws Exception {
        TestIssuer issuer = TestIssuer.start();
        RecordingUpstream upstream = RecordingUpstream.start();
        int webhook = FreePort.next();
        try (Installation installation = Scenario.installation(folder, clock, issuer, upstream.port())
                .identities("break-glass.yaml", breakGlass(webhook))
                .secret(
                        "filter-key.json",
                        "{\"Version\":1,\"AccessKeyId\":\"" + Installation.ALICE_KEY + "\",\"SecretAccessKey\":\""
                                + Installation.ALICE_SECRET + "\"}")
                .start()) {
            issuer.close();
            theRulesAreSaidOneByOne(installation);

            Credentials issued = assume(installation, request -> request.tags(reason("INC-1234")))
                    .orElseThrow();

            AwsSessionCredentials session = Sts.session(issued);
            assertThat(Duration.between(clock.instant(), issued.expiration()))
                    .isBetween(Duration.ofMinutes(14), Duration.ofMinutes(15).plusSeconds(1));
            assertThat(atProxy(installation, session).statusCode()).isEqualTo(200);
            assertThat(SignedJWT.parse(upstream.last()
                                    .header("Sallyport-Assertion")
                                    .orElseThrow())
                            .getJWTClaimsSet()
                            .getStringClaim("reason"))
                    .isEqualTo("INC-1234");
            assertThat(installation.auditLog())
                    .contains("\"issuedReason\":\"INC-1234\"", "\"sessionReason\":\"INC-1234\"");
            String id = theNoticeIsInTheFileWithTheCommandThatEndsIt(session);
            healthNamesTheUndeliveredOne(installation);
            assertThat(sallyport("metrics"))
                    .contains("sallyport_sessions_issued_total{action=\"AssumeRole\",break_glass=\"true\",role=\""
                            + ROLE + "\"} 1\n");

            whatIsChainedFromItEndsWithIt(installation, issued);

            String listed = sallyport("sessions", "--live", "--role", "break-glass");
            assertThat(listed).contains(id, "reason: INC-1234", "mfa " + Installation.ALICE_MFA);
            assertThat(sallyport("revoke", "--session", id)).contains("in force at this node");
            assertThat(atProxy(installation, session).body()).contains("SessionRevoked");
            theFilterRefusesItToo(installation, session);
            assertThat(sallyport("sessions", "--live", "--role", "break-glass")).isEmpty();

            theWebhookGetsItOnceItIsBack(webhook, id);
        } finally {
            upstream.close();
        }
    }

    private void theRulesAreSaidOneByOne(Installation installation) throws Exception {
        refused(
                installation,
                "AccessDenied",
                "MFA code in this very call",
                request -> request.serialNumber(null).tokenCode(null).tags(reason("INC-1234")));
        // The trust policy asks for a form of reason, and says so before the role's own rule could.
        refused(installation, "AccessDenied", "is not authorized to perform", request -> request.tags(reason("fun")));
        refused(
                installation,
                "ValidationError",
                "900 seconds",
                request -> request.durationSeconds(901).tags(reason("INC-1234")));
        try (StsClient sts = Sts.as(installation.api(), Sts.alice())) {
            Credentials mfaSession = sts.getSessionToken(request ->
                            request.serialNumber(Installation.ALICE_MFA).tokenCode(nextCode()))
                    .credentials();
            try (StsClient withMfa = Sts.as(installation.api(), Sts.session(mfaSession))) {
                assertThatThrownBy(() -> withMfa.assumeRole(request ->
                                request.roleArn(ROLE).roleSessionName("alice").tags(reason("INC-1234"))))
                        .hasMessageContaining("MFA code in this very call");
            }
        }
    }

    private void refused(
            Installation installation, String code, String message, Consumer<AssumeRoleRequest.Builder> change) {
        assertThatThrownBy(() -> assume(installation, change)).isInstanceOfSatisfying(StsException.class, e -> {
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
            assertThat(e.awsErrorDetails().errorMessage()).contains(message);
        });
    }

    private String theNoticeIsInTheFileWithTheCommandThatEndsIt(AwsSessionCredentials session) throws Exception {
        String notice = Files.readString(folder.resolve("break-glass.jsonl"));
        assertThat(notice.lines()).hasSize(1);
        assertThat(notice)
                .contains("\"who\":\"arn:aws:iam::111122223333:user/alice\"", "\"role\":\"" + ROLE + "\"")
                .contains("\"reason\":\"INC-1234\"", "\"sourceIp\":\"127.0.0.1\"", "\"until\":\"")
                .contains("./sallyport revoke --data-dir '" + folder.resolve("data") + "' --session ")
                .doesNotContain(session.sessionToken(), session.secretAccessKey());
        int at = notice.indexOf("\"session\":\"") + "\"session\":\"".length();
        return notice.substring(at, at + 32);
    }

    /** An hour of another role, asked for or not, would make the quarter of an hour worth nothing. */
    private static void whatIsChainedFromItEndsWithIt(Installation installation, Credentials issued) {
        Credentials next = chained(installation, issued, "after", Optional.of(3600));
        Credentials last = chained(installation, next, "after-that", Optional.empty());

        assertThat(next.expiration()).isEqualTo(issued.expiration());
        assertThat(last.expiration()).isEqualTo(issued.expiration());
    }

    private static Credentials chained(
            Installation installation, Credentials caller, String role, Optional<Integer> seconds) {
        try (StsClient sts = Sts.as(installation.api(), Sts.session(caller))) {
            return sts.assumeRole(request -> {
                        request.roleArn("arn:aws:iam::111122223333:role/" + role)
                                .roleSessionName("s1");
                        seconds.ifPresent(request::durationSeconds);
                    })
                    .credentials();
        }
    }

    private static void healthNamesTheUndeliveredOne(Installation installation) throws Exception {
        HttpResponse<String> health = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(installation.api() + "/health"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body()).contains("\"status\":\"degraded\"", "\"undelivered\":1");
    }

    private void theFilterRefusesItToo(Installation installation, AwsSessionCredentials session) throws Exception {
        try (FilteredProcess application = FilteredProcess.start(
                installation.api(),
                Scenario.FILTER,
                folder.resolve("secrets/filter-key.json"),
                folder.resolve("filter-audit.jsonl"))) {
            HttpResponse<String> answer =
                    calls.send(session, "payments", "GET", URI.create(application.address() + "/orders/42"), "");
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).contains("SessionRevoked");
        }
    }

    private static void theWebhookGetsItOnceItIsBack(int port, String id) throws Exception {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/hook", exchange -> {
            received.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        try {
            assertThat(received.poll(60, TimeUnit.SECONDS))
                    .contains("\"session\":\"" + id + "\"", "\"text\":\"break glass: ");
        } finally {
            server.stop(0);
        }
    }

    private Optional<Credentials> assume(Installation installation, Consumer<AssumeRoleRequest.Builder> change) {
        try (StsClient sts = Sts.as(installation.api(), Sts.alice())) {
            AssumeRoleRequest.Builder request = AssumeRoleRequest.builder()
                    .roleArn(ROLE)
                    .roleSessionName("alice")
                    .serialNumber(Installation.ALICE_MFA)
                    .tokenCode(nextCode());
            change.accept(request);
            return Optional.of(sts.assumeRole(request.build()).credentials());
        }
    }

    /** A code is good once, so the gateway's clock goes on by a step for each. */
    private String nextCode() {
        spent = spent.plusSeconds(30);
        clock.shiftTo(spent);
        return Totp.code(TotpSeed.of(Installation.ALICE_SEED), Totp.step(clock.instant()));
    }

    private HttpResponse<String> atProxy(Installation installation, AwsSessionCredentials session) throws Exception {
        return calls.send(session, "orders", "GET", URI.create(installation.proxy() + "/orders/1"), "");
    }

    private static Tag reason(String text) {
        return Tag.builder().key("Reason").value(text).build();
    }

    /** Through the running gateway, without its configuration. */
    private String sallyport(String... arguments) {
        StringWriter out = new StringWriter();
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--data-dir";
        all[arguments.length + 1] = folder.resolve("data").toString();
        assertThat(Main.commandLine().setOut(new PrintWriter(out, true)).execute(all))
                .isEqualTo(ExitStatus.DONE);
        return out.toString();
    }

    private static String breakGlass(int webhook) {
        return """
                account: "111122223333"
                roles:
                  - name: break-glass
                    policies: {attached: [read-orders]}
                    break-glass:
                      reason: required
                      max-duration: 15m
                      notify:
                        - {file: ../break-glass.jsonl}
                        - {webhook: "http://127.0.0.1:%d/hook"}
                    trust: |
                      {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": ["sts:AssumeRole", "sts:TagSession"],
                        "Principal": {"AWS": "arn:aws:iam::111122223333:user/alice"},
                        "Condition": {"StringLike": {"aws:RequestTag/Reason": "INC-*"}}}}
                  - name: after
                    policies: {attached: [read-orders]}
                    trust: |
                      {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
                        "Principal": {"AWS": "arn:aws:iam::111122223333:role/break-glass"}}}
                  - name: after-that
                    trust: |
                      {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
                        "Principal": {"AWS": "arn:aws:iam::111122223333:role/after"}}}
                """.formatted(webhook);
    }
}

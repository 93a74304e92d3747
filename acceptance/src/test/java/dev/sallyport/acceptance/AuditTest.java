package dev.sallyport.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sallyport.delegation.SessionQuestion;
import dev.sallyport.identity.AccessKeyId;
import dev.sallyport.identity.SecretAccessKey;
import dev.sallyport.sigv4.HeaderField;
import dev.sallyport.sigv4.PathForm;
import dev.sallyport.sigv4.RequestHead;
import dev.sallyport.sigv4.RequestSigner;
import dev.sallyport.sigv4.Sha256;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.StsException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The record of what happened, and what happens when it cannot be written. */
class AuditTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path folder;

    private final ShiftedClock clock = new ShiftedClock();
    private final SignedCalls calls = new SignedCalls();
    private TestIssuer issuer;
    private RecordingUpstream upstream;
    private Installation installation;

    @BeforeEach
    void start() throws Exception {
        issuer = TestIssuer.start();
        upstream = RecordingUpstream.start();
        installation =
                Scenario.installation(folder, clock, issuer, upstream.port()).start();
    }

    @AfterEach
    void stop() {
        installation.close();
        upstream.close();
        issuer.close();
    }

    @Test
    void strangersCannotPushRecordsOffTheDiskByReadingWhatAnybodyMay() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest health = HttpRequest.newBuilder(URI.create(installation.api() + "/health"))
                .build();
        int reads = 1100;
        for (int i = 0; i < reads; i++) {
            assertThat(client.send(health, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(200);
        }
        installation.stop();

        List<JsonNode> records = records();
        assertThat(records.size()).isLessThan(reads);
        JsonNode summary = records.get(records.size() - 1);
        assertThat(summary.get("kind").asString()).isEqualTo("refusals");
        assertThat(summary.get("count").asLong()).isEqualTo(reads - (records.size() - 1));
    }

    @Test
    void strangersWhomAFilterAsksAboutAreCountedToo() throws Exception {
        AwsSessionCredentials filter;
        try (StsClient sts = Sts.as(installation.api(), Sts.alice())) {
            filter = Sts.session(
                    sts.assumeRole(request -> request.roleArn(Scenario.FILTER).roleSessionName("filter"))
                            .credentials());
        }
        String bodySha256 = Sha256.hex(new byte[0]);
        List<HeaderField> host = List.of(new HeaderField("Host", "payments.test"));
        List<HeaderField> headers = new ArrayList<>(host);
        headers.addAll(RequestSigner.sign(
                RequestHead.ofTarget("GET", "/orders/42", host),
                new AccessKeyId(filter.accessKeyId()),
                SecretAccessKey.of("wrong"),
                Optional.of("no-token-of-ours"),
                "us-east-1",
                "payments",
                bodySha256,
                PathForm.ofService("payments"),
                Instant.now()));
        String question = new String(
                new SessionQuestion("payments", RequestHead.ofTarget("GET", "/orders/42", headers), bodySha256).json(),
                StandardCharsets.UTF_8);
        int questions = 1010;
        for (int i = 0; i < questions; i++) {
            assertThat(calls.send(
                                    filter,
                                    "sallyport",
                                    "POST",
                                    URI.create(installation.api() + "/filter/session"),
                                    question)
                            .body())
                    .contains("\"refused\"");
        }
        installation.stop();

        List<JsonNode> records = records();
        JsonNode summary = records.get(records.size() - 1);
        assertThat(summary.get("kind").asString()).isEqualTo("refusals");
        assertThat(summary.get("codes").get(0).asString()).startsWith("InvalidClientTokenId=");
        assertThat(records.size() - 2 + summary.get("count").asInt()).isEqualTo(questions);
    }

    @Test
    void verifiedWebIdentityIsNoStranger() throws Exception {
        try (StsClient sts = Sts.anonymous(installation.api())) {
            String token =
                    issuer.sign(issuer.claims(Scenario.AUDIENCE).subject("repo:somebody/else:ref:refs/heads/main"));
            assertThatExceptionOfType(StsException.class)
                    .isThrownBy(() -> sts.assumeRoleWithWebIdentity(request ->
                            request.roleArn(Scenario.CI).roleSessionName("ci").webIdentityToken(token)));
        }
        installation.stop();

        assertThat(records().get(0).get("account").asString()).isEqualTo(Installation.ACCOUNT);
    }

    @Test
    void everyRequestLeavesALineWithItsWholeReason() throws Exception {
        AwsSessionCredentials reader = reader();
        HttpResponse<String> denied =
                calls.send(reader, "orders", "DELETE", URI.create(installation.proxy() + "/orders/42"), "");
        calls.send(reader, "orders", "GET", URI.create(installation.proxy() + "/orders/42"), "");
        installation.stop(); // The outcome is recorded after the answer; stopping writes what was recorded.

        List<JsonNode> records = records();
        JsonNode issuance = records.get(0);
        assertThat(issuance.get("action").asString()).isEqualTo("sts:AssumeRole");
        assertThat(issuance.get("decision").asString()).isEqualTo("allowed");
        assertThat(issuance.get("issuedAccessKeyId").asString()).isEqualTo(reader.accessKeyId());
        JsonNode refusal = records.get(1);
        assertThat(denied.body()).contains(refusal.get("decisionId").asString());
        assertThat(refusal.get("principal").asString()).isEqualTo("arn:aws:sts::111122223333:assumed-role/reader/s1");
        assertThat(refusal.get("action").asString()).isEqualTo("orders:DeleteOrder");
        assertThat(refusal.get("resource").asString()).isEqualTo("arn:aws:orders:us-east-1:111122223333:order/42");
        assertThat(refusal.get("decision").asString()).isEqualTo("denied");
        assertThat(refusal.get("reason").asString()).contains("NeverDelete");
        assertThat(refusal.get("latencyMicros").asLong()).isPositive();
        JsonNode decision = records.get(2);
        JsonNode outcome = records.get(3);
        assertThat(decision.get("kind").asString()).isEqualTo("request");
        assertThat(outcome.get("kind").asString()).isEqualTo("outcome");
        assertThat(outcome.get("decisionId")).isEqualTo(decision.get("decisionId"));
        assertThat(outcome.get("status").asInt()).isEqualTo(200);
    }

    @Test
    void logThatCannotBeWrittenStopsIssuanceAndForwardingUntilItCanAgain() throws Exception {
        AwsSessionCredentials reader = reader();
        URI order = URI.create(installation.proxy() + "/orders/42");
        Path log = folder.resolve("data/audit/audit.jsonl");
        Path aside = folder.resolve("data/audit/aside.jsonl");
        Files.move(log, aside);
        Files.createDirectory(log);

        assertThatExceptionOfType(StsException.class)
                .isThrownBy(this::reader)
                .satisfies(e -> assertThat(e.statusCode()).isEqualTo(503));
        assertThat(calls.send(reader, "orders", "GET", order, "").statusCode()).isEqualTo(503);
        assertThat(upstream.received()).isEmpty();
        HttpResponse<String> health = health();
        assertThat(health.statusCode()).isEqualTo(503);
        assertThat(health.body()).contains("\"audit\":{\"status\":\"failing\"").contains("\"why\":\"");

        Files.delete(log);
        Files.move(aside, log);
        assertThat(calls.send(reader, "orders", "GET", order, "").statusCode()).isEqualTo(200);
        assertThat(health().statusCode()).isEqualTo(200);
    }

    @Test
    void floodOfStrangersIsCountedAndNotWrittenOneByOne() throws Exception {
        int requests = 1_010;
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        HttpRequest unsigned = HttpRequest.newBuilder(URI.create(installation.proxy() + "/orders/42"))
                .build();
        for (int i = 0; i < requests; i++) {
            assertThat(client.send(unsigned, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(403);
        }
        installation.stop();

        List<JsonNode> records = records();
        JsonNode summary = records.get(records.size() - 1);
        assertThat(summary.get("kind").asString()).isEqualTo("refusals");
        assertThat(summary.get("codes").get(0).asString()).startsWith("MissingAuthenticationToken=");
        assertThat(records.size() - 1 + summary.get("count").asInt()).isEqualTo(requests);
    }

    private AwsSessionCredentials reader() {
        try (StsClient sts = Sts.as(installation.api(), Sts.alice())) {
            return Sts.session(
                    sts.assumeRole(request -> request.roleArn(Scenario.READER).roleSessionName("s1"))
                            .credentials());
        }
    }

    private HttpResponse<String> health() throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(installation.api() + "/health"))
                                .version(HttpClient.Version.HTTP_1_1)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private List<JsonNode> records() {
        return installation.auditLog().lines().map(JSON::readTree).toList();
    }
}

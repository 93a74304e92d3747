package dev.sallyport.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.delegation.FilterProtocol;
import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.sigv4.HeaderField;
import dev.sallyport.sigv4.RequestHead;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SallyportFilterTest {
    @TempDir
    Path directory;

    private FilterHarness harness;
    private FakeGateway gateway;

    @BeforeEach
    void start() {
        harness = new FilterHarness(directory);
        gateway = harness.gateway;
    }

    @AfterEach
    void stop() {
        harness.close();
    }

    @Test
    void aSignedRequestReachesTheApplicationWithItsCaller() throws IOException {
        assertThat(harness.send(harness.post("/app/payments/42?dry=1", "{\"amount\":1}")))
                .isEqualTo(200);

        assertThat(harness.caller().getName()).isEqualTo("arn:aws:sts::111122223333:assumed-role/deploy/run-1");
        assertThat(harness.caller().account().digits()).isEqualTo("111122223333");
        assertThat(harness.caller().sessionName()).contains("run-1");
        assertThat(harness.caller().tags()).isEqualTo(Map.of("team", "red"));
        assertThat(harness.caller().sourceIdentity()).contains("alice");
        assertThat(new String(harness.seen.orElseThrow().getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("{\"amount\":1}");
    }

    @Test
    void whatNoPolicyAllowsIsDeniedInAwsWords() {
        assertThat(harness.send(Signed.request("DELETE", "/app/payments/42", harness.clock.instant())))
                .isEqualTo(403);

        assertThat(harness.seen).isEmpty();
        assertThat(harness.code()).isEqualTo("AccessDenied");
        assertThat(harness.response.body())
                .contains("is not authorized to perform: payments:Delete on resource: "
                        + "arn:aws:payments:us-east-1:111122223333:payment/42");
    }

    @Test
    void aRefusalIsJsonWithTheDecisionIdOfItsAuditLine() {
        harness.send(harness.get("/app/nothing"));

        Map<String, String> answer = FilterHarness.fields(harness.response.body());
        assertThat(answer).containsOnlyKeys("code", "message", "decisionId");
        assertThat(harness.response.headers)
                .containsEntry("Content-Type", "application/json")
                .containsEntry("Cache-Control", "no-store")
                .containsEntry("Sallyport-Decision-Id", answer.get("decisionId"));
        assertThat(harness.lastAudit()).containsEntry("decisionId", answer.get("decisionId"));
    }

    @Test
    void requestsThatAreNotAsTheySeemAreRefusedAsAtTheProxy() {
        assertRefused(harness.get("/app/payments/42").secret("another-secret"), 403, "SignatureDoesNotMatch");
        assertRefused(harness.get("/app/payments/42").service("orders"), 403, "SignatureDoesNotMatch");
        assertRefused(harness.get("/app/payments/42").region("eu-west-9"), 403, "SignatureDoesNotMatch");
        assertRefused(
                Signed.request(
                        "GET", "/app/payments/42", harness.clock.instant().minusSeconds(1200)),
                403,
                "SignatureDoesNotMatch");
        assertRefused(
                harness.get("/app/payments/42").key("ASIACLIENTCLIENT3333", Optional.of(FakeGateway.TOKEN)),
                403,
                "InvalidClientTokenId");
        assertRefused(
                harness.get("/app/payments/42").key(FakeGateway.CLIENT.value(), Optional.of("another-token")),
                403,
                "InvalidClientTokenId");
        assertRefused(
                harness.get("/app/payments/42").key("AKIAUSERUSERUSER2222", Optional.empty()), 403, "AccessDenied");
        assertRefused(harness.get("/app/unmapped"), 403, "AccessDenied");
        assertRefused(harness.get("/app/payments/%2e%2e"), 400, "InvalidURI");
        assertRefused(harness.get("/app//payments/42"), 400, "InvalidURI");
        assertRefused(harness.get("/app/payments/42;jsessionid=1"), 400, "InvalidURI");
    }

    private void assertRefused(Signed request, int status, String code) {
        assertThat(harness.send(request)).as(request.target()).isEqualTo(status);
        assertThat(harness.code()).isEqualTo(code);
        assertThat(harness.seen).isEmpty();
        assertThat(harness.lastAudit()).containsEntry("decision", "denied").containsEntry("code", code);
    }

    @Test
    void whatWasChangedAfterSigningIsRefused() {
        Signed signed = harness.post("/app/payments/42", "one");
        RequestHead head = signed.head();
        List<HeaderField> unsignedAmz = new ArrayList<>(head.headers());
        unsignedAmz.add(new HeaderField("X-Amz-Meta-Role", "admin"));
        for (FakeRequest changed : List.of(
                new FakeRequest(head, "two".getBytes(StandardCharsets.UTF_8)),
                new FakeRequest(RequestHead.ofTarget("POST", "/app/payments/43", head.headers()), signed.bytes()),
                new FakeRequest(RequestHead.ofTarget("POST", "/app/payments/42?x=y", head.headers()), signed.bytes()),
                new FakeRequest(RequestHead.ofTarget("GET", "/app/payments/42", head.headers()), signed.bytes()),
                new FakeRequest(RequestHead.ofTarget("POST", "/app/payments/42", unsignedAmz), signed.bytes()))) {
            assertThat(harness.send(changed.asServlet())).isEqualTo(403);
            assertThat(harness.code()).isEqualTo("SignatureDoesNotMatch");
            assertThat(harness.seen).isEmpty();
        }
    }

    @Test
    void aRequestWithoutCredentialsIsRefusedWithoutAskingWhoItIs() {
        FakeRequest anonymous = new FakeRequest(
                RequestHead.ofTarget("GET", "/app/payments/42", List.of(new HeaderField("Host", "a.example"))),
                new byte[0]);

        assertThat(harness.send(anonymous.asServlet())).isEqualTo(403);

        assertThat(harness.code()).isEqualTo("MissingAuthenticationToken");
        assertThat(gateway.sessionsAsked).hasValue(0);
    }

    @Test
    void aKnownSessionIsNotAskedAboutAgainForAMinute() {
        assertThat(harness.send(harness.get("/app/payments/1"))).isEqualTo(200);
        harness.clock.advance(Duration.ofSeconds(59));
        assertThat(harness.send(harness.get("/app/payments/2"))).isEqualTo(200);
        assertThat(gateway.sessionsAsked).hasValue(1);

        harness.clock.advance(Duration.ofSeconds(1));
        assertThat(harness.send(harness.get("/app/payments/3"))).isEqualTo(200);
        assertThat(gateway.sessionsAsked).hasValue(2);
    }

    @Test
    void aKeptKeyStillVerifiesEveryRequest() {
        assertThat(harness.send(harness.get("/app/payments/1"))).isEqualTo(200);

        assertRefused(harness.get("/app/payments/2").secret("another-secret"), 403, "SignatureDoesNotMatch");
        assertThat(gateway.sessionsAsked).hasValue(1);
    }

    @Test
    void aKeptKeyIsForItsTokenRegionAndDateAlone() {
        assertThat(harness.send(harness.get("/app/payments/1"))).isEqualTo(200);

        assertRefused(
                harness.get("/app/payments/1").key(FakeGateway.CLIENT.value(), Optional.of("another-token")),
                403,
                "InvalidClientTokenId");
        assertThat(gateway.sessionsAsked).hasValue(2);
    }

    @Test
    void aChangedPolicyIsHeededWithinTheMinute() {
        assertThat(harness.send(harness.get("/app/payments/1"))).isEqualTo(200);
        gateway.clientPolicy = FakeGateway.allow("payments:Refund");

        harness.clock.advance(Duration.ofSeconds(60));

        assertThat(harness.send(harness.get("/app/payments/1"))).isEqualTo(403);
    }

    @Test
    void nothingIsKeptPastTheEndOfTheSession() {
        gateway.clientExpires = harness.clock.instant().plusSeconds(10);
        assertThat(harness.send(harness.get("/app/payments/1"))).isEqualTo(200);
        harness.clock.advance(Duration.ofSeconds(9));
        assertThat(harness.send(harness.get("/app/payments/1"))).isEqualTo(200);

        harness.clock.advance(Duration.ofSeconds(1));

        assertRefused(harness.get("/app/payments/1"), 403, "ExpiredToken");
    }

    @Test
    void theGatewaysAgeIsHeededWhenItIsShorter() {
        gateway.maxAge = Duration.ofSeconds(5);
        assertThat(harness.send(harness.get("/app/payments/1"))).isEqualTo(200);
        harness.clock.advance(Duration.ofSeconds(5));
        assertThat(harness.send(harness.get("/app/payments/1"))).isEqualTo(200);

        assertThat(gateway.sessionsAsked).hasValue(2);
    }

    @Test
    void aGatewayThatIsAwayAtStartMeans503UntilItIsThere() {
        gateway.down = true;

        assertUnavailable(harness.get("/app/payments/1"));

        gateway.down = false;
        harness.clock.advance(Refreshed.RETRY_AFTER);
        assertThat(harness.send(harness.get("/app/payments/1"))).isEqualTo(200);
    }

    @Test
    void aGatewayThatGoesAwayLeavesKnownSessionsTheirMinute() {
        assertThat(harness.send(harness.get("/app/payments/1"))).isEqualTo(200);
        gateway.down = true;
        harness.clock.advance(Duration.ofSeconds(59));
        assertThat(harness.send(harness.get("/app/payments/1"))).isEqualTo(200);

        harness.clock.advance(Duration.ofSeconds(1));

        assertUnavailable(harness.get("/app/payments/1"));
    }

    @Test
    void anAnswerThatCannotBeReadOrIsForAnotherScopeMeans503() {
        assertThat(harness.send(harness.get("/app/payments/1"))).isEqualTo(200);
        harness.clock.advance(Duration.ofSeconds(30));
        for (byte[] answer : List.of(
                "{}".getBytes(StandardCharsets.UTF_8), new byte[FilterProtocol.MAX_ANSWER_BYTES + 1], new byte[0])) {
            gateway.answersWith = Optional.of(answer);
            assertUnavailable(harness.get("/app/payments/1").key("ASIAANOTHERANOTHER22", Optional.of("t")));
        }
    }

    private void assertUnavailable(Signed request) {
        assertThat(harness.send(request)).isEqualTo(503);
        assertThat(harness.code()).isEqualTo("ServiceUnavailable");
        assertThat(harness.seen).isEmpty();
        assertThat(harness.lastAudit()).containsEntry("decision", "failed");
    }

    @Test
    void aFilterThatTheGatewayRefusesBlamesNobodyElse() {
        gateway.refusesFilter = Optional.of(new ApiException(ApiError.ACCESS_DENIED, "no permission"));

        assertUnavailable(harness.get("/app/payments/1"));

        assertThat(harness.response.body()).doesNotContain("AccessDenied");
        assertThat(harness.lastAudit().get("reason"))
                .contains("refuses this filter")
                .contains("AccessDenied");
    }

    @Test
    void routesAreFetchedOnceAMinute() {
        harness.send(harness.get("/app/payments/1"));
        harness.clock.advance(Duration.ofSeconds(59));
        harness.send(harness.get("/app/payments/1"));
        assertThat(gateway.routesAsked).hasValue(1);

        harness.clock.advance(Duration.ofSeconds(1));
        harness.send(harness.get("/app/payments/1"));
        assertThat(gateway.routesAsked).hasValue(2);
    }

    @Test
    void aBodyOfExactlyTheLimitIsTakenAndOneByteMoreIsNot() {
        gateway.maxBodyBytes = 1000;

        assertThat(harness.send(harness.post("/app/payments/1", "x".repeat(1000))))
                .isEqualTo(200);
        assertRefused(harness.post("/app/payments/1", "x".repeat(1001)), 413, "RequestEntityTooLarge");
    }

    @Test
    void aBodyOfUnknownLengthIsHeldToTheLimitToo() throws IOException {
        gateway.maxBodyBytes = 1000;
        for (int length : new int[] {1000, 1001}) {
            Signed signed = harness.post("/app/payments/1", "x".repeat(length));
            FakeRequest chunked = signed.arrived().streaming(new ByteArrayInputStream(signed.bytes()));

            assertThat(harness.send(chunked.asServlet())).isEqualTo(length == 1000 ? 200 : 413);
        }
    }

    @Test
    void noInstallationRaisesTheLimitAboveOurOwn() {
        gateway.maxBodyBytes = 1L << 40;

        assertThat(harness.send(harness.post("/app/payments/1", "x".repeat(HeldBody.MAX_BYTES))))
                .isEqualTo(200);
        assertThat(harness.send(harness.post("/app/payments/1", "x".repeat(HeldBody.MAX_BYTES + 1))))
                .isEqualTo(413);
    }

    @Test
    void aBodyIsNotReadBeforeItsHeadHasPassed() {
        Signed old = Signed.request(
                        "POST", "/app/payments/1", harness.clock.instant().minusSeconds(1200))
                .body("x");
        FakeRequest unreadable = old.arrived().streaming(new FailingStream(new AssertionError("the body was read")));

        assertThat(harness.send(unreadable.asServlet())).isEqualTo(403);
    }

    @Test
    void aBodyThatBreaksOffIsAClientsFault() {
        FakeRequest broken = harness.post("/app/payments/1", "x")
                .arrived()
                .streaming(new FailingStream(new UncheckedIOException(new IOException("gone"))));

        assertThat(harness.send(broken.asServlet())).isEqualTo(400);
    }

    @Test
    void theQuestionHoldsWhatWasSignedAndNothingElse() {
        harness.send(harness.get("/app/payments/1").header("X-Team", "red"));

        RequestHead asked = gateway.questions.get(0).head();
        assertThat(asked.values("x-team")).containsExactly("red");
        assertThat(asked.values("x-amz-security-token")).containsExactly(FakeGateway.TOKEN);
    }

    @Test
    void oneNameInTwoSpellingsIsReadOnce() {
        Signed signed = harness.get("/app/payments/1").header("X-Team", "red");
        List<HeaderField> headers = new ArrayList<>(signed.head().headers());
        headers.add(new HeaderField("x-team", "blue"));

        assertThat(ArrivedRequest.head(
                                new FakeRequest(RequestHead.ofTarget("GET", "/app/payments/1", headers), new byte[0])
                                        .asServlet())
                        .values("x-team"))
                .containsExactly("red", "blue");
    }

    @Test
    void aContainerThatHidesHeadersMakesEveryRequestFail() {
        assertThat(harness.send(
                        harness.get("/app/payments/1").arrived().hidingHeaders().asServlet()))
                .isEqualTo(500);
        assertThat(harness.seen).isEmpty();
    }

    @Test
    void anAuditLineSaysWhoWhatAndWhy() {
        harness.send(harness.get("/app/payments/42"));

        assertThat(harness.lastAudit())
                .containsEntry("kind", "request")
                .containsEntry("listener", "filter")
                .containsEntry("decision", "allowed")
                .containsEntry("method", "GET")
                .containsEntry("path", "/app/payments/42")
                .containsEntry("sourceIp", "192.0.2.7")
                .containsEntry("principal", "arn:aws:sts::111122223333:assumed-role/deploy/run-1")
                .containsEntry("principalId", "AROACLIENTCLIENT23456:run-1")
                .containsEntry("account", "111122223333")
                .containsEntry("accessKeyId", FakeGateway.CLIENT.value())
                .containsEntry("sessionId", "00000000000000010000000000000002")
                .containsEntry("sourceIdentity", "alice")
                .containsEntry("route", "pay")
                .containsEntry("service", "payments")
                .containsEntry("action", "payments:Get")
                .containsEntry("resource", "arn:aws:payments:us-east-1:111122223333:payment/42")
                .containsEntry("statements", "[\"pay:Allow@1\"]")
                .containsKeys("time", "decisionId", "latencyMicros");
    }

    @Test
    void anAuditLineHoldsNoSecretTokenOrSignature() throws IOException {
        harness.send(harness.get("/app/payments/42?password=hunter2"));
        harness.send(harness.get("/app/payments/42").secret("another-secret"));

        assertThat(Files.readString(harness.auditFile))
                .doesNotContain(FakeGateway.TOKEN)
                .doesNotContain(FakeGateway.CLIENT_SECRET.reveal())
                .doesNotContain("own-token")
                .doesNotContain("Signature=")
                .doesNotContain("hunter2");
    }

    @Test
    void aFloodOfStrangersIsCountedAndPushesNobodyElseOut() {
        harness.send(harness.get("/app/payments/42"));
        for (int i = 0; i < AuditLog.STRANGERS_WRITTEN + 3; i++) {
            harness.send(harness.get("/app/payments/42").secret("another-secret"));
        }
        assertThat(harness.audit()).hasSize(1 + AuditLog.STRANGERS_WRITTEN);
        harness.send(Signed.request("DELETE", "/app/payments/42", harness.clock.instant()));
        assertThat(harness.lastAudit()).containsEntry("action", "payments:Delete");

        harness.clock.advance(AuditLog.INTERVAL);
        harness.send(harness.get("/app/payments/42"));

        assertThat(harness.audit())
                .filteredOn(line -> line.get("kind").equals("refusals"))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .containsEntry("count", "3")
                        .containsEntry("codes", "[\"SignatureDoesNotMatch=3\"]"));
    }

    @Test
    void whatIsCountedIsWrittenWhenTheFilterStops() {
        harness.send(harness.get("/app/payments/42"));
        for (int i = 0; i < AuditLog.STRANGERS_WRITTEN + 1; i++) {
            harness.send(harness.get("/app/payments/42").secret("another-secret"));
        }

        harness.filter.destroy();

        assertThat(harness.lastAudit()).containsEntry("kind", "refusals").containsEntry("count", "1");
    }

    @Test
    void aDecisionThatCannotBeWrittenDownIsNotCarriedOut() throws IOException {
        assertThat(harness.send(harness.get("/app/payments/42"))).isEqualTo(200);
        Files.delete(harness.auditFile);
        Files.createDirectory(harness.auditFile);

        assertThat(harness.send(harness.get("/app/payments/42"))).isEqualTo(503);
        assertThat(harness.seen).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = DispatcherType.class,
            names = {"ASYNC", "ERROR", "FORWARD", "INCLUDE"})
    void aGrantedRequestIsNotDecidedAgainWhenItIsDispatched(DispatcherType type) throws IOException {
        FakeRequest request = harness.get("/app/payments/42").arrived();
        harness.send(request.asServlet());

        assertThat(harness.send(request.again(type))).isEqualTo(200);

        assertThat(harness.caller().sessionName()).contains("run-1");
        assertThat(harness.seen.orElseThrow().getHeader("Authorization")).isNull();
        assertThat(harness.audit()).hasSize(1);
    }

    @Test
    void aGuardedRequestThatComesBackStaysAsItIs() {
        FakeRequest request = harness.get("/app/payments/42").arrived();
        harness.send(request.asServlet());
        GuardedRequest guarded = (GuardedRequest) harness.seen.orElseThrow();

        harness.send(guarded);

        assertThat(harness.seen).containsSame(guarded);
    }

    @ParameterizedTest
    @EnumSource(
            value = DispatcherType.class,
            names = {"ASYNC", "FORWARD", "INCLUDE"})
    void aDispatchOfARequestThatWasNotDecidedIsRefused(DispatcherType type) {
        assertThat(harness.send(harness.get("/app/payments/42").arrived().again(type)))
                .isEqualTo(403);
        assertThat(harness.seen).isEmpty();
    }

    @Test
    void anErrorPageForARequestThatWasNotGrantedSeesNoCredentialsAndNoCaller() {
        assertThat(harness.send(harness.get("/app/payments/42").arrived().again(DispatcherType.ERROR)))
                .isEqualTo(200);

        assertThat(harness.seen.orElseThrow().getUserPrincipal()).isNull();
        assertThat(harness.seen.orElseThrow().getHeader("Authorization")).isNull();
        assertThat(harness.seen.orElseThrow().getHeader("X-Amz-Security-Token")).isNull();
    }

    /** An AJP front end can send request attributes of any name; they are strings. */
    @Test
    void anAttributeOfOurNameGrantsNothing() {
        FakeRequest request =
                harness.get("/app/payments/42").secret("another-secret").arrived();
        request.asServlet().setAttribute("dev.sallyport.filter.decided", "true");

        assertThat(harness.send(request.asServlet())).isEqualTo(403);
    }

    @Test
    void theDecisionOfAnotherFilterIsNotOurs() throws ServletException, IOException {
        FakeRequest request = harness.get("/app/payments/42").arrived();
        harness.send(request.asServlet());
        Path other = Files.createDirectory(directory.resolve("other"));
        try (FilterHarness second = new FilterHarness(other)) {
            assertThat(second.send(harness.seen.orElseThrow())).isEqualTo(403);
            assertThat(second.seen).isEmpty();
        }
    }

    @Test
    void whatTheApplicationThrowsIsNotOurs() {
        assertThatThrownBy(() ->
                        harness.send(harness.get("/app/payments/42").arrived().asServlet(), (req, res) -> {
                            throw new IllegalStateException("the application");
                        }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the application");
    }

    @Test
    void moreMayBeAskedAboutTheCaller() {
        harness.send(harness.get("/app/payments/42"));
        SallyportPrincipal caller = harness.caller();

        assertThat(caller.isAllowed("payments:Refund", "arn:aws:payments:us-east-1:111122223333:payment/42"))
                .isTrue();
        assertThat(harness.lastAudit())
                .containsEntry("kind", "question")
                .containsEntry("decision", "allowed")
                .containsEntry("action", "payments:Refund");
        assertThat(caller.isAllowed("payments:Delete", "arn:aws:payments:us-east-1:111122223333:payment/42"))
                .isFalse();
        assertThat(caller.isAllowed("payments:Refund", "arn:aws:payments:us-east-1:111122223333:invoice/42"))
                .isFalse();
        assertThat(harness.lastAudit()).containsEntry("kind", "question").containsEntry("decision", "denied");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "payment/42", "arn:aws:payments:us-east-1::payment/42", "arn:aws:s3:::bucket"})
    void aResourceThatNobodyOwnsIsNotAllowed(String resource) {
        harness.send(harness.get("/app/payments/42"));

        assertThat(harness.caller().isAllowed("payments:Refund", resource)).isFalse();
    }

    @Test
    void aResourceOfAnotherAccountIsNotAllowedByOurPolicyAlone() {
        harness.send(harness.get("/app/payments/42"));

        assertThat(harness.caller().isAllowed("payments:Refund", "arn:aws:payments:us-east-1:444455556666:payment/42"))
                .isFalse();
    }

    @Test
    void whatIsKnownOfACallerGrowsOldAndThenTheAnswerIsNo() {
        harness.send(harness.get("/app/payments/42"));
        SallyportPrincipal caller = harness.caller();
        String resource = "arn:aws:payments:us-east-1:111122223333:payment/42";
        harness.clock.advance(Duration.ofSeconds(59));
        assertThat(caller.isAllowed("payments:Refund", resource)).isTrue();

        harness.clock.advance(Duration.ofSeconds(1));

        assertThat(caller.isAllowed("payments:Refund", resource)).isFalse();
        assertThat(harness.lastAudit().get("reason")).contains("was good until");
    }

    @Test
    void anAnswerThatCannotBeWrittenDownIsNo() throws IOException {
        harness.send(harness.get("/app/payments/42"));
        Files.delete(harness.auditFile);
        Files.createDirectory(harness.auditFile);

        assertThat(harness.caller().isAllowed("payments:Refund", "arn:aws:payments:us-east-1:111122223333:payment/42"))
                .isFalse();
    }

    @Test
    void aStoppedFilterPassesNothingOn() {
        harness.filter.destroy();

        assertThatThrownBy(() -> harness.send(harness.get("/app/payments/42")))
                .hasRootCauseInstanceOf(ServletException.class);
        assertThat(harness.seen).isEmpty();
    }

    /** A body whose first byte fails. */
    private static final class FailingStream extends InputStream {
        private final Throwable failure;

        FailingStream(Throwable failure) {
            this.failure = failure;
        }

        @Override
        public int read() throws IOException {
            return read(new byte[1], 0, 1);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (failure instanceof UncheckedIOException io) {
                throw io.getCause();
            }
            throw (Error) failure;
        }
    }
}

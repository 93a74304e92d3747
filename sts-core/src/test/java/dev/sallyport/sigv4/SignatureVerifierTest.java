package dev.sallyport.sigv4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.identity.SecretAccessKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Locale;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureVerifierTest {
    private static final ExampleRequest GOOD = ExampleRequest.get("/orders/42?expand=lines");

    @Test
    void correctlySignedRequestIsVerified() {
        assertThatCode(GOOD::verify).doesNotThrowAnyException();
        assertThatCode(GOOD.withBody("{}")::verify).doesNotThrowAnyException();
        assertThat(GOOD.check().signedAt()).isEqualTo(ExampleRequest.NOW);
    }

    @Test
    void wrongSecretOrBodyIsAMismatchThatShowsWhatTheServerMadeOfTheRequest() {
        SignedRequest checked = GOOD.check();
        SigningKey key =
                SigningKey.derive(ExampleRequest.SECRET, checked.authorization().scope());
        SigningKey otherKey = SigningKey.derive(
                SecretAccessKey.of("another"), checked.authorization().scope());
        String awsText = "The request signature we calculated does not match the signature you provided. "
                + "Check your AWS Secret Access Key and signing method. "
                + "Consult the service documentation for details.";
        String shown = "\n\nThe Canonical String for this request should have been\n'"
                + checked.canonicalRequest(Sha256.OF_NOTHING)
                + "'\n\nThe String-to-Sign should have been\n'"
                + checked.stringToSign(Sha256.OF_NOTHING) + "'\n";
        mismatch(() -> checked.verify(otherKey, Sha256.OF_NOTHING)).hasMessage(awsText + shown);
        mismatch(() -> checked.verify(key, Sha256.hex(new byte[] {'x'})))
                .hasMessageStartingWith(awsText)
                .hasMessageContaining(checked.stringToSign(Sha256.hex(new byte[] {'x'})));
        assertThatThrownBy(() -> checked.verify(key, "UNSIGNED-PAYLOAD")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void mismatchShowsTheHashOfTheSessionTokenAndNoTextWithoutBound() {
        SignedRequest checked = GOOD.with("X-Amz-Security-Token", "TOKEN" + "t".repeat(100))
                .with("X-Amz-Meta-Long", "v".repeat(20_000))
                .check();
        SigningKey otherKey = SigningKey.derive(
                SecretAccessKey.of("another"), checked.authorization().scope());
        assertThatThrownBy(() -> checked.verify(otherKey, Sha256.OF_NOTHING))
                .isInstanceOfSatisfying(ApiException.class, e -> {
                    assertThat(e.message()).doesNotContain("TOKEN").hasSizeLessThan(10_000);
                    assertThat(e.reason()).doesNotContain("Canonical String");
                });
        SignedRequest small = GOOD.with("X-Amz-Security-Token", "TOKEN").check();
        mismatch(() -> small.verify(otherKey, Sha256.OF_NOTHING))
                .hasMessageContaining(
                        "x-amz-security-token:sha256:" + Sha256.hex("TOKEN".getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void recordSaysByHowManyMinutesAClockIsOffAndWhatTheScopeNames() {
        assertReason(() -> GOOD.at("20260301T112959Z").check(), "30 minutes ago by this clock");
        assertReason(() -> GOOD.at("20260301T125000Z").check(), "clock is 50 minutes ahead");
        assertReason(
                () -> GOOD.scopedTo("20260301/eu-central-1/execute-api/aws4_request")
                        .check(),
                "the service `execute-api`, and the request is for `orders`");
        assertReason(() -> GOOD.scopedTo("20260301/mars-1/orders/aws4_request").check(), "the region `mars-1`");
    }

    private static void assertReason(ThrowingCallable call, String text) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.reason()).contains(text));
    }

    @ParameterizedTest
    @CsvSource({"20260301T114500Z", "20260301T115959Z", "20260301T121500Z"})
    void signingTimeMayLie15MinutesEitherWay(String amzDate) {
        assertThatCode(GOOD.at(amzDate)::verify).doesNotThrowAnyException();
    }

    @Test
    void windowIsCountedInWholeSeconds() {
        Instant last = ExampleRequest.NOW.plus(Duration.ofMinutes(15)).plusMillis(999);
        assertThatCode(() -> GOOD.check(last)).doesNotThrowAnyException();
        mismatch(() -> GOOD.check(last.plusMillis(1)));
        Instant first = ExampleRequest.NOW.minus(Duration.ofMinutes(15));
        assertThatCode(() -> GOOD.check(first)).doesNotThrowAnyException();
        mismatch(() -> GOOD.check(first.minusMillis(1)));
    }

    @Test
    void oldAndFutureRequestsAreToldInAwsWords() {
        mismatch(() -> GOOD.at("20260301T114459Z").check())
                .hasMessage("Signature expired: 20260301T114459Z is now earlier than 20260301T114500Z "
                        + "(20260301T120000Z - 15 min.)");
        mismatch(() -> GOOD.at("20260301T121501Z").check())
                .hasMessage("Signature not yet current: 20260301T121501Z is still later than 20260301T121500Z "
                        + "(20260301T120000Z + 15 min.)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "20260301T120000",
                "20260301T120000Z ",
                "2026-03-01T12:00:00Z",
                "20260301 120000Z",
                "20260301t120000z",
                "20260301T120060Z",
                "20260301T240000Z",
                "20260229T120000Z",
                "20261301T120000Z",
                "+2026031T120000Z",
                "Sun, 01 Mar 2026 12:00:00 GMT",
                "",
                "0"
            })
    void amzDateIsStrictlyBasicIso8601(String amzDate) {
        ExampleRequest request = GOOD.without("x-amz-date").with("X-Amz-Date", amzDate);
        incomplete(request::check).hasMessageContaining("Date must be in ISO-8601 'basic format'. Got '");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Sun, 01 Mar 2026 12:00:00 GMT", "20260301T120000Z"})
    void dateHeaderServesWhereNoAmzDateArrived(String date) {
        assertThatCode(GOOD.without("x-amz-date").with("Date", date)::verify).doesNotThrowAnyException();
        mismatch(GOOD.without("x-amz-date").withUnsigned("Date", date)::check)
                .hasMessage("header `date` must be among the signed headers");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mon, 01 Mar 2026 12:00:00 GMT",
                "Sun,  1 Mar 2026 12:00:00 GMT",
                "Sun, 01 mar 2026 12:00:00 GMT",
                "Sun, 01 Mar 2026 12:00:00 UTC",
                "Sun, 01 Mar 2026 12:00:60 GMT",
                "Sun, 29 Feb 2026 12:00:00 GMT",
                "Sunday, 01-Mar-26 12:00:00 GMT",
                "Sun Mar  1 12:00:00 2026"
            })
    void dateHeaderIsStrict(String date) {
        incomplete(GOOD.without("x-amz-date").with("Date", date)::check);
    }

    @Test
    void amzDateWinsOverDate() {
        assertThatCode(GOOD.withUnsigned("Date", "Sat, 28 Feb 2026 12:00:00 GMT")::verify)
                .doesNotThrowAnyException();
    }

    @Test
    void scopeIsOfTheDayRegionAndServiceEvenIfCorrectlySignedForAnother() {
        mismatch(GOOD.scopedTo("20260228/eu-central-1/orders/aws4_request")::check)
                .hasMessage("Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: "
                        + "'20260228' != '20260301', from '20260301T120000Z'.");
        mismatch(GOOD.scopedTo("20260301/eu-west-9/orders/aws4_request")::check)
                .hasMessage("Credential should be scoped to a valid Region, not 'eu-west-9'. ");
        mismatch(GOOD.scopedTo("20260301/eu-central-1/s3/aws4_request")::check)
                .hasMessage("Credential should be scoped to correct service: 'orders'. ");
        mismatch(GOOD.scopedTo("20260301/eu-central-1/Orders/aws4_request")::check);
    }

    @Test
    void hostIsSignedAndArrivesOnce() {
        mismatch(GOOD.notSigning("host")::check)
                .hasMessage("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
        incomplete(GOOD.with("host", "gateway.example")::check).hasMessageContaining("more than one `host`");
        incomplete(GOOD.without("host")::check).hasMessageContaining("no `host` header");
    }

    @Test
    void signingTimeIsSignedAndArrivesOnce() {
        mismatch(GOOD.notSigning("x-amz-date")::check)
                .hasMessage("There were headers present in the request which were not signed: `x-amz-date`");
        incomplete(GOOD.with("X-AMZ-DATE", "20260301T120000Z")::check).hasMessageContaining("more than one");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Amz-Security-Token",
                "X-Amz-Meta-Role",
                "x-amz-target",
                "X-AMZ-ACL",
                "x_amz_target",
                "X-Amz_Target",
                "x.amz.target"
            })
    void amzHeaderInAnySpellingIsSigned(String name) {
        mismatch(GOOD.withUnsigned(name, "v")::check).hasMessageContaining("were not signed");
        assertThatCode(GOOD.with(name, "v")::verify).doesNotThrowAnyException();
        incomplete(GOOD.with(name, "v").with(name, "v")::check).hasMessageContaining("more than one");
    }

    @Test
    void traceIdAndOtherHeadersNeedNoSignature() {
        assertThatCode(GOOD.withUnsigned("X-Amzn-Trace-Id", "Root=1").withUnsigned("User-Agent", "a\tb")::verify)
                .doesNotThrowAnyException();
    }

    @Test
    void secondCopyOfASignedHeaderIsAMismatch() {
        SignedRequest checked = check(GOOD.with("X-Note", "a").head(), "X-Note", "a");
        mismatch(() -> checked.verify(
                SigningKey.derive(ExampleRequest.SECRET, checked.authorization().scope()), Sha256.OF_NOTHING));
    }

    @Test
    void signedHeaderMustHaveArrived() {
        RequestHead complete = GOOD.with("X-Note", "a").head();
        RequestHead without = RequestHead.ofTarget(
                "GET",
                "/",
                complete.headers().stream()
                        .filter(field -> !field.isNamed("x-note"))
                        .toList());
        mismatch(() -> check(without)).hasMessage("header `x-note` is among the signed headers but did not arrive");
    }

    @Test
    void declaredBodyHashIsHeldToTheBody() {
        ExampleRequest request = GOOD.withBody("{}");
        assertThatCode(request.with("x-amz-content-sha256", request.bodySha256())::verify)
                .doesNotThrowAnyException();
        mismatch(request.with("x-amz-content-sha256", Sha256.OF_NOTHING)::verify)
                .hasMessage("the `x-amz-content-sha256` header is not the hash of the body");
        mismatch(request.withUnsigned("x-amz-content-sha256", request.bodySha256())::check);
        incomplete(request.with("x-amz-content-sha256", request.bodySha256().toUpperCase(Locale.ROOT))::check);
        incomplete(request.with("x-amz-content-sha256", "")::check);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UNSIGNED-PAYLOAD",
                "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
                "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
                "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
                "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD"
            })
    void unsignedAndStreamingPayloadsAreRefusedByName(String mode) {
        incomplete(GOOD.with("x-amz-content-sha256", mode)::check)
                .hasMessage("payload mode `" + mode + "` is not supported; sign the SHA-256 of the whole body");
    }

    @Test
    void partsOfTheStreamingModesAreRefusedByName() {
        incomplete(GOOD.with("x-amz-decoded-content-length", "-1")::check).hasMessageContaining("not supported");
        incomplete(GOOD.with("x-amz-trailer", "x-amz-checksum-crc32")::check).hasMessageContaining("not supported");
        incomplete(GOOD.withUnsigned("Content-Encoding", "gzip, AWS-Chunked")::check)
                .hasMessageContaining("not supported");
    }

    @Test
    void logTextsHoldNoToken() {
        ExampleRequest request = GOOD.with("X-Amz-Security-Token", "TOKEN");
        SignedRequest checked = request.check();
        assertThat(checked.canonicalRequest(Sha256.OF_NOTHING))
                .contains("x-amz-security-token:sha256:")
                .doesNotContain("TOKEN");
        assertThat(checked.stringToSign(Sha256.OF_NOTHING))
                .startsWith("AWS4-HMAC-SHA256\n20260301T120000Z\n20260301/eu-central-1/orders/aws4_request\n");
        assertThat(checked.toString()).doesNotContain("TOKEN").contains("not verified");
    }

    private static SignedRequest check(RequestHead head, String moreName, String moreValue) {
        var headers = new ArrayList<>(head.headers());
        headers.add(new HeaderField(moreName, moreValue));
        return check(new RequestHead(head.method(), head.rawPath(), head.rawQuery(), headers));
    }

    private static SignedRequest check(RequestHead head) {
        return SignatureVerifier.checkHead(
                head,
                Authorization.parse(head),
                ExampleRequest.SERVICE,
                ExampleRequest.REGION::equals,
                ExampleRequest.NOW);
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> mismatch(ThrowingCallable call) {
        return refused(ApiError.SIGNATURE_DOES_NOT_MATCH, call);
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> incomplete(ThrowingCallable call) {
        return refused(ApiError.INCOMPLETE_SIGNATURE, call);
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(ApiError error, ThrowingCallable call) {
        return assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.error()).isEqualTo(error));
    }
}

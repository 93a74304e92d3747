package dev.sallyport.sigv4;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

final class SignatureHintsTest {
    private static final SignatureHints HINTS = new SignatureHints(Set.of("sts.example"), () -> true);
    private static final ExampleRequest GOOD = ExampleRequest.get("/orders/42");

    @Test
    void hostThatAProxyRewroteIsFound() {
        assertHint(
                changed(GOOD, head -> withHeader(head, "host", "10.0.0.7:8080")),
                "signed for the host `gateway.example` and arrived with `10.0.0.7:8080`",
                new SignatureHints(Set.of("gateway.example"), () -> true));
        assertHint(
                changed(GOOD, head -> withHeader(head, "host", "gateway.example:443")),
                "signed for the host `gateway.example`");
        assertHint(
                changed(
                        GOOD,
                        head -> withHeader(withHeader(head, "host", "inner"), "x-forwarded-host", "gateway.example")),
                "signed for the host `gateway.example`");
    }

    @Test
    void pathThatWasEncodedOrDecodedOnTheWayIsFound() {
        ExampleRequest request = ExampleRequest.get("/orders/a%20b");
        assertHint(changed(request, head -> withPath(head, "/orders/a%2520b")), "a proxy encodes it again");
        assertHint(changed(request, head -> withPath(head, "/orders/a b")), "a proxy decodes it");
        assertHint(changed(request, head -> withPath(head, "/orders/a%20b/")), "slash at the end of the path");
    }

    @Test
    void pathOfTheOtherFormIsFound() {
        RequestHead head = ExampleRequest.get("/orders/a%20b").unsignedHead();
        SignedRequest request = signed(head, PathForm.AS_SENT, h -> h);
        assertHint(request, "takes the service for S3");
    }

    @Test
    void headerThatWasChangedOnTheWayIsNamed() {
        assertHint(
                changed(
                        GOOD.with("Content-Type", "application/json"),
                        head -> withHeader(head, "content-type", "application/json; charset=utf-8")),
                "signed header `content-type` was changed");
        assertHint(
                changed(
                        GOOD.with("X-Forwarded-For", "10.1.1.1"),
                        head -> withHeader(head, "x-forwarded-for", "10.1.1.1, 10.2.2.2")),
                "signed header `x-forwarded-for` was changed");
        assertHint(
                changed(
                        GOOD.with("Accept-Encoding", "identity"),
                        head -> withHeader(head, "accept-encoding", "gzip, br")),
                "signed header `accept-encoding` was changed");
    }

    @Test
    void bodyThatWasNotSignedAndMethodAreFound() {
        RequestHead head = GOOD.head();
        assertThat(HINTS.of(check(head), key(), Sha256.hex(new byte[] {1})))
                .hasValueSatisfying(hint -> assertThat(hint).contains("empty body"));
        assertHint(
                changed(GOOD, h -> new RequestHead("HEAD", h.rawPath(), h.rawQuery(), h.headers())),
                "signed as GET and arrived as HEAD");
    }

    @Test
    void withoutAKnownChangeTheSecretIsSuspectedAndTheHeadersThatProxiesChangeAreNamed() {
        SignedRequest request = changed(GOOD.with("User-Agent", "a"), head -> withHeader(head, "user-agent", "b"));
        assertHint(request, "secret access key is not that of `AKIAEXAMPLEEXAMPLE01`");
        assertHint(request, "`user-agent`");
        assertThat(HINTS.of(GOOD.check(), otherKey(), Sha256.OF_NOTHING).orElseThrow())
                .contains("secret access key is not that")
                .doesNotContain("often changed");
    }

    @Test
    void thereIsNoSearchWithoutBudgetNorForALongRequest() {
        AtomicInteger asked = new AtomicInteger();
        SignatureHints none = new SignatureHints(Set.of(), () -> asked.incrementAndGet() > 1);
        assertThat(none.of(GOOD.check(), otherKey(), Sha256.OF_NOTHING)).isEmpty();
        assertThat(none.of(GOOD.check(), otherKey(), Sha256.OF_NOTHING)).isPresent();
        ExampleRequest large = GOOD.with("X-Amz-Meta", "v".repeat(SignatureHints.MAX_LENGTH));
        assertThat(none.of(large.check(), otherKey(), Sha256.OF_NOTHING)).isEmpty();
        assertThat(asked).hasValue(2);
    }

    @Test
    void hintHoldsNoTokenAndMostUnsignedHeadersDoNotMatter() {
        ExampleRequest request = GOOD.with("X-Amz-Security-Token", "TOKEN");
        for (int i = 0; i < 60; i++) {
            request = request.withUnsigned("X-Large-" + i, "v".repeat(500));
        }
        SignedRequest changed = changed(request, head -> withHeader(head, "host", "other"));
        assertThat(HINTS.of(changed, otherKey(), Sha256.OF_NOTHING).orElseThrow())
                .doesNotContain("TOKEN");
    }

    private static void assertHint(SignedRequest request, String text) {
        assertHint(request, text, new SignatureHints(Set.of("sts.example", "gateway.example:8443"), () -> true));
    }

    private static void assertHint(SignedRequest request, String text, SignatureHints hints) {
        Optional<String> hint = hints.of(request, key(), Sha256.OF_NOTHING);
        assertThat(hint).hasValueSatisfying(found -> assertThat(found).contains(text));
    }

    /** Signed as {@code request} is, and changed afterwards. */
    private static SignedRequest changed(ExampleRequest request, UnaryOperator<RequestHead> onTheWay) {
        return check(onTheWay.apply(request.head()));
    }

    private static SignedRequest signed(RequestHead head, PathForm form, UnaryOperator<RequestHead> onTheWay) {
        List<String> names = List.of("host", "x-amz-date");
        CredentialScope scope = new CredentialScope("20260301", ExampleRequest.REGION, ExampleRequest.SERVICE);
        String hash = CanonicalRequest.of(head, names, Sha256.OF_NOTHING, form).sha256Hex();
        String signature = key().sign(new StringToSign("20260301T120000Z", scope, hash).text());
        String authorization = new Authorization(ExampleRequest.LONG_TERM_KEY, scope, names, signature).text();
        return check(onTheWay.apply(withHeader(head, "authorization", authorization)));
    }

    private static SignedRequest check(RequestHead head) {
        return SignatureVerifier.checkHead(
                head,
                Authorization.parse(head),
                ExampleRequest.SERVICE,
                ExampleRequest.REGION::equals,
                ExampleRequest.NOW);
    }

    private static SigningKey key() {
        return SigningKey.derive(
                ExampleRequest.SECRET, new CredentialScope("20260301", ExampleRequest.REGION, ExampleRequest.SERVICE));
    }

    private static SigningKey otherKey() {
        return SigningKey.of(Sha256.hex("other".getBytes(StandardCharsets.US_ASCII))
                .substring(0, SigningKey.LENGTH)
                .getBytes(StandardCharsets.US_ASCII));
    }

    private static RequestHead withHeader(RequestHead head, String name, String value) {
        List<HeaderField> fields = new ArrayList<>();
        head.headers().stream().filter(field -> !field.isNamed(name)).forEach(fields::add);
        fields.add(new HeaderField(name, value));
        return new RequestHead(head.method(), head.rawPath(), head.rawQuery(), fields);
    }

    private static RequestHead withPath(RequestHead head, String path) {
        return new RequestHead(head.method(), path, head.rawQuery(), head.headers());
    }
}

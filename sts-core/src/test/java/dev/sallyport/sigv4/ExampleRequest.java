package dev.sallyport.sigv4;

import dev.sallyport.identity.AccessKeyId;
import dev.sallyport.identity.SecretAccessKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A correctly signed request from which one thing after the other can be made wrong before it is signed: what is refused
 * then is refused for that, and not for its signature.
 */
record ExampleRequest(
        String target, List<HeaderField> headers, List<String> signedHeaders, String date, String scope, String body) {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    static final String REGION = "eu-central-1";
    static final String SERVICE = "orders";
    static final AccessKeyId LONG_TERM_KEY = new AccessKeyId("AKIAEXAMPLEEXAMPLE01");
    static final AccessKeyId SESSION_KEY = new AccessKeyId("ASIAEXAMPLEEXAMPLE01");
    static final SecretAccessKey SECRET = SecretAccessKey.of("ExampleSecretForTestsOnly0123456789abcdef");

    static ExampleRequest get(String target) {
        return new ExampleRequest(
                target,
                List.of(new HeaderField("Host", "gateway.example"), new HeaderField("X-Amz-Date", "20260301T120000Z")),
                List.of("host", "x-amz-date"),
                "20260301T120000Z",
                "20260301/eu-central-1/orders/aws4_request",
                "");
    }

    /** Adds a header without signing it. */
    ExampleRequest withUnsigned(String name, String value) {
        List<HeaderField> more = new ArrayList<>(headers);
        more.add(new HeaderField(name, value));
        return new ExampleRequest(target, more, signedHeaders, date, scope, body);
    }

    ExampleRequest with(String name, String value) {
        return withUnsigned(name, value).signing(name.toLowerCase(Locale.ROOT));
    }

    ExampleRequest without(String name) {
        return new ExampleRequest(
                target,
                headers.stream().filter(field -> !field.isNamed(name)).toList(),
                signedHeaders.stream().filter(signed -> !signed.equals(name)).toList(),
                date,
                scope,
                body);
    }

    /** Leaves the header, but not among the signed ones. */
    ExampleRequest notSigning(String name) {
        return new ExampleRequest(
                target,
                headers,
                signedHeaders.stream().filter(signed -> !signed.equals(name)).toList(),
                date,
                scope,
                body);
    }

    private ExampleRequest signing(String name) {
        List<String> more = new ArrayList<>(signedHeaders);
        more.add(name);
        return new ExampleRequest(
                target, headers, more.stream().sorted().distinct().toList(), date, scope, body);
    }

    /** Another signing time, with its header and scope. */
    ExampleRequest at(String amzDate) {
        ExampleRequest dated = without("x-amz-date").with("X-Amz-Date", amzDate);
        return new ExampleRequest(
                target,
                dated.headers,
                dated.signedHeaders,
                amzDate,
                amzDate.substring(0, 8) + "/" + REGION + "/" + SERVICE + "/aws4_request",
                body);
    }

    ExampleRequest scopedTo(String otherScope) {
        return new ExampleRequest(target, headers, signedHeaders, date, otherScope, body);
    }

    ExampleRequest withBody(String text) {
        return new ExampleRequest(target, headers, signedHeaders, date, scope, text);
    }

    String bodySha256() {
        return Sha256.hex(body.getBytes(StandardCharsets.UTF_8));
    }

    RequestHead unsignedHead() {
        return RequestHead.ofTarget("GET", target, headers);
    }

    /** The value of the {@code Authorization} header. */
    String authorization() {
        String[] parts = scope.split("/", -1);
        CredentialScope credentialScope = new CredentialScope(parts[0], parts[1], parts[2]);
        String requestHash = CanonicalRequest.of(
                        unsignedHead(), signedHeaders, bodySha256(), PathForm.NORMALIZED_ENCODED_TWICE)
                .sha256Hex();
        String signature = SigningKey.derive(SECRET, credentialScope)
                .sign(new StringToSign(date, credentialScope, requestHash).text());
        return "AWS4-HMAC-SHA256 Credential=" + LONG_TERM_KEY + "/" + scope + ", SignedHeaders="
                + String.join(";", signedHeaders) + ", Signature=" + signature;
    }

    RequestHead head() {
        return withUnsigned("Authorization", authorization()).unsignedHead();
    }

    SignedRequest check() {
        return check(NOW);
    }

    SignedRequest check(Instant now) {
        RequestHead head = head();
        return SignatureVerifier.checkHead(head, Authorization.parse(head), SERVICE, REGION::equals, now);
    }

    void verify() {
        SignedRequest checked = check();
        checked.verify(SigningKey.derive(SECRET, checked.authorization().scope()), bodySha256());
    }
}

package dev.sallyport.sigv4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizationTest {
    private static final String CREDENTIAL =
            "Credential=AKIAEXAMPLEEXAMPLE01/20260301/eu-central-1/orders/aws4_request";
    private static final String SIGNED_HEADERS = "SignedHeaders=host;x-amz-date";
    private static final String SIGNATURE =
            "Signature=00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    @ParameterizedTest
    @ValueSource(strings = {", ", ","})
    void partsAreReadInAnyOrderWithBothSeparators(String separator) {
        for (List<String> parts : List.of(
                List.of(CREDENTIAL, SIGNED_HEADERS, SIGNATURE),
                List.of(SIGNATURE, CREDENTIAL, SIGNED_HEADERS),
                List.of(SIGNED_HEADERS, SIGNATURE, CREDENTIAL))) {
            Authorization read = parse("AWS4-HMAC-SHA256 " + String.join(separator, parts));
            assertThat(read.accessKeyId()).isEqualTo(ExampleRequest.LONG_TERM_KEY);
            assertThat(read.scope()).isEqualTo(new CredentialScope("20260301", "eu-central-1", "orders"));
            assertThat(read.signedHeaders()).containsExactly("host", "x-amz-date");
            assertThat("Signature=" + read.signature()).isEqualTo(SIGNATURE);
        }
    }

    @Test
    void requestWithoutCredentialsIsMissingThem() {
        RequestHead head = ExampleRequest.get("/").unsignedHead();
        assertThat(Authorization.isPresent(head)).isFalse();
        assertThatThrownBy(() -> Authorization.parse(head))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.error()).isEqualTo(ApiError.MISSING_AUTHENTICATION_TOKEN))
                .hasMessage("Request is missing Authentication Token");
    }

    @Test
    void missingPartsAreToldTogetherInAwsWords() {
        refused("AWS4-HMAC-SHA256")
                .hasMessage("Authorization header requires 'Credential' parameter. "
                        + "Authorization header requires 'Signature' parameter. "
                        + "Authorization header requires 'SignedHeaders' parameter. Authorization=AWS4-HMAC-SHA256");
        refused("AWS4-HMAC-SHA256 " + CREDENTIAL + ", " + SIGNED_HEADERS)
                .hasMessage("Authorization header requires 'Signature' parameter. Authorization=AWS4-HMAC-SHA256");
        refused("AWS4-HMAC-SHA256 " + CREDENTIAL + ", SignedHeaders=, " + SIGNATURE)
                .hasMessage("Authorization header requires 'SignedHeaders' parameter. Authorization=AWS4-HMAC-SHA256");
        RequestHead undated = ExampleRequest.get("/")
                .without("x-amz-date")
                .withUnsigned("Authorization", good())
                .unsignedHead();
        assertThatThrownBy(() -> Authorization.parse(undated))
                .hasMessage("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. "
                        + "Authorization=AWS4-HMAC-SHA256");
    }

    @Test
    void partWithoutEqualSignIsToldInAwsWordsAndNotLogged() {
        refused("AWS4-HMAC-SHA256 Foo")
                .hasMessage("'Foo' not a valid key=value pair (missing equal-sign) in Authorization header: "
                        + "'AWS4-HMAC-SHA256 Foo'.")
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.reason()).doesNotContain("Foo"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic YWxpY2U6c2VjcmV0",
                "Bearer eyJhbGciOiJub25lIn0",
                "AWS AKIAEXAMPLEEXAMPLE01:c2lnbmF0dXJl",
                "AWS4-ECDSA-P256-SHA256 ",
                "AWS4-HMAC-SHA1 ",
                "aws4-hmac-sha256 ",
                "AWS4-HMAC-SHA256\t",
                "AWS4-HMAC-SHA256,",
                ""
            })
    void otherSchemeIsRefusedAndNotRepeated(String scheme) {
        refused(scheme + CREDENTIAL + ", " + SIGNED_HEADERS + ", " + SIGNATURE)
                .hasMessageContaining("sign with Signature Version 4")
                .hasMessageNotContaining("YWxpY2U6c2VjcmV0");
    }

    @Test
    void doubledUnknownAndEmptyPartsAreRefused() {
        for (String part : List.of(CREDENTIAL, SIGNED_HEADERS, SIGNATURE, "Foo=bar", "credential=x", "", " ")) {
            refused(good() + ", " + part);
            refused(good() + "," + part);
        }
        refused(good().replace(", ", ",  "));
        refused(good().replace(", ", "; "));
        refused(good().replace(", ", " "));
        refused(good().replace("AWS4-HMAC-SHA256 ", "AWS4-HMAC-SHA256  "));
        refused(good() + ",");
    }

    @Test
    void twoAuthorizationHeadersAreRefusedInEitherOrder() {
        for (String other : List.of(good(), "Bearer x", "")) {
            for (List<String> values : List.of(List.of(good(), other), List.of(other, good()))) {
                RequestHead head = ExampleRequest.get("/")
                        .withUnsigned("Authorization", values.get(0))
                        .withUnsigned("authorization", values.get(1))
                        .unsignedHead();
                assertThatThrownBy(() -> Authorization.parse(head)).hasMessageContaining("more than one");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/?X-Amz-Algorithm=AWS4-HMAC-SHA256",
                "/?x-amz-signature=00",
                "/?a=b&X-Amz-Credential",
                "/?X%2DAmz%2DSignature=00",
                "/?X-Amz-Security-Token=T",
                "/?X-AMZ-DATE=20260301T120000Z",
                "/?X-Amz-Expires=60",
                "/?X-Amz-SignedHeaders=host"
            })
    void queryAuthenticationIsRefusedAloneAndBesideTheHeader(String target) {
        RequestHead alone = ExampleRequest.get(target).unsignedHead();
        assertThat(Authorization.isPresent(alone)).isTrue();
        assertThatThrownBy(() -> Authorization.parse(alone))
                .hasMessageContaining("presigned requests are not supported yet");
        RequestHead both = ExampleRequest.get(target).head();
        assertThatThrownBy(() -> Authorization.parse(both)).hasMessageContaining("by header and by query");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";",
                "host;",
                ";host",
                "x-amz-date;host",
                "host;host;x-amz-date",
                "Host;x-amz-date",
                "host; x-amz-date",
                "host;;x-amz-date",
                "host;x-amz-daté"
            })
    void signedHeadersAreLowerCaseSortedAndNamedOnce(String names) {
        refused(good().replace("host;x-amz-date", names));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "AKIAEXAMPLEEXAMPLE01",
                "AKIAEXAMPLEEXAMPLE01/20260301/eu-central-1/orders",
                "/20260301/eu-central-1/orders/aws4_request",
                "AKIAEXAMPLEEXAMPLE01/20260301/eu-central-1/orders/aws4_request/",
                "AKIAEXAMPLE/EXAMPLE01/20260301/eu-central-1/orders/aws4_request",
                "AKIAEXAMPLEEXAMPLE01/20260301//orders/aws4_request",
                "AKIAEXAMPLEEXAMPLE01/20260301/eu-central-1//aws4_request",
                "AKIAEXAMPLEEXAMPLE01//eu-central-1/orders/aws4_request",
                "AKIAEXAMPLEEXAMPLE01/2026030/eu-central-1/orders/aws4_request",
                "AKIAEXAMPLEEXAMPLE01/2026-3-1/eu-central-1/orders/aws4_request",
                "AKIAEXAMPLEEXAMPLE01/20260301/eu central/orders/aws4_request",
                "AKIAEXAMPLEEXAMPLE01/20260301/*/orders/aws4_request",
                "AKIAEXAMPLEEXAMPLE01/20260301/eu-central-1/orders/AWS4_REQUEST",
                "AKIAEXAMPLEEXAMPLE01/20260301/eu-central-1/orders/",
                "AKIA*/20260301/eu-central-1/orders/aws4_request",
                "AKIAEXAMPLE/20260301/eu-central-1/orders/aws4_request"
            })
    void credentialHasFiveGoodParts(String credential) {
        refused(good().replace(CREDENTIAL, "Credential=" + credential));
    }

    @Test
    void wrongTerminatorIsToldInAwsWords() {
        refused(good().replace("aws4_request", "x"))
                .hasMessage("Credential should be scoped with a valid terminator: 'aws4_request', not 'x'.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "00112233445566778899aabbccddeeff00112233445566778899aabbccddeef",
                "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff0",
                "00112233445566778899AABBCCDDEEFF00112233445566778899AABBCCDDEEFF",
                "00112233445566778899aabbccddeeff00112233445566778899aabbccddeefg"
            })
    void signatureIs64LowerCaseHexDigits(String signature) {
        refused(good().replace(SIGNATURE, "Signature=" + signature))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.error()).isEqualTo(ApiError.SIGNATURE_DOES_NOT_MATCH));
    }

    @Test
    void headerIsBounded() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 26; i++) {
            names.add("header-" + (char) ('a' + i) + "x".repeat(291));
        }
        String longHeader = good().replace("host;x-amz-date", String.join(";", names));
        int room = Authorization.MAX_LENGTH - longHeader.length();
        String longest = longHeader.replace("header-z", "header-z" + "x".repeat(room));
        assertThat(parse(longest).signedHeaders()).hasSize(26);
        refused(longest.replace("header-z", "header-zx")).hasMessageContaining("longer than");
    }

    @Test
    void signatureDoesNotPrint() {
        assertThat(parse(good()).toString()).doesNotContain("00112233");
    }

    private static String good() {
        return "AWS4-HMAC-SHA256 " + CREDENTIAL + ", " + SIGNED_HEADERS + ", " + SIGNATURE;
    }

    private static Authorization parse(String header) {
        return Authorization.parse(
                ExampleRequest.get("/").withUnsigned("Authorization", header).unsignedHead());
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(String header) {
        return assertThatThrownBy(() -> parse(header)).as(header).isInstanceOf(ApiException.class);
    }
}

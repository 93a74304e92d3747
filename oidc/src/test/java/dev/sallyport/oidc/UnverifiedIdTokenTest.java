package dev.sallyport.oidc;

import static dev.sallyport.oidc.FakeIssuer.base64Url;
import static dev.sallyport.oidc.FakeIssuer.claims;
import static dev.sallyport.oidc.FakeIssuer.rs256;
import static dev.sallyport.oidc.Refusals.NOT_A_JWT;
import static dev.sallyport.oidc.Refusals.NOT_VALIDATED;
import static dev.sallyport.oidc.Refusals.assertInvalid;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnverifiedIdTokenTest {
    private static final String HEADER = "{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"rsa-1\"}";
    private static final String GOOD = rs256(claims(""));

    @Test
    void issuerKeyIdAndAlgorithmCanBeRead() {
        UnverifiedIdToken token = UnverifiedIdToken.parse(GOOD);

        assertThat(token.issuer()).isEqualTo(FakeIssuer.ISSUER);
        assertThat(token.keyId()).contains("rsa-1");
        assertThat(token.algorithm()).isEqualTo(SignatureAlgorithm.RS256);
    }

    @Test
    void theTokenNeverPrints() {
        assertThat(UnverifiedIdToken.parse(GOOD)).hasToString("UnverifiedIdToken[redacted]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", " \t\r\n"})
    void spaceAroundTheTokenIsDropped(String space) {
        assertThat(UnverifiedIdToken.parse(space + GOOD + space).issuer()).isEqualTo(FakeIssuer.ISSUER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00a0", "\u0000", "\u200b", "\ufeff", "\u000b"})
    void onlyAsciiSpaceIsDropped(String space) {
        assertNotAJwt(GOOD + space);
        assertNotAJwt(space + GOOD);
    }

    @Test
    void theLongestTokenHas20000Characters() {
        String longest = " ".repeat(UnverifiedIdToken.MAX_LENGTH - GOOD.length()) + GOOD;

        assertThat(UnverifiedIdToken.parse(longest).issuer()).isEqualTo(FakeIssuer.ISSUER);
        assertNotAJwt(" " + longest);
        assertNotAJwt("a".repeat(1_000_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "...", "Zm9v", "a.b", "Bearer ", "{}", "%2E%2E"})
    void otherThanThreePartsIsRefused(String text) {
        assertNotAJwt(text);
    }

    @Test
    void otherFormsOfJwsAndJweAreRefused() {
        String[] parts = GOOD.split("\\.", -1);
        assertNotAJwt(GOOD + ".");
        assertNotAJwt(GOOD + ".AAAA");
        assertNotAJwt(GOOD + ".AAAA.AAAA"); // five parts: JWE
        assertNotAJwt("Bearer " + GOOD);
        assertNotAJwt(GOOD.replace(".", "%2E"));
        assertNotAJwt("{\"payload\":\"" + parts[1] + "\",\"protected\":\"" + parts[0] + "\",\"signature\":\"" + parts[2]
                + "\"}");
    }

    @Test
    void anEmptySignatureIsRefused() {
        assertNotAJwt(GOOD.substring(0, GOOD.lastIndexOf('.') + 1));
    }

    @Test
    void base64UrlHasOneSpelling() {
        String[] parts = GOOD.split("\\.", -1);
        assertNotAJwt(GOOD + "=");
        assertNotAJwt(GOOD + "==");
        assertNotAJwt(parts[0] + "=." + parts[1] + "." + parts[2]);
        assertNotAJwt(parts[0] + "." + parts[1] + "." + parts[2].substring(0, 5) + "\n" + parts[2].substring(5));
        assertNotAJwt(parts[0] + "." + parts[1] + ".+/+/");
        assertNotAJwt(parts[0] + "." + parts[1] + ".AB"); // B leaves unused bits set
        assertNotAJwt(parts[0] + "." + parts[1] + ".A"); // six bits make no byte
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"none\"", "\"None\"", "\"nOnE\"", "\"NONE\"", "\"none \"", "\" none\"", "\"none\\u0000\"", "\"\"",
                        "null",
                "[\"RS256\"]", "256", "{}", "\"HS256\"", "\"HS384\"", "\"HS512\"", "\"rs256\"", "\"RS256 \"", "\"RS1\"",
                "\"RSA-OAEP\"", "\"dir\"", "\"PBES2-HS256+A128KW\"", "\"ES256K\"", "\"Ed448\"", "\"eddsa\"", "\"RS257\""
            })
    void anAlgorithmThatIsNotSupportedIsRefused(String algorithm) {
        assertNotAJwt(token("{\"alg\":" + algorithm + ",\"kid\":\"rsa-1\"}", claims("")));
    }

    @Test
    void aHeaderWithoutAlgorithmIsRefused() {
        assertNotAJwt(token("{\"kid\":\"rsa-1\"}", claims("")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"jwk\":{\"kty\":\"RSA\"}",
                "\"jku\":\"https://attacker.example/jwks\"",
                "\"x5u\":\"https://169.254.169.254/\"",
                "\"crit\":[\"exp\"]",
                "\"crit\":[]",
                "\"crit\":null",
                "\"crit\":[\"b64\"],\"b64\":false",
                "\"b64\":false",
                "\"b64\":true",
                "\"enc\":\"A128GCM\"",
                "\"zip\":\"DEF\"",
                "\"cty\":\"JWT\""
            })
    void headersThatBringKeysOrChangeTheMeaningAreRefused(String member) {
        assertNotAJwt(token("{\"alg\":\"RS256\",\"kid\":\"rsa-1\"," + member + "}", claims("")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"x5t\":\"abc\"", "\"x5t#S256\":\"abc\"", "\"x5c\":[\"MIIB\"]", "\"nonce\":\"n\""})
    void certificateHintsOfRealIssuersAreReadPast(String member) {
        UnverifiedIdToken token = UnverifiedIdToken.parse(token("{\"alg\":\"RS256\"," + member + "}", claims("")));

        assertThat(token.keyId()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "jwt", "Jwt"})
    void theTypeOfAnIdTokenIsAcceptedInAnyCase(String type) {
        String header = "{\"alg\":\"RS256\",\"typ\":\"" + type + "\"}";

        assertThat(UnverifiedIdToken.parse(token(header, claims(""))).issuer()).isEqualTo(FakeIssuer.ISSUER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"at+jwt\"",
                "\"application/at+jwt\"",
                "\"logout+jwt\"",
                "\"dpop+jwt\"",
                "\"secevent+jwt\"",
                "\"JOSE\"",
                "\"\"",
                "null",
                "[\"JWT\"]",
                "\"JWT \""
            })
    void tokensForSomethingElseAreRefusedByTheirType(String type) {
        assertNotAJwt(token("{\"alg\":\"RS256\",\"typ\":" + type + "}", claims("")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"rsa-1\"]", "1", "null", "\"\"", "\"a\\r\\nb\"", "\"a\\u0000\""})
    void aKeyIdIsAShortStringWithoutControlCharacters(String keyId) {
        assertNotAJwt(token("{\"alg\":\"RS256\",\"kid\":" + keyId + "}", claims("")));
    }

    @Test
    void theLongestKeyIdHas512Characters() {
        String longest = "k".repeat(512);

        assertThat(UnverifiedIdToken.parse(token("{\"alg\":\"RS256\",\"kid\":\"" + longest + "\"}", claims("")))
                        .keyId())
                .contains(longest);
        assertNotAJwt(token("{\"alg\":\"RS256\",\"kid\":\"" + longest + "k\"}", claims("")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"none\",\"alg\":\"RS256\"}",
                "{\"alg\":\"none\",\"\\u0061lg\":\"RS256\"}",
                "{\"alg\":\"RS256\"} ",
                "{\"alg\":\"RS256\"}{}",
                "\ufeff{\"alg\":\"RS256\"}",
                "[\"RS256\"]",
                "\"RS256\"",
                "{'alg':'RS256'}",
                "{\"alg\":\"RS256\",}",
                "{\"alg\":\"RS256\"/**/}"
            })
    void theHeaderIsStrictJson(String header) {
        if (header.endsWith(" ")) {
            assertThat(UnverifiedIdToken.parse(token(header, claims(""))).issuer())
                    .isEqualTo(FakeIssuer.ISSUER);
        } else {
            assertNotAJwt(token(header, claims("")));
        }
    }

    @Test
    void theClaimsAreOneStrictJsonObject() {
        assertNotAJwt(token(HEADER, "[]"));
        assertNotAJwt(token(HEADER, "null"));
        assertNotAJwt(token(HEADER, ""));
        assertNotAJwt(token(HEADER, claims(",\"sub\":\"repo:org/admin\"")));
        assertNotAJwt(token(HEADER, claims(",\"s\\u0075b\":\"repo:org/admin\"")));
        assertNotAJwt(token(HEADER, claims("") + "{}"));
        assertNotAJwt(token(HEADER, claims(",\"x\":\"\\ud800\"")));
        assertNotAJwt(token(HEADER, claims(",\"x\":NaN")));
        assertNotAJwt(token(HEADER, claims(",\"x\":" + "9".repeat(65))));
        assertNotAJwt(token(HEADER, claims(",\"x\":" + "[".repeat(32) + "]".repeat(32))));
    }

    @Test
    void claimsThatAreNotUtf8AreRefused() {
        byte[] latin1 = claims(",\"x\":\"\u00e9\"").getBytes(StandardCharsets.ISO_8859_1);

        assertNotAJwt(base64Url(HEADER) + "." + Base64Url.encode(latin1) + ".AAAA");
    }

    @Test
    void aTokenWithoutIssuerIsRefusedByName() {
        assertInvalid(() -> UnverifiedIdToken.parse(token(HEADER, "{\"sub\":\"a\"}")), "Missing a required claim: iss");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "1", "[\"https://idp.example.com\"]", "\"https://idp\\n.example.com\""})
    void anIssuerThatCannotBeEchoedIsRefused(String issuer) {
        assertInvalid(() -> UnverifiedIdToken.parse(token(HEADER, "{\"iss\":" + issuer + "}")), NOT_VALIDATED);
    }

    @Test
    void theLongestIssuerHas255Characters() {
        String longest = "i".repeat(255);

        assertThat(UnverifiedIdToken.parse(token(HEADER, "{\"iss\":\"" + longest + "\"}"))
                        .issuer())
                .isEqualTo(longest);
        assertInvalid(() -> UnverifiedIdToken.parse(token(HEADER, "{\"iss\":\"" + longest + "i\"}")), NOT_VALIDATED);
    }

    private static void assertNotAJwt(String token) {
        assertInvalid(() -> UnverifiedIdToken.parse(token), NOT_A_JWT);
    }

    private static String token(String header, String claims) {
        return base64Url(header) + "." + base64Url(claims) + ".AAAA";
    }
}

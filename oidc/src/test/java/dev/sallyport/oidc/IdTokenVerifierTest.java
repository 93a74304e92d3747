package dev.sallyport.oidc;

import static dev.sallyport.oidc.FakeIssuer.AUDIENCE;
import static dev.sallyport.oidc.FakeIssuer.EC;
import static dev.sallyport.oidc.FakeIssuer.NOW;
import static dev.sallyport.oidc.FakeIssuer.OTHER_RSA;
import static dev.sallyport.oidc.FakeIssuer.P384;
import static dev.sallyport.oidc.FakeIssuer.RSA;
import static dev.sallyport.oidc.FakeIssuer.claims;
import static dev.sallyport.oidc.FakeIssuer.es256;
import static dev.sallyport.oidc.FakeIssuer.header;
import static dev.sallyport.oidc.FakeIssuer.jwks;
import static dev.sallyport.oidc.FakeIssuer.keys;
import static dev.sallyport.oidc.FakeIssuer.provider;
import static dev.sallyport.oidc.FakeIssuer.rs256;
import static dev.sallyport.oidc.FakeIssuer.sign;
import static dev.sallyport.oidc.Refusals.NOT_A_JWT;
import static dev.sallyport.oidc.Refusals.NOT_VALIDATED;
import static dev.sallyport.oidc.Refusals.NO_KEY;
import static dev.sallyport.oidc.Refusals.assertInvalid;
import static dev.sallyport.oidc.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import dev.sallyport.error.ApiError;
import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdTokenVerifierTest {
    private static final long SECONDS = NOW.getEpochSecond();

    @Test
    void aTokenOfTheIssuerIsVerified() {
        VerifiedIdToken token = verify(rs256(claims(",\"jti\":\"j-1\"")));

        assertThat(token.subject()).isEqualTo("repo:org/app");
        assertThat(token.audience()).isEqualTo(AUDIENCE);
        assertThat(token.provider()).isEqualTo(provider());
        assertThat(token.issuedAt()).isEqualTo(NOW.minusSeconds(10));
        assertThat(token.expiresAt()).isEqualTo(NOW.plusSeconds(600));
        assertThat(token.tokenId()).contains("j-1");
        assertThat(token.sessionKeys())
                .containsOnlyKeys("idp.example.com/realms/ci:aud", "idp.example.com/realms/ci:sub")
                .containsValues(List.of(AUDIENCE), List.of("repo:org/app"));
    }

    @Test
    void es256IsVerifiedToo() {
        assertThat(verify(es256(claims(""))).subject()).isEqualTo("repo:org/app");
    }

    @ParameterizedTest
    @EnumSource(SignatureAlgorithm.class)
    void everyAlgorithmOfTheProviderIsVerified(SignatureAlgorithm algorithm) {
        JWK key = FakeIssuer.keyFor(algorithm);
        JWSAlgorithm name = JWSAlgorithm.parse(algorithm.name());
        UnverifiedIdToken token = UnverifiedIdToken.parse(sign(header(name, key), claims(""), name, key));
        JwkSet set = JwkSet.parse(jwks(key));

        assertThat(IdTokenVerifier.verify(token, FakeIssuer.provider(algorithm), set, NOW)
                        .subject())
                .isEqualTo("repo:org/app");
        for (SignatureAlgorithm other : SignatureAlgorithm.values()) {
            if (other != algorithm) {
                assertInvalid(() -> IdTokenVerifier.verify(token, FakeIssuer.provider(other), set, NOW), NOT_VALIDATED);
            }
        }
    }

    @Test
    void edDsaSignaturesThatWereChangedAreRefused() {
        JWK key = FakeIssuer.keyFor(SignatureAlgorithm.EdDSA);
        String good = sign(header(JWSAlgorithm.EdDSA, key), claims(""), JWSAlgorithm.EdDSA, key);
        String head = good.substring(0, good.lastIndexOf('.') + 1);
        byte[] signature = Base64Url.decode(good.substring(head.length()));
        JwkSet set = JwkSet.parse(jwks(key));
        for (int bit = 0; bit < signature.length * 8; bit += 7) {
            byte[] flipped = signature.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            UnverifiedIdToken token = UnverifiedIdToken.parse(head + Base64Url.encode(flipped));
            assertInvalid(
                    () -> IdTokenVerifier.verify(token, FakeIssuer.provider(SignatureAlgorithm.EdDSA), set, NOW),
                    NOT_VALIDATED);
        }
    }

    // Signature and key

    @Test
    void aKeyOfSomebodyElseUnderTheSameIdIsRefused() {
        String forged = sign(header(JWSAlgorithm.RS256, OTHER_RSA), claims(""), JWSAlgorithm.RS256, OTHER_RSA);

        assertInvalid(() -> verify(forged), NOT_VALIDATED);
    }

    @Test
    void everyFlippedBitOfTheSignatureIsRefused() {
        String good = es256(claims(""));
        int dot = good.lastIndexOf('.');
        byte[] signature = Base64Url.decode(good.substring(dot + 1));
        for (int bit = 0; bit < signature.length * 8; bit += 7) {
            byte[] flipped = signature.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            String token = good.substring(0, dot + 1) + Base64Url.encode(flipped);
            assertInvalid(() -> verify(token), NOT_VALIDATED);
        }
    }

    @Test
    void changedClaimsAndChangedHeaderAreRefused() {
        String[] parts = rs256(claims("")).split("\\.", -1);
        String otherClaims = FakeIssuer.base64Url(claims(",\"groups\":[\"admin\"]"));
        String otherHeader = FakeIssuer.base64Url("{\"alg\":\"RS256\",\"kid\":\"rsa-1\"}");

        assertInvalid(() -> verify(parts[0] + "." + otherClaims + "." + parts[2]), NOT_VALIDATED);
        assertInvalid(() -> verify(otherHeader + "." + parts[1] + "." + parts[2]), NOT_VALIDATED);
    }

    @Test
    void ecdsaSignaturesOfTheWrongLengthOrRangeAreRefused() {
        String input = es256(claims(""));
        String head = input.substring(0, input.lastIndexOf('.') + 1);
        BigInteger order = new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

        for (byte[] signature : List.of(
                new byte[64],
                new byte[63],
                new byte[65],
                new byte[] {1},
                rAndS(order, BigInteger.ONE),
                rAndS(BigInteger.ONE, order),
                rAndS(BigInteger.ZERO, BigInteger.ONE))) {
            assertInvalid(() -> verify(head + Base64Url.encode(signature)), NOT_VALIDATED);
        }
    }

    @Test
    void ecdsaSignaturesInDerAreRefused() throws Exception {
        String input = es256(claims(""));
        int dot = input.lastIndexOf('.');
        byte[] der =
                com.nimbusds.jose.crypto.impl.ECDSA.transcodeSignatureToDER(Base64Url.decode(input.substring(dot + 1)));

        assertInvalid(() -> verify(input.substring(0, dot + 1) + Base64Url.encode(der)), NOT_VALIDATED);
    }

    @Test
    void rsaSignaturesThatAreTrivialPaddedOrTooLongAreRefused() {
        String good = rs256(claims(""));
        String head = good.substring(0, good.lastIndexOf('.') + 1);
        byte[] signature = Base64Url.decode(good.substring(head.length()));
        byte[] one = new byte[256];
        one[255] = 1;
        byte[] padded = new byte[257];
        System.arraycopy(signature, 0, padded, 1, 256);
        byte[] tooLong = java.util.Arrays.copyOf(signature, 257);

        for (byte[] forged : List.of(one, new byte[256], padded, tooLong, new byte[] {1})) {
            assertInvalid(() -> verify(head + Base64Url.encode(forged)), NOT_VALIDATED);
        }
    }

    @Test
    void aKeyIsNotUsedForAnotherAlgorithmThanItsOwn() {
        String ecHeaderRsaKey = sign("{\"alg\":\"ES256\",\"kid\":\"rsa-1\"}", claims(""), JWSAlgorithm.RS256, RSA);
        String rsaHeaderEcKey = sign("{\"alg\":\"RS256\",\"kid\":\"ec-1\"}", claims(""), JWSAlgorithm.ES256, EC);

        assertInvalid(() -> verify(ecHeaderRsaKey), NO_KEY);
        assertInvalid(() -> verify(rsaHeaderEcKey), NO_KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS384", "RS512", "PS256"})
    void otherAlgorithmsOfTheSameKeyAreRefused(String name) {
        JWSAlgorithm algorithm = JWSAlgorithm.parse(name);

        assertInvalid(() -> verify(sign(header(algorithm, RSA), claims(""), algorithm, RSA)), NOT_VALIDATED);
        // And the header's word is not what chooses: the same signature under a header that is allowed.
        assertInvalid(() -> verify(sign(header(JWSAlgorithm.RS256, RSA), claims(""), algorithm, RSA)), NOT_VALIDATED);
    }

    @Test
    void anAlgorithmThatTheProviderDoesNotHaveIsRefused() {
        OidcProvider rs256Only = new OidcProvider(
                FakeIssuer.ACCOUNT,
                provider().issuer(),
                List.of(AUDIENCE),
                Set.of(SignatureAlgorithm.RS256),
                provider().keySource());

        UnverifiedIdToken token = UnverifiedIdToken.parse(es256(claims("")));
        assertInvalid(() -> IdTokenVerifier.verify(token, rs256Only, keys(), NOW), NOT_VALIDATED);
    }

    @Test
    void aKeyOnAnotherCurveIsNotFound() {
        String token = sign("{\"alg\":\"ES256\",\"kid\":\"ec-384\"}", claims(""), JWSAlgorithm.ES384, P384);
        JwkSet set = JwkSet.parse(jwks(RSA, EC, P384));

        assertInvalid(() -> IdTokenVerifier.verify(UnverifiedIdToken.parse(token), provider(), set, NOW), NO_KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc/passwd", "' OR 1=1", "https://attacker.example/", "RSA-1", "rsa-1 "})
    void aKeyIdThatTheIssuerDoesNotHaveIsRefused(String keyId) {
        String token = sign("{\"alg\":\"RS256\",\"kid\":\"" + keyId + "\"}", claims(""), JWSAlgorithm.RS256, RSA);

        assertInvalid(() -> verify(token), NO_KEY);
    }

    @Test
    void aTokenWithoutKeyIdNeedsASetOfOneKey() {
        String token = sign("{\"alg\":\"RS256\"}", claims(""), JWSAlgorithm.RS256, RSA);
        UnverifiedIdToken unverified = UnverifiedIdToken.parse(token);

        assertThat(IdTokenVerifier.verify(unverified, provider(), JwkSet.parse(jwks(RSA)), NOW)
                        .subject())
                .isEqualTo("repo:org/app");
        assertInvalid(() -> verify(token), NO_KEY);
        assertInvalid(() -> IdTokenVerifier.verify(unverified, provider(), JwkSet.parse(jwks(EC)), NOW), NO_KEY);
    }

    @Test
    void nothingIsSaidAboutTheClaimsOfAForgedToken() {
        String expired = claims("").replace("\"exp\":" + (SECONDS + 600), "\"exp\":1");
        String forged = sign(header(JWSAlgorithm.RS256, OTHER_RSA), expired, JWSAlgorithm.RS256, OTHER_RSA);

        assertInvalid(() -> verify(forged), NOT_VALIDATED);
    }

    // Issuer

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://idp.example.com/realms/ci/",
                "https://idp.example.com:443/realms/ci",
                "https://IDP.example.com/realms/ci",
                "http://idp.example.com/realms/ci",
                "https://a@idp.example.com/realms/ci",
                "https://idp.example.com/realms/ci#",
                "https://idp.ex\u0430mple.com/realms/ci",
                "https://idp.example.com/realms/CI",
                ""
            })
    void anIssuerThatIsNotTheSameByteForByteIsRefused(String issuer) {
        String claims = claims("").replace("\"" + FakeIssuer.ISSUER + "\"", "\"" + issuer + "\"");

        assertInvalid(() -> verify(rs256(claims)), NOT_VALIDATED);
    }

    // Times

    @Test
    void aTokenIsAcceptedUntilFiveMinutesAfterItExpired() {
        assertThat(verify(rs256(times(SECONDS - 400, SECONDS - 299))).subject()).isEqualTo("repo:org/app");
        assertRefused(
                () -> verify(rs256(times(SECONDS - 400, SECONDS - 300))),
                ApiError.EXPIRED_IDENTITY_TOKEN,
                "Token expired: current date/time " + (SECONDS - 300) + " must be before the expiration date/time "
                        + (SECONDS - 300));
    }

    @Test
    void aTokenFromAheadOfTimeIsAcceptedWithinFiveMinutes() {
        assertThat(verify(rs256(times(SECONDS + 300, SECONDS + 600))).issuedAt())
                .isEqualTo(NOW.plusSeconds(300));
        assertInvalid(
                () -> verify(rs256(times(SECONDS + 301, SECONDS + 600))),
                "Token issued in the future: " + (SECONDS + 301));
    }

    @Test
    void notBeforeIsKeptWithinFiveMinutes() {
        assertThat(verify(rs256(claims(",\"nbf\":" + (SECONDS + 300)))).subject())
                .isEqualTo("repo:org/app");
        assertInvalid(
                () -> verify(rs256(claims(",\"nbf\":" + (SECONDS + 301)))),
                "Token not yet valid: current date/time " + (SECONDS + 300)
                        + " must be after or equal to the not-before date/time " + (SECONDS + 301));
    }

    @Test
    void aTokenIsWorthNothingAfter24HoursHoweverLongItLives() {
        long aYear = SECONDS + 365L * 86_400;

        assertThat(verify(rs256(times(SECONDS - 86_400, aYear))).subject()).isEqualTo("repo:org/app");
        assertRefused(
                () -> verify(rs256(times(SECONDS - 86_401, aYear))),
                ApiError.EXPIRED_IDENTITY_TOKEN,
                "Token too old: " + (SECONDS - 86_401));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "\"1800000600\"",
                "[1800000600]",
                "1800000600.5",
                "1800000600.0",
                "18e8",
                "1e308",
                "-1",
                "-0",
                "true",
                "9223372036854775808",
                "1000000000000",
                "{}"
            })
    void aTimestampIsAWholeNumberOfSeconds(String value) {
        for (String name : List.of("exp", "iat", "nbf")) {
            String claims =
                    claims(",\"nbf\":" + SECONDS).replaceFirst("\"" + name + "\":[0-9]+", "\"" + name + "\":" + value);
            assertInvalid(() -> verify(rs256(claims)), "Invalid timestamp in token claims.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sub", "aud", "iat", "exp"})
    void aRequiredClaimThatIsMissingIsNamed(String name) {
        String claims = claims("").replaceFirst(",\"" + name + "\":(\"[^\"]*\"|[0-9]+)", "");

        assertInvalid(() -> verify(rs256(claims)), "Missing a required claim: " + name);
    }

    // Subject

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "1",
                "true",
                "[\"repo:org/app\"]",
                "{}",
                "\"a\\n\"",
                "\"a\\u0000\"",
                "\" a\"",
                "\"a \"",
                "\" \"",
                "\"a\\u200bb\"",
                "\"a\\u202eb\"",
                "\"\\ufeffa\"",
                "\"a\\u00a0\"",
                "\"a\\u2028b\"",
                "\"a\\uffff\""
            })
    void aSubjectIsAStringThatShows(String subject) {
        assertInvalid(
                () -> verify(rs256(claims("\"sub\":" + subject + ",\"aud\":\"" + AUDIENCE + "\"", ""))), NOT_VALIDATED);
    }

    @Test
    void anEmptySubjectIsRefusedByName() {
        assertInvalid(
                () -> verify(rs256(claims("\"sub\":\"\",\"aud\":\"" + AUDIENCE + "\"", ""))),
                "Claim is not allowed to be empty: sub");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "repo:org/app:environment:Production – north", "spiffe://example.org/ns/prod", "ユーザー"})
    void subjectsOfRealIssuersAreAccepted(String subject) {
        assertThat(verify(rs256(claims("\"sub\":\"" + subject + "\",\"aud\":\"" + AUDIENCE + "\"", "")))
                        .subject())
                .isEqualTo(subject);
    }

    @Test
    void theLongestSubjectHas255Characters() {
        String longest = "s".repeat(255);

        assertThat(verify(rs256(claims("\"sub\":\"" + longest + "\",\"aud\":\"" + AUDIENCE + "\"", "")))
                        .subject())
                .isEqualTo(longest);
        assertInvalid(
                () -> verify(rs256(claims("\"sub\":\"" + longest + "s\",\"aud\":\"" + AUDIENCE + "\"", ""))),
                NOT_VALIDATED);
    }

    @Test
    void aSubjectInAnotherCaseIsNoSubject() {
        assertInvalid(
                () -> verify(rs256(claims("\"SUB\":\"repo:org/app\",\"aud\":\"" + AUDIENCE + "\"", ""))),
                "Missing a required claim: sub");
    }

    // Audience

    @Test
    void anAudienceMayStandInAnArrayOfOne() {
        assertThat(verify(rs256(claims("\"sub\":\"s\",\"aud\":[\"" + AUDIENCE + "\"]", "")))
                        .audience())
                .isEqualTo(AUDIENCE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"sts.example.org\"",
                "\"STS.example.com\"",
                "\"sts.example.com.evil\"",
                "\"sts.example\"",
                "\"sts.example.com \"",
                "\"sts.example.com,other\"",
                "\"\"",
                "null",
                "1",
                "{\"aud\":\"sts.example.com\"}",
                "[[\"sts.example.com\"]]",
                "[\"sts.example.com\",1]",
                "[null]",
                "[\"\"]"
            })
    void anAudienceThatIsNotAClientIdIsRefused(String audience) {
        assertInvalid(() -> verify(rs256(claims("\"sub\":\"s\",\"aud\":" + audience, ""))), NOT_VALIDATED);
    }

    @Test
    void anEmptyListOfAudiencesIsRefusedByName() {
        assertInvalid(
                () -> verify(rs256(claims("\"sub\":\"s\",\"aud\":[]", ""))), "Claim is not allowed to be empty: aud");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"sts.example.com\",\"other\"]",
                "[\"sts.example.com\",\"second-client\"]",
                "[\"sts.example.com\",\"sts.example.com\"]"
            })
    void severalAudiencesNeedAnAuthorizedParty(String audience) {
        assertInvalid(
                () -> verify(rs256(claims("\"sub\":\"s\",\"aud\":" + audience, ""))),
                "Token audience contains more than one audience while authorized party is not present");
    }

    @Test
    void theAuthorizedPartyIsTheAudienceWhereThereIsOne() {
        VerifiedIdToken token =
                verify(rs256(claims("\"sub\":\"s\",\"aud\":[\"account\",\"other\"]", ",\"azp\":\"second-client\"")));

        assertThat(token.audience()).isEqualTo("second-client");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"another-client\"", "\"\"", "null", "1", "[\"second-client\"]"})
    void anAuthorizedPartyThatIsNotAClientIdIsRefused(String azp) {
        assertInvalid(() -> verify(rs256(claims(",\"azp\":" + azp))), NOT_VALIDATED);
    }

    // Token type and names

    @ParameterizedTest
    @ValueSource(strings = {"\"Bearer\"", "\"Refresh\"", "\"Offline\"", "\"Logout\"", "null", "1"})
    void aTokenThatSaysItIsNoIdTokenIsRefused(String type) {
        assertInvalid(() -> verify(rs256(claims(",\"typ\":" + type))), NOT_A_JWT);
    }

    @Test
    void keycloaksIdTokenIsAccepted() {
        assertThat(verify(rs256(claims(",\"typ\":\"ID\""))).subject()).isEqualTo("repo:org/app");
    }

    @Test
    void twoClaimNamesThatDifferInCaseAloneAreRefused() {
        assertInvalid(() -> verify(rs256(claims(",\"groups\":[\"a\"],\"Groups\":[\"b\"]"))), NOT_VALIDATED);
        assertInvalid(() -> verify(rs256(claims(",\"Aud\":\"other\""))), NOT_VALIDATED);
    }

    @Test
    void theNumberOfClaimsIsBounded() {
        StringBuilder more = new StringBuilder();
        for (int i = 6; i <= IdTokenClaims.MAX_CLAIMS; i++) {
            more.append(",\"c").append(i).append("\":1");
        }
        String most = more.toString(); // beside iss, sub, aud, iat and exp

        assertThat(verify(rs256(claims(most))).subject()).isEqualTo("repo:org/app");
        assertInvalid(() -> verify(rs256(claims(most + ",\"one-more\":1"))), NOT_VALIDATED);
    }

    private static VerifiedIdToken verify(String token) {
        return IdTokenVerifier.verify(UnverifiedIdToken.parse(token), provider(), keys(), NOW);
    }

    private static String times(long issuedAt, long expiresAt) {
        return "{\"iss\":\"" + FakeIssuer.ISSUER + "\",\"sub\":\"repo:org/app\",\"aud\":\"" + AUDIENCE + "\",\"iat\":"
                + issuedAt + ",\"exp\":" + expiresAt + "}";
    }

    private static byte[] rAndS(BigInteger r, BigInteger s) {
        byte[] both = new byte[64];
        put(r, both, 32);
        put(s, both, 64);
        return both;
    }

    private static void put(BigInteger number, byte[] into, int end) {
        byte[] bytes = number.toByteArray();
        int length = Math.min(bytes.length, 32);
        System.arraycopy(bytes, bytes.length - length, into, end - length, length);
    }
}

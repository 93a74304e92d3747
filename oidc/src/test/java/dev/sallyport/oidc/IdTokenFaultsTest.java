package dev.sallyport.oidc;

import static dev.sallyport.oidc.FakeIssuer.NOW;
import static dev.sallyport.oidc.FakeIssuer.OTHER_RSA;
import static dev.sallyport.oidc.FakeIssuer.RSA;
import static dev.sallyport.oidc.FakeIssuer.claims;
import static dev.sallyport.oidc.FakeIssuer.header;
import static dev.sallyport.oidc.FakeIssuer.keys;
import static dev.sallyport.oidc.FakeIssuer.provider;
import static dev.sallyport.oidc.FakeIssuer.rs256;
import static dev.sallyport.oidc.FakeIssuer.sign;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JWSAlgorithm;
import dev.sallyport.error.ApiError;
import dev.sallyport.oidc.IdTokenFault.Rule;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each fault that people run into has a sentence of its own, with their value in it and what to do. */
class IdTokenFaultsTest {
    private static final long SECONDS = NOW.getEpochSecond();

    @Test
    void anExpiredTokenIsToldSinceWhen() {
        IdTokenRefusal refusal = refusal(rs256(claims("").replace("" + (SECONDS + 600), "" + (SECONDS - 3900))));

        assertThat(refusal.error()).isEqualTo(ApiError.EXPIRED_IDENTITY_TOKEN);
        assertThat(refusal.message())
                .startsWith("Token expired: current date/time " + (SECONDS - 300) + " must be before")
                .endsWith(" (it expired 1 h 5 min ago, at " + NOW.minusSeconds(3900) + ", by a clock that says " + NOW
                        + "; get a new one from the issuer)");
        assertThat(refusal.fault().rule()).isEqualTo(Rule.EXPIRY);
        assertThat(refusal.fault().actual()).contains(NOW.minusSeconds(3900).toString());
    }

    @Test
    void aWrongClockIsToldByHowMuch() {
        IdTokenRefusal issued = refusal(rs256(claims("").replace("" + (SECONDS - 10), "" + (SECONDS + 720))));
        IdTokenRefusal notBefore = refusal(rs256(claims(",\"nbf\":" + (SECONDS + 301))));

        assertThat(issued.message())
                .startsWith("Token issued in the future: " + (SECONDS + 720))
                .contains("its `iat` is " + NOW.plusSeconds(720) + ", 12 min ahead of a clock that says " + NOW
                        + ", and 5 min are tolerated; set the clock");
        assertThat(issued.fault().rule()).isEqualTo(Rule.ISSUED_AT);
        assertThat(notBefore.message()).contains("its `nbf` is " + NOW.plusSeconds(301) + ", 5 min 1 s ahead");
        assertThat(notBefore.fault().rule()).isEqualTo(Rule.NOT_BEFORE);
    }

    @Test
    void aTokenThatIsTooOldIsToldItsAge() {
        IdTokenRefusal refusal = refusal(rs256(claims("").replace("" + (SECONDS - 10), "" + (SECONDS - 93_600))));

        assertThat(refusal.message()).contains("issued 1 d 2 h ago").contains("a token is taken for 1 d, however long");
        assertThat(refusal.fault().rule()).isEqualTo(Rule.AGE);
    }

    @Test
    void anotherAudienceIsRepeatedAndTheProvidersAreNot() {
        IdTokenRefusal refusal = refusal(rs256(claims("\"sub\":\"s\",\"aud\":\"sts.amazonaws.com\"", "")));

        assertThat(refusal.message())
                .contains("the token's `aud` is `sts.amazonaws.com`, which is none of the provider's `client-ids`")
                .doesNotContain(FakeIssuer.AUDIENCE);
        assertThat(refusal.reason()).contains(FakeIssuer.AUDIENCE);
        assertThat(refusal.fault().rule()).isEqualTo(Rule.AUDIENCE);
        assertThat(refusal.fault().expected().orElseThrow()).contains(FakeIssuer.AUDIENCE);
        assertThat(refusal.fault().actual()).contains("sts.amazonaws.com");
    }

    @Test
    void anIssuerThatDiffersInASlashIsToldSo() {
        String issuer = "https://idp.example.com/";

        assertThat(IdTokenFaults.noProvider(issuer, Optional.of("https://idp.example.com"))
                        .message())
                .startsWith("No OpenIDConnect provider found in your account for https://idp.example.com/ (")
                .contains("differs only in the slash at the end, which the token has; write the provider's `issuer`");
        assertThat(IdTokenFaults.noProvider("https://idp.example.com", Optional.of(issuer))
                        .message())
                .contains("the slash at the end, which the token lacks");
        assertThat(IdTokenFaults.noProvider("https://IDP.example.com", Optional.of("https://idp.example.com"))
                        .message())
                .contains("small and capital letters");
        assertThat(IdTokenFaults.noProvider(issuer, Optional.empty()).message())
                .endsWith("for https://idp.example.com/ (configure it in the account of the role)");
    }

    @Test
    void anUnknownKeyIsNamed() {
        IdTokenRefusal unknown =
                refusal(sign("{\"alg\":\"RS256\",\"kid\":\"k-9\"}", claims(""), JWSAlgorithm.RS256, RSA));
        IdTokenRefusal none = refusal(sign("{\"alg\":\"RS256\"}", claims(""), JWSAlgorithm.RS256, RSA));

        assertThat(unknown.message()).contains("the issuer has no RS256 key with the `kid` `k-9`; get a new token");
        assertThat(unknown.fault().rule()).isEqualTo(Rule.KEY_ID);
        assertThat(none.message()).contains("has no `kid`");
    }

    @Test
    void aWrongAlgorithmIsNamed() {
        IdTokenRefusal notAllowed = refusal(sign(header(JWSAlgorithm.RS512, RSA), claims(""), JWSAlgorithm.RS512, RSA));
        IdTokenRefusal unknown = refusal("{\"alg\":\"HS256\"}", claims(""));

        assertThat(notAllowed.message())
                .contains("signed with RS512, which the provider's `algorithms` do not have")
                .doesNotContain("ES256");
        assertThat(notAllowed.fault().expected()).contains("ES256, RS256");
        assertThat(unknown.message()).contains("the header's `alg` is `HS256`, and only `RS256`");
        assertThat(unknown.fault().rule()).isEqualTo(Rule.ALGORITHM);
    }

    @Test
    void aForgedTokenIsToldOfItsSignatureAlone() {
        IdTokenRefusal refusal = refusal(sign(
                header(JWSAlgorithm.RS256, OTHER_RSA),
                claims("").replace("" + (SECONDS + 600), "1"),
                JWSAlgorithm.RS256,
                OTHER_RSA));

        assertThat(refusal.fault().rule()).isEqualTo(Rule.SIGNATURE);
        assertThat(refusal.message()).contains("the signature does not match").doesNotContain("expired");
    }

    @Test
    void aUsedTokenIsToldTheRuleAndWhen() {
        assertThat(IdTokenFaults.usedBefore("j-1", NOW).message())
                .contains("(`single-use-tokens`), and the one with the `jti` `j-1` was used at " + NOW);
        assertThat(IdTokenFaults.noTokenId().message()).contains("(`single-use-tokens`), and this one has no `jti`");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\u202eb", "a\u0000b", "a`b", "a\u200bb"})
    void whatDoesNotShowIsNotRepeated(String value) {
        IdTokenRefusal refusal = IdTokenFaults.audience("aud", value, java.util.List.of("x"));

        assertThat(refusal.message()).contains("`a\ufffdb`").doesNotContain(value);
        assertThat(refusal.fault().actual()).contains("a\ufffdb");
    }

    @Test
    void aLongValueIsCut() {
        assertThat(IdTokenFaults.audience("aud", "a".repeat(129), java.util.List.of("x"))
                        .message())
                .contains("`" + "a".repeat(128) + "…`");
    }

    private static IdTokenRefusal refusal(String header, String claims) {
        return refusal(FakeIssuer.base64Url(header) + "." + FakeIssuer.base64Url(claims) + ".AAAA");
    }

    private static IdTokenRefusal refusal(String token) {
        return catchThrowableOfType(
                IdTokenRefusal.class,
                () -> IdTokenVerifier.verify(UnverifiedIdToken.parse(token), provider(), keys(), NOW));
    }
}

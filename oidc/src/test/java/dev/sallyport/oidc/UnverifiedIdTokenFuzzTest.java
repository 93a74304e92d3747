package dev.sallyport.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.identity.AccountId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

class UnverifiedIdTokenFuzzTest {
    private static final OidcProvider PROVIDER = new OidcProvider(
            new AccountId("123456789012"),
            Issuer.of("https://idp.example.com/realms/ci"),
            List.of("sts.example.com", "second-client"),
            Set.of(SignatureAlgorithm.ES256),
            KeySource.Discovery.ofPlatformTrust());

    @FuzzTest
    void anyTextIsATokenOrRefused(@NotNull String text) {
        try {
            assertThat(UnverifiedIdToken.parse(text).issuer()).hasSizeLessThanOrEqualTo(Issuer.MAX_LENGTH);
        } catch (ApiException refused) {
            assertThat(refused.error()).isEqualTo(ApiError.INVALID_IDENTITY_TOKEN);
        }
    }

    /** As if the signature had been good: whatever the claims are, they become an identity or are refused. */
    @FuzzTest
    void anyClaimsAreAnIdentityOrRefused(FuzzedDataProvider data) {
        String header = Base64Url.encode("{\"alg\":\"ES256\"}".getBytes(StandardCharsets.US_ASCII));
        String claims = Base64Url.encode(data.consumeRemainingAsString().getBytes(StandardCharsets.UTF_8));
        try {
            UnverifiedIdToken token = UnverifiedIdToken.parse(header + "." + claims + ".AAAA");
            IdTokenClaims read = IdTokenClaims.of(token.claims());
            read.requirePresent("sub", "aud");
            read.requireTokenType();
            assertThat(read.subject()).isNotEmpty();
            AwsClaims.of(read);
            Audience audience = Audience.of(read, PROVIDER);
            ClaimKeys keys = ClaimKeys.of(read, PROVIDER, audience);
            assertThat(keys.singleValued()).containsKey("idp.example.com/realms/ci:aud");
        } catch (ApiException refused) {
            assertThat(refused.error()).isEqualTo(ApiError.INVALID_IDENTITY_TOKEN);
        }
    }
}

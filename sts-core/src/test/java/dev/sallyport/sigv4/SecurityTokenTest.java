package dev.sallyport.sigv4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.identity.AccessKeyId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SecurityTokenTest {
    private static final ExampleRequest PLAIN = ExampleRequest.get("/");
    private static final ExampleRequest WITH_TOKEN = PLAIN.with("X-Amz-Security-Token", "TOKEN");

    @Test
    void sessionKeyComesWithATokenAndALongTermKeyWithout() {
        assertThat(token(WITH_TOKEN, ExampleRequest.SESSION_KEY).orElseThrow().reveal())
                .isEqualTo("TOKEN");
        assertThat(token(PLAIN, ExampleRequest.LONG_TERM_KEY)).isEmpty();
        refused(ApiError.INVALID_CLIENT_TOKEN_ID, PLAIN, ExampleRequest.SESSION_KEY);
        refused(ApiError.INVALID_CLIENT_TOKEN_ID, WITH_TOKEN, ExampleRequest.LONG_TERM_KEY);
    }

    @Test
    void unsignedTokenIsRefused() {
        refused(
                ApiError.SIGNATURE_DOES_NOT_MATCH,
                PLAIN.withUnsigned("X-Amz-Security-Token", "TOKEN"),
                ExampleRequest.SESSION_KEY);
    }

    @Test
    void secondEmptyAndLongTokensAreRefused() {
        refused(
                ApiError.INVALID_CLIENT_TOKEN_ID,
                WITH_TOKEN.with("x-amz-security-token", "TOKEN"),
                ExampleRequest.SESSION_KEY);
        refused(ApiError.INVALID_CLIENT_TOKEN_ID, PLAIN.with("X-Amz-Security-Token", ""), ExampleRequest.SESSION_KEY);
        String longest = "x".repeat(SecurityToken.MAX_LENGTH);
        assertThat(token(PLAIN.with("X-Amz-Security-Token", longest), ExampleRequest.SESSION_KEY))
                .isPresent();
        refused(
                ApiError.INVALID_CLIENT_TOKEN_ID,
                PLAIN.with("X-Amz-Security-Token", longest + "x"),
                ExampleRequest.SESSION_KEY);
    }

    @Test
    void tokenDoesNotPrint() {
        assertThat(token(WITH_TOKEN, ExampleRequest.SESSION_KEY).orElseThrow().toString())
                .doesNotContain("TOKEN");
    }

    private static Optional<SecurityToken> token(ExampleRequest request, AccessKeyId key) {
        List<String> signedHeaders = request.signedHeaders();
        return SecurityToken.of(
                request.unsignedHead(),
                new Authorization(key, new CredentialScope("20260301", "r", "s"), signedHeaders, Sha256.OF_NOTHING));
    }

    private static void refused(ApiError error, ExampleRequest request, AccessKeyId key) {
        assertThatThrownBy(() -> token(request, key))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.error()).isEqualTo(error));
    }
}

package dev.sallyport.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** How tests say that a token is refused: AWS's sentence is always whole and first, ours in brackets behind it. */
final class Refusals {
    static final String NOT_A_JWT =
            "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)";
    static final String NOT_VALIDATED =
            "The web identity token provided could not be validated. See the AssumeRoleWithWebIdentity documentation for"
                    + " requirements.";
    static final String NO_KEY = "Couldn't retrieve verification key from your identity provider,  please reference"
            + " AssumeRoleWithWebIdentity documentation for requirements";

    private Refusals() {}

    static AbstractThrowableAssert<?, ? extends Throwable> assertInvalid(ThrowingCallable call, String message) {
        return assertRefused(call, ApiError.INVALID_IDENTITY_TOKEN, message);
    }

    static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
            ThrowingCallable call, ApiError error, String message) {
        return assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.error()).isEqualTo(error))
                .satisfies(e -> assertThat(e.getMessage())
                        .satisfiesAnyOf(
                                m -> assertThat(m).isEqualTo(message),
                                m -> assertThat(m).startsWith(message + " (").endsWith(")")));
    }
}

package dev.sallyport.oidc;

import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import java.time.Duration;
import java.time.Instant;

/**
 * How the refusal of a web identity token reads. Users search for these texts, so they are AWS's own, to the letter; the
 * reason behind a general one is for the audit record.
 */
public final class IdTokenFaults {
    private static final String NOT_A_JWT =
            "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)";
    private static final String NOT_VALIDATED =
            "The web identity token provided could not be validated. See the AssumeRoleWithWebIdentity documentation for"
                    + " requirements.";
    // Two spaces after the comma, as AWS has it.
    private static final String NO_KEY =
            "Couldn't retrieve verification key from your identity provider,  please reference"
                    + " AssumeRoleWithWebIdentity documentation for requirements";
    private static final String UNREACHABLE =
            "The request could not be fulfilled because the identity provider (IDP) that was asked to verify the incoming"
                    + " identity token could not be reached. This is often a transient error caused by network conditions."
                    + " Retry the request a limited number of times so that you don't exceed the request rate. If the error"
                    + " persists, the identity provider might be down or not responding.";

    private IdTokenFaults() {}

    /** The account of the role has no provider for this issuer. */
    public static ApiException noProvider(String issuer) {
        return invalid("No OpenIDConnect provider found in your account for " + issuer);
    }

    /** The keys of the issuer cannot be had, or hold none for this token; trying again will not help. */
    public static ApiException noVerificationKey(String reason) {
        return invalid(NO_KEY, reason);
    }

    /** The issuer does not answer; SDKs try again. */
    public static ApiException providerUnreachable(String reason) {
        return new ApiException(ApiError.IDP_COMMUNICATION_ERROR, UNREACHABLE, reason);
    }

    static ApiException notAJwt(String reason) {
        return invalid(NOT_A_JWT, reason);
    }

    static ApiException notValidated(String reason) {
        return invalid(NOT_VALIDATED, reason);
    }

    static ApiException missingClaim(String name) {
        return invalid("Missing a required claim: " + name);
    }

    static ApiException emptyClaim(String name) {
        return invalid("Claim is not allowed to be empty: " + name);
    }

    static ApiException invalidTimestamp(String reason) {
        return invalid("Invalid timestamp in token claims.", reason);
    }

    static ApiException issuedInTheFuture(Instant issuedAt) {
        return invalid("Token issued in the future: " + issuedAt.getEpochSecond());
    }

    /** AWS prints as "current" the latest time at which the token could have been valid by its tolerance. */
    static ApiException notYetValid(Instant notBefore, Instant now, Duration tolerance) {
        return invalid(
                "Token not yet valid: current date/time " + now.plus(tolerance).getEpochSecond()
                        + " must be after or equal to the not-before date/time " + notBefore.getEpochSecond());
    }

    /** AWS prints as "current" the earliest time it could be by its tolerance. */
    static ApiException expired(Instant expiresAt, Instant now, Duration tolerance) {
        return new ApiException(
                ApiError.EXPIRED_IDENTITY_TOKEN,
                "Token expired: current date/time " + now.minus(tolerance).getEpochSecond()
                        + " must be before the expiration date/time " + expiresAt.getEpochSecond());
    }

    static ApiException tooOld(Instant issuedAt) {
        return new ApiException(ApiError.EXPIRED_IDENTITY_TOKEN, "Token too old: " + issuedAt.getEpochSecond());
    }

    static ApiException audienceWithoutAuthorizedParty() {
        return invalid("Token audience contains more than one audience while authorized party is not present");
    }

    static ApiException principalTags(String reason) {
        return invalid("principal_tags passed in claim is not in correct format.", reason);
    }

    static ApiException rolesFormat(String reason) {
        return invalid("The roles claim is not in a supported format", reason);
    }

    static ApiException noValidRoles() {
        return invalid("The roles claim contains no valid role ARNs");
    }

    static ApiException roleNotPresent() {
        return invalid("The target role ARN is not present in the roles claim of the identity token");
    }

    private static ApiException invalid(String message) {
        return invalid(message, message);
    }

    private static ApiException invalid(String message, String reason) {
        return new ApiException(ApiError.INVALID_IDENTITY_TOKEN, message, reason);
    }
}

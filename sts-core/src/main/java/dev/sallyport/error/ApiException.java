package dev.sallyport.error;

import java.util.Optional;

/**
 * A request that ends in a failure: a row of {@link ApiError}, a text the caller may read, and the whole reason for the
 * audit record.
 *
 * <p>Neither text may hold a secret, a session token or a web identity token.
 */
public class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ApiError error;
    private final String reason;
    private final transient Optional<AuthorizationFailure> authorizationFailure;

    /** A failure whose whole reason the caller may know. */
    public ApiException(ApiError error, String message) {
        this(error, message, message);
    }

    /**
     * @param message what the caller reads
     * @param reason what only the audit record says
     */
    public ApiException(ApiError error, String message, String reason) {
        this(error, message, reason, Optional.empty());
    }

    /** @param authorizationFailure what the people of one account may learn of it */
    public ApiException(
            ApiError error, String message, String reason, Optional<AuthorizationFailure> authorizationFailure) {
        // A refusal is an answer, not a fault of the program: it is frequent and needs no stack trace.
        super(message, null, false, false);
        this.error = error;
        this.reason = reason;
        this.authorizationFailure = authorizationFailure;
    }

    /** The same failure in another text for the caller. */
    public ApiException withMessage(String message) {
        return new ApiException(error, message, reason, authorizationFailure);
    }

    public ApiError error() {
        return error;
    }

    /** What the caller may read. */
    public String message() {
        String message = getMessage();
        return message == null ? error.code() : message;
    }

    /** For the encoded message of a refused authorisation, and nothing else. */
    public Optional<AuthorizationFailure> authorizationFailure() {
        return authorizationFailure;
    }

    /** The whole reason, for the audit record alone. */
    public String reason() {
        return reason;
    }
}

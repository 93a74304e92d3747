package dev.sallyport.error;

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

    /** A failure whose whole reason the caller may know. */
    public ApiException(ApiError error, String message) {
        this(error, message, message);
    }

    /**
     * @param message what the caller reads
     * @param reason what only the audit record says
     */
    public ApiException(ApiError error, String message, String reason) {
        // A refusal is an answer, not a fault of the program: it is frequent and needs no stack trace.
        super(message, null, false, false);
        this.error = error;
        this.reason = reason;
    }

    public ApiError error() {
        return error;
    }

    /** What the caller may read. */
    public String message() {
        String message = getMessage();
        return message == null ? error.code() : message;
    }

    /** The whole reason, for the audit record alone. */
    public String reason() {
        return reason;
    }
}

package dev.sallyport.session;

/**
 * A session token that does not open. It never says why: to the sender of a forged token every refusal looks the same,
 * whatever it got right.
 */
public final class InvalidSessionTokenException extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidSessionTokenException() {
        // No cause and no stack trace: a refusal is frequent, and neither may tell where opening stopped.
        super("the session token is invalid", null, false, false);
    }
}

package dev.sallyport.oidc.jwks;

/** An issuer's keys could not be had. The message names addresses and statuses, and nothing of a token. */
final class KeyFetchException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean worthRetrying;

    private KeyFetchException(String message, boolean worthRetrying) {
        super(message, null, false, false);
        this.worthRetrying = worthRetrying;
    }

    /** The network or the issuer's server failed; the same request may succeed in a moment. */
    static KeyFetchException passing(String message) {
        return new KeyFetchException(message, true);
    }

    /** What the issuer answers, or how it is configured, is wrong. */
    static KeyFetchException lasting(String message) {
        return new KeyFetchException(message, false);
    }

    boolean isWorthRetrying() {
        return worthRetrying;
    }

    String message() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}

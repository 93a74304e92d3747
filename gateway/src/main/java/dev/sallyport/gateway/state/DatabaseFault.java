package dev.sallyport.gateway.state;

/** A database the gateway cannot start with. The text says which, what is wrong with it and what to do. */
public final class DatabaseFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DatabaseFault(String message, Throwable cause) {
        super(message, cause);
    }

    DatabaseFault(String message) {
        super(message);
    }
}

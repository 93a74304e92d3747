package dev.sallyport.gateway.audit;

/** The audit log did not take a record: what it was about must not happen, and the caller gets 503. */
public final class AuditUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AuditUnavailable(String reason) {
        // Frequent while a disk is full, and where it was thrown says nothing.
        super(reason, null, false, false);
    }

    /** Why, for health and the gateway's own log; not for the caller. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}

package dev.sallyport.gateway.audit;

import java.time.Instant;

/** Whether records reach the disk. */
public sealed interface AuditHealth {
    /** They do, as far as is known. */
    record Writing() implements AuditHealth {}

    /** They have not since {@code since}; each further record tries again. */
    record Failing(String reason, Instant since) implements AuditHealth {}
}

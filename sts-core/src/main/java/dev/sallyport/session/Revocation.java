package dev.sallyport.session;

import java.time.Instant;

/**
 * The end of one session, or of every session that was issued to somebody before a moment.
 *
 * @param subject the session's id; or the unique id of a user or role, or a provider's ARN
 * @param issuedBefore sessions of the subject that were issued before this are over; ignored for a single session
 * @param at when it was revoked
 */
public record Revocation(Kind kind, String subject, Instant issuedBefore, Instant at) {
    /** What {@link #subject} is. */
    public enum Kind {
        SESSION,
        USER,
        ROLE,
        PROVIDER
    }

    /** After this nothing that was issued before the revocation lives any more: chained sessions get no longer ones. */
    boolean isOver(Instant now) {
        return at.plus(SessionClaims.MAX_LIFETIME).isBefore(now);
    }
}

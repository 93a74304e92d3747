package dev.sallyport.gateway.audit;

import dev.sallyport.access.AccessTrail;
import dev.sallyport.directory.SessionFacts;
import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.identity.AccessKeyId;
import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Principal;
import dev.sallyport.policy.DenialReason;
import dev.sallyport.policy.MatchedStatement;
import java.time.Instant;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * One request and its record, from the moment it came in until it was answered. Its record is written before its effect:
 * credentials leave after {@link #allowedDurably}, a request is forwarded after {@link #allowed}.
 */
public final class AuditedRequest {
    private final AuditLog log;
    private final RefusalBudget strangers;
    private final AuditRecord record;
    private final AccessTrail trail = new AccessTrail();
    private final String decisionId;
    private final Instant arrivedAt;
    private final LongSupplier nanoTime;
    private final long startedAt;
    private boolean allowed;

    private AuditedRequest(
            AuditLog log, RefusalBudget strangers, String decisionId, Instant arrivedAt, LongSupplier nanoTime) {
        this.log = log;
        this.strangers = strangers;
        this.record = AuditRecord.ofRequest(arrivedAt).set(AuditField.DECISION_ID, decisionId);
        this.decisionId = decisionId;
        this.arrivedAt = arrivedAt;
        this.nanoTime = nanoTime;
        this.startedAt = nanoTime.getAsLong();
    }

    /**
     * @param strangers counts refusals of callers who proved nothing
     * @param nanoTime a clock that only goes forward, for the latency
     */
    public static AuditedRequest open(
            AuditLog log, RefusalBudget strangers, String decisionId, Instant arrivedAt, LongSupplier nanoTime) {
        return new AuditedRequest(log, strangers, decisionId, arrivedAt, nanoTime);
    }

    /** For what only one kind of request knows. */
    public AuditRecord record() {
        return record;
    }

    /** Filled while the request is decided. */
    public AccessTrail trail() {
        return trail;
    }

    public String decisionId() {
        return decisionId;
    }

    public Instant arrivedAt() {
        return arrivedAt;
    }

    /** @throws AuditUnavailable when the record was not taken: then nothing may happen */
    public void allowed(List<MatchedStatement> by) {
        log.take(decided("allowed").set(AuditField.STATEMENTS, statements(by)));
        allowed = true;
    }

    /** @throws AuditUnavailable when the record is not on disk: then nothing may happen */
    public void allowedDurably() {
        log.takeDurably(decided("allowed"));
        allowed = true;
    }

    /**
     * The end of a request that failed. If it had been allowed before, this is its outcome.
     *
     * @throws AuditUnavailable when the record was not taken
     */
    public void refused(ApiException failure) {
        if (allowed) {
            outcome(failure.error().status(), 0, failure.reason());
            return;
        }
        decided(failure.error().status() < 500 ? "denied" : "failed")
                .set(AuditField.CODE, failure.error().code())
                .set(AuditField.STATUS, failure.error().status())
                .set(AuditField.REASON, failure.reason());
        // Whoever has not proved anything, or sends too much, shares one budget of records; everybody else has a record
        // each. Of a shared issuer everybody gets a good token: those who come with one share another budget, which
        // nobody
        // can spend without.
        if (trail.principal().isEmpty() || failure.error() == ApiError.THROTTLING) {
            strangers.refused(record, failure.error().code(), arrivedAt);
        } else if (trail.principal().get() instanceof Principal.WebIdentity) {
            strangers.refusedWithToken(record, failure.error().code(), arrivedAt);
        } else {
            log.take(record);
        }
    }

    /**
     * A request was answered that anybody can cause, and nothing left with it that anybody may not have. Such requests
     * share the strangers' budget: a flood of them must not push everybody else's records off the disk.
     *
     * @param code under which it is counted past the budget
     * @throws AuditUnavailable when the record was not taken
     */
    public void answeredStranger(String code) {
        strangers.refused(decided("allowed"), code, arrivedAt);
        allowed = true;
    }

    /** What became of a request that was allowed; a second record under the same decision id. */
    public void outcome(int status, long responseBytes, String how) {
        log.take(AuditRecord.of("outcome", arrivedAt)
                .set(AuditField.DECISION_ID, decisionId)
                .set(AuditField.STATUS, status)
                .set(AuditField.RESPONSE_BYTES, responseBytes)
                .set(AuditField.REASON, how)
                .set(AuditField.LATENCY_MICROS, latencyMicros()));
    }

    private AuditRecord decided(String decision) {
        trail.claimedKey().map(AccessKeyId::value).ifPresent(key -> record.set(AuditField.ACCESS_KEY_ID, key));
        trail.principal().ifPresent(this::describe);
        trail.session().ifPresent(this::describe);
        return record.set(AuditField.ACTION, trail.action())
                .set(AuditField.RESOURCE, trail.resource())
                .set(AuditField.ROUTE, trail.route())
                .set(AuditField.DECISION, decision)
                .set(AuditField.LATENCY_MICROS, latencyMicros());
    }

    private void describe(Principal principal) {
        record.set(AuditField.PRINCIPAL, principal.arn().map(Arn::toString))
                .set(AuditField.ACCOUNT, principal.account().map(AccountId::digits))
                .set(AuditField.PRINCIPAL_ID, principal.userId());
    }

    private void describe(SessionFacts session) {
        record.set(AuditField.SESSION_ID, session.id().toString())
                .set(AuditField.SOURCE_IDENTITY, session.sourceIdentity())
                .set(AuditField.SESSION_REASON, session.reason())
                .set(AuditField.MFA_TIME, session.mfaAt().map(Instant::toString));
    }

    private static List<String> statements(List<MatchedStatement> by) {
        return by.stream().map(DenialReason::name).toList();
    }

    private long latencyMicros() {
        return (nanoTime.getAsLong() - startedAt) / 1000;
    }
}

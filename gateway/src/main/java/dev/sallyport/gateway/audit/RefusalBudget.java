package dev.sallyport.gateway.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Requests of callers who proved nothing or little about themselves, refused or for what anybody may read: the first few of
 * an interval are written one by one, the rest are counted and written as one record of kind {@code refusals}. So a flood of
 * strangers neither fills the disk nor goes unseen.
 */
public final class RefusalBudget {
    /** There are fewer error codes; past it they are counted together. */
    private static final int MAX_CODES = 64;

    private static final String OTHER_CODES = "other";

    private final AuditLog log;
    private final int perInterval;
    private final Duration interval;
    private final ReentrantLock lock = new ReentrantLock();

    private Instant since = Instant.MIN;
    private int written;
    private int writtenWithToken;
    private Map<String, Long> counted = new TreeMap<>();

    /** A summary that is due. */
    private record Summary(Instant since, Instant until, Map<String, Long> counts) {}

    public RefusalBudget(AuditLog log, int perInterval, Duration interval) {
        this.log = log;
        this.perInterval = perInterval;
        this.interval = interval;
    }

    /**
     * Writes {@code record} while the interval has budget left, else counts it under {@code code}: the error code the
     * caller got, or what stands for it.
     *
     * @throws AuditUnavailable when the log takes nothing
     */
    public void refused(AuditRecord record, String code, Instant now) {
        refused(record, false, code, now);
    }

    /**
     * The same for callers with a good identity token: as many again, so that a flood without tokens hides none of them.
     *
     * @throws AuditUnavailable when the log takes nothing
     */
    public void refusedWithToken(AuditRecord record, String code, Instant now) {
        refused(record, true, code, now);
    }

    private void refused(AuditRecord record, boolean withToken, String code, Instant now) {
        writeSummary(now);
        boolean write;
        lock.lock();
        try {
            write = (withToken ? writtenWithToken : written) < perInterval;
            if (write && withToken) {
                writtenWithToken++;
            } else if (write) {
                written++;
            } else {
                String key = counted.containsKey(code) || counted.size() < MAX_CODES ? code : OTHER_CODES;
                counted.merge(key, 1L, Long::sum);
            }
        } finally {
            lock.unlock();
        }
        if (write) {
            log.take(record);
        }
    }

    /**
     * Writes the summary of an interval that is over, if it counted any. To be called now and then, so that the last
     * refusals of a flood are seen too.
     *
     * @throws AuditUnavailable when the log takes nothing; the counts are kept
     */
    public void writeSummary(Instant now) {
        endInterval(now, false).ifPresent(summary -> write(summary, now));
    }

    /**
     * Writes what was counted so far, for a gateway that stops.
     *
     * @throws AuditUnavailable when the log takes nothing
     */
    public void writeLastSummary(Instant now) {
        endInterval(now, true).ifPresent(summary -> write(summary, now));
    }

    private void write(Summary summary, Instant now) {
        List<String> codes = summary.counts().entrySet().stream()
                .map(count -> count.getKey() + "=" + count.getValue())
                .toList();
        AuditRecord record = AuditRecord.of("refusals", now)
                .set(AuditField.SINCE, summary.since())
                .set(AuditField.UNTIL, summary.until())
                .set(
                        AuditField.COUNT,
                        summary.counts().values().stream()
                                .mapToLong(Long::longValue)
                                .sum())
                .set(AuditField.CODES, codes);
        try {
            log.take(record);
        } catch (AuditUnavailable e) {
            countAgain(summary);
            throw e;
        }
    }

    private Optional<Summary> endInterval(Instant now, boolean last) {
        lock.lock();
        try {
            if (!last && !since.equals(Instant.MIN) && now.isBefore(since.plus(interval))) {
                return Optional.empty();
            }
            Summary summary = new Summary(since, now, counted);
            since = now;
            written = 0;
            writtenWithToken = 0;
            counted = new TreeMap<>();
            return summary.counts().isEmpty() ? Optional.empty() : Optional.of(summary);
        } finally {
            lock.unlock();
        }
    }

    private void countAgain(Summary summary) {
        lock.lock();
        try {
            summary.counts().forEach((code, count) -> counted.merge(code, count, Long::sum));
        } finally {
            lock.unlock();
        }
    }
}

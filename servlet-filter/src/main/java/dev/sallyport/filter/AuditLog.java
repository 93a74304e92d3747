package dev.sallyport.filter;

import dev.sallyport.json.JsonWriter;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Every decision as one line. Only refusals of callers who proved nothing share a budget: past it they are counted, and
 * the counts written as one line of kind {@code refusals}, so that a flood of strangers neither fills the disk nor pushes
 * the decisions about others out of it.
 */
final class AuditLog {
    /** Lines about strangers in one interval; the gateway's numbers. */
    static final int STRANGERS_WRITTEN = 1000;

    static final Duration INTERVAL = Duration.ofMinutes(1);

    private final AuditSink sink;
    private final ReentrantLock lock = new ReentrantLock();
    private Instant since = Instant.EPOCH;
    private int written;
    private Map<String, Long> counted = new TreeMap<>();

    AuditLog(AuditSink sink) {
        this.sink = sink;
    }

    /** @throws IOException when the line was not taken; what it would have said must then not happen */
    void take(String line, Instant now) throws IOException {
        writeCounts(now, false);
        sink.take(line);
    }

    /**
     * @param code the error code that the stranger got
     * @throws IOException when the line was neither taken nor counted
     */
    void takeOfStranger(String line, String code, Instant now) throws IOException {
        writeCounts(now, false);
        boolean write;
        lock.lock();
        try {
            write = written < STRANGERS_WRITTEN;
            if (write) {
                written++;
            } else {
                counted.merge(code, 1L, Long::sum);
            }
        } finally {
            lock.unlock();
        }
        if (write) {
            sink.take(line);
        }
    }

    /** Writes what is counted. */
    void close(Instant now) throws IOException {
        try {
            writeCounts(now, true);
        } finally {
            sink.close();
        }
    }

    private void writeCounts(Instant now, boolean early) throws IOException {
        lock.lock();
        try {
            // An interval ends too when the clock is set back: it must not hold its counts for as long.
            boolean over = !now.isBefore(since.plus(INTERVAL)) || now.isBefore(since);
            if (!over && !early) {
                return;
            }
            if (!counted.isEmpty()) {
                sink.take(summary(now));
            }
            since = now;
            written = 0;
            counted = new TreeMap<>();
        } finally {
            lock.unlock();
        }
    }

    private String summary(Instant now) {
        return new JsonWriter()
                .beginObject()
                .field("time", now.toString())
                .field("kind", "refusals")
                .field("listener", "filter")
                .field(
                        "count",
                        counted.values().stream().mapToLong(Long::longValue).sum())
                .field("since", since.toString())
                .field("until", now.toString())
                .field(
                        "codes",
                        counted.entrySet().stream()
                                .map(count -> count.getKey() + "=" + count.getValue())
                                .toList())
                .endObject()
                .text();
    }
}

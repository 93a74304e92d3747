package dev.sallyport.gateway.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes of bodies are held in memory at once, per source and together. Bytes are charged as they arrive: a
 * length that is only announced costs nothing and takes nothing from others.
 */
public final class BufferBudget {
    /** What came of a charge. */
    enum Charge {
        TAKEN,
        SOURCE_SPENT,
        GLOBAL_SPENT
    }

    private final long perSource;
    private final long global;
    private final AtomicLong held = new AtomicLong();
    /** Only sources that hold bytes: never more than there are requests. */
    private final Map<Source, Long> heldBySource = new ConcurrentHashMap<>();

    public BufferBudget(long perSource, long global) {
        this.perSource = perSource;
        this.global = global;
    }

    Charge charge(Source source, long bytes) {
        if (held.addAndGet(bytes) > global) {
            held.addAndGet(-bytes);
            return Charge.GLOBAL_SPENT;
        }
        if (heldBySource.merge(source, bytes, Long::sum) > perSource) {
            release(source, bytes);
            return Charge.SOURCE_SPENT;
        }
        return Charge.TAKEN;
    }

    void release(Source source, long bytes) {
        held.addAndGet(-bytes);
        heldBySource.computeIfPresent(source, (key, sum) -> sum > bytes ? Long.valueOf(sum - bytes) : null);
    }

    /** Bytes held at this moment, for metrics and tests. */
    public long heldBytes() {
        return held.get();
    }

    int sources() {
        return heldBySource.size();
    }
}

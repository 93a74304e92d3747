package dev.sallyport.gateway.http;

import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How often work may be done for requests that have proved nothing yet: so often per source, and so often for all of them
 * together. Nothing a stranger claims, a key id or an issuer, is ever charged: it would be charged to its owner.
 *
 * <p>Token buckets, each kept as the one moment at which it will be full again (the generic cell rate algorithm). Sources
 * whose bucket is full are forgotten first; while all buckets that are kept are in use, new sources share one.
 */
public final class SourceBudget {
    /** How many old buckets are looked at to make room for one more. */
    private static final int LOOK_AT = 4;

    /**
     * @param perSecond how many in the long run
     * @param burst how many at once after a pause
     */
    public record Rate(int perSecond, int burst) {
        public Rate {
            if (perSecond < 1 || burst < 1) {
                throw new IllegalArgumentException("a rate allows at least one");
            }
        }

        private long intervalNanos() {
            return TimeUnit.SECONDS.toNanos(1) / perSecond;
        }
    }

    /** What came of a charge. */
    public enum Charge {
        TAKEN,
        /** This source has had its share. */
        SOURCE_SPENT,
        /** All sources together have. */
        GLOBAL_SPENT
    }

    private final Rate perSource;
    private final Rate global;
    private final int maxSources;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Source, Bucket> buckets = new LinkedHashMap<>();
    private final Bucket sharedByNewcomers;
    private final Bucket globalBucket;

    public SourceBudget(Rate perSource, Rate global, int maxSources) {
        this.perSource = perSource;
        this.global = global;
        this.maxSources = maxSources;
        this.sharedByNewcomers = new Bucket(perSource);
        this.globalBucket = new Bucket(global);
    }

    /** Charges one piece of work. A source that is spent takes nothing from the others. */
    public Charge charge(Source source, Instant now) {
        long nanos = nanos(now);
        lock.lock();
        try {
            if (!bucketOf(source, nanos).take(nanos)) {
                return Charge.SOURCE_SPENT;
            }
            return globalBucket.take(nanos) ? Charge.TAKEN : Charge.GLOBAL_SPENT;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return "SourceBudget[" + perSource + " each, " + global + " together]";
    }

    private Bucket bucketOf(Source source, long now) {
        Bucket known = buckets.remove(source);
        if (known == null) {
            forgetFullBuckets(now);
            if (buckets.size() >= maxSources) {
                return sharedByNewcomers;
            }
            known = new Bucket(perSource);
        }
        buckets.put(source, known); // At the end: the first ones were not used for longest.
        return known;
    }

    private void forgetFullBuckets(long now) {
        Iterator<Bucket> oldest = buckets.values().iterator();
        for (int i = 0; i < LOOK_AT && oldest.hasNext() && buckets.size() >= maxSources; i++) {
            if (oldest.next().isFull(now)) {
                oldest.remove();
            }
        }
    }

    private static long nanos(Instant now) {
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }

    private static final class Bucket {
        private final long interval;
        private final long tolerance;
        private long fullAt = Long.MIN_VALUE;

        Bucket(Rate rate) {
            this.interval = rate.intervalNanos();
            this.tolerance = interval * (rate.burst() - 1);
        }

        boolean take(long now) {
            // A clock that was set back would keep the bucket empty for as long.
            long from = fullAt > now + tolerance + interval ? now : Math.max(fullAt, now);
            if (from - now > tolerance) {
                return false;
            }
            fullAt = from + interval;
            return true;
        }

        boolean isFull(long now) {
            return fullAt <= now;
        }
    }
}

package dev.sallyport.gateway.guard;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.function.LongSupplier;

/** So many a second on average, and twice as many at once. Safe for use by many threads. */
final class Budget {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Bucket bucket;

    Budget(int perSecond, LongSupplier nanoTime) {
        bucket = Bucket.builder()
                .addLimit(limit -> limit.capacity(2L * perSecond).refillGreedy(perSecond, SECOND))
                .withCustomTimePrecision(new Clock(nanoTime))
                .build();
    }

    boolean take() {
        return bucket.tryConsume(1);
    }

    void giveBack() {
        bucket.addTokens(1);
    }

    private record Clock(LongSupplier nanoTime) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return nanoTime.getAsLong();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}

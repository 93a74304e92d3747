package dev.sallyport.gateway.guard;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Who did something a short while ago. Only those who did are kept, so nobody else can crowd them out. */
final class Lately<K> {
    private final Cache<K, Boolean> seen;

    /** @param nanoTime a clock that only goes forward */
    Lately(Duration time, int most, LongSupplier nanoTime) {
        this.seen = Caffeine.newBuilder()
                .maximumSize(most)
                .expireAfterWrite(time)
                .ticker(nanoTime::getAsLong)
                .build();
    }

    void add(K key) {
        seen.put(key, true);
    }

    boolean contains(K key) {
        return seen.getIfPresent(key) != null;
    }
}

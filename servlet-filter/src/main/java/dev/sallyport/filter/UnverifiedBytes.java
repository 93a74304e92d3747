package dev.sallyport.filter;

import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** How much of strangers' bodies is held at once, in all and for one address. */
final class UnverifiedBytes {
    static final long MAX_IN_ALL = 64L * HeldBody.MAX_BYTES;
    static final long MAX_OF_ONE_SOURCE = 16L * HeldBody.MAX_BYTES;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Long> bySource = new HashMap<>();
    private long inAll;

    /** What one request holds; closed when its sender is known or refused. */
    final class Share implements AutoCloseable {
        private final String source;
        private long taken;

        private Share(String source) {
            this.source = source;
        }

        /** @throws ApiException when there is no room */
        void take(long bytes) {
            lock.lock();
            try {
                long ofSource = bySource.getOrDefault(source, 0L) + bytes;
                if (inAll + bytes > MAX_IN_ALL || ofSource > MAX_OF_ONE_SOURCE) {
                    throw new ApiException(
                            ApiError.SERVICE_UNAVAILABLE,
                            "too many request bodies are waiting to be verified; try again",
                            "the bound for unverified bodies is reached");
                }
                inAll += bytes;
                taken += bytes;
                put(ofSource);
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            lock.lock();
            try {
                inAll -= taken;
                put(bySource.getOrDefault(source, 0L) - taken);
                taken = 0;
            } finally {
                lock.unlock();
            }
        }

        private void put(long ofSource) {
            if (ofSource == 0) {
                bySource.remove(source);
            } else {
                bySource.put(source, ofSource);
            }
        }
    }

    Share of(String source) {
        return new Share(source);
    }
}

package dev.sallyport.filter;

import dev.sallyport.delegation.SessionAnswer;
import dev.sallyport.directory.SessionFacts;
import dev.sallyport.identity.AccessKeyId;
import dev.sallyport.sigv4.SecurityToken;
import dev.sallyport.sigv4.SignedRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** The gateway's answers about sessions, each for at most a minute and never past the session's end. */
final class KeptSessions {
    /** A key with its policies is some tens of kilobytes; the least recently used makes room. */
    static final int MAX_KEPT = 1024;

    /**
     * What an answer is kept under: it holds for nothing else. The token stands there by its hash, so that a dump of the
     * filter holds no token longer than a request takes.
     */
    record Key(AccessKeyId accessKeyId, String tokenSha256, String region, String date) {
        static Key of(SignedRequest request, SecurityToken token) {
            return new Key(
                    request.authorization().accessKeyId(),
                    token.sha256Hex(),
                    request.authorization().scope().region(),
                    request.authorization().scope().date());
        }
    }

    /**
     * An answer and its time.
     *
     * @param askedAt when the gateway was asked; a clock that was set back to before makes it stale
     * @param until from when on it must not be used
     */
    record Kept(SessionAnswer.Verified answer, Instant askedAt, Instant until) {
        static Kept of(SessionAnswer.Verified answer, Instant askedAt) {
            Instant aged = askedAt.plus(answer.maxAge());
            Instant end = answer.caller().session().map(SessionFacts::expiresAt).orElse(askedAt);
            return new Kept(answer, askedAt, aged.isBefore(end) ? aged : end);
        }

        boolean isFresh(Instant now) {
            return now.isBefore(until) && !now.isBefore(askedAt.minus(CLOCK_JITTER));
        }
    }

    /** Threads that ask at once may be some milliseconds apart. */
    private static final Duration CLOCK_JITTER = Duration.ofSeconds(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Key, Kept> kept = new LinkedHashMap<>(64, 0.75f, true);

    Optional<Kept> find(Key key, Instant now) {
        lock.lock();
        try {
            Kept found = kept.get(key);
            if (found != null && !found.isFresh(now)) {
                kept.remove(key);
                return Optional.empty();
            }
            return Optional.ofNullable(found);
        } finally {
            lock.unlock();
        }
    }

    void keep(Key key, Kept answer) {
        lock.lock();
        try {
            kept.put(key, answer);
            if (kept.size() > MAX_KEPT) {
                Key leastRecentlyUsed = kept.keySet().iterator().next();
                kept.remove(leastRecentlyUsed);
            }
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return kept.size();
        } finally {
            lock.unlock();
        }
    }
}

package dev.sallyport.filter;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A value from the gateway that is fetched when it is needed and again when it grows old. One caller fetches; the others
 * go on with the old value while it may be used, and wait when there is none.
 */
final class Refreshed<T> {
    private static final System.Logger LOG = System.getLogger("dev.sallyport.filter");

    /** After a failure nobody asks again for so long: a gateway that comes back is not met by every waiting request. */
    static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    /** How long a caller waits for another one's fetch; two calls fit. */
    private static final Duration MAX_WAIT = GatewayHttp.TIMEOUT.multipliedBy(2);

    /** How a value is obtained. */
    interface Fetch<T> {
        Value<T> fetch(Instant now) throws GatewayAwayException;
    }

    /**
     * A value and its times.
     *
     * @param refreshAt when it is time for another one
     * @param usableUntil when it must not be used any more
     */
    record Value<T>(T value, Instant refreshAt, Instant usableUntil) {}

    /** What the last fetch came to. One reference, so that no reader sees half of a change. */
    private record State<T>(
            @Nullable Value<T> value, @Nullable GatewayAwayException failure, Instant retryAt) {}

    private final Fetch<T> fetch;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile State<T> state = new State<>(null, null, Instant.EPOCH);

    Refreshed(Fetch<T> fetch) {
        this.fetch = fetch;
    }

    /** @throws GatewayAwayException when there is no usable value and none can be had */
    T current(Instant now) throws GatewayAwayException {
        State<T> seen = state;
        Value<T> value = seen.value;
        if (value != null && now.isBefore(value.refreshAt)) {
            return value.value;
        }
        if (value != null && now.isBefore(value.usableUntil)) {
            return refreshedOr(value, now);
        }
        if (!lockInTime()) {
            throw new GatewayAwayException("another request still waits for the gateway");
        }
        try {
            return fetched(now);
        } finally {
            fetching.unlock();
        }
    }

    /** Forgets {@code unwanted}, unless another value is there by now or it is too early to ask again. */
    void discard(T unwanted) {
        fetching.lock();
        try {
            State<T> seen = state;
            if (seen.value != null && seen.value.value == unwanted) {
                state = new State<>(null, null, seen.retryAt);
            }
        } finally {
            fetching.unlock();
        }
    }

    /** An old value serves all who do not fetch, and him who fetches in vain. */
    private T refreshedOr(Value<T> old, Instant now) throws GatewayAwayException {
        if (!fetching.tryLock()) {
            return old.value;
        }
        try {
            return fetched(now);
        } finally {
            fetching.unlock();
        }
    }

    private T fetched(Instant now) throws GatewayAwayException {
        State<T> seen = state;
        Value<T> value = seen.value;
        boolean usable = value != null && now.isBefore(value.usableUntil);
        if (value != null && now.isBefore(value.refreshAt)) {
            return value.value; // Somebody else fetched it meanwhile.
        }
        // Bounded on both sides: a clock that is set back must not silence the filter for as long.
        if (now.isBefore(seen.retryAt) && !now.isBefore(seen.retryAt.minus(RETRY_AFTER))) {
            if (value != null && usable) {
                return value.value;
            }
            throw seen.failure != null ? seen.failure : new GatewayAwayException("it is too early to ask again");
        }
        try {
            Value<T> fresh = fetch.fetch(now);
            state = new State<>(fresh, null, now.plus(RETRY_AFTER));
            return fresh.value;
        } catch (GatewayAwayException failure) {
            LOG.log(Level.WARNING, failure.problem());
            // A gateway that is away may have said yes; one that says no has said no.
            boolean keep = usable && !failure.isRefusal();
            state = new State<>(keep ? value : null, failure, now.plus(RETRY_AFTER));
            if (value != null && keep) {
                return value.value;
            }
            throw failure;
        }
    }

    private boolean lockInTime() {
        try {
            return fetching.tryLock(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

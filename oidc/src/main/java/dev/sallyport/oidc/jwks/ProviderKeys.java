package dev.sallyport.oidc.jwks;

import dev.sallyport.error.ApiException;
import dev.sallyport.oidc.IdTokenFaults;
import dev.sallyport.oidc.JwkSet;
import dev.sallyport.oidc.SignatureAlgorithm;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The keys of one provider and the one fetch that may be under way for them.
 *
 * <p>A fetch is made when it is needed, and never more often than strangers should be able to cause one. While one is under
 * way everybody who needs it waits for the same one. What a failed fetch brings never replaces keys that were good.
 */
final class ProviderKeys {
    /** Older keys are fetched again in the background, while they are used. */
    static final Duration REFRESH_AFTER = Duration.ofMinutes(5);

    /** Still older ones are not used before a fetch was tried: a key the issuer took back would live on. */
    static final Duration WAIT_AFTER = Duration.ofMinutes(15);

    /** The longest outage of an issuer that its tokens outlive. */
    static final Duration OUTAGE_BOUND = Duration.ofHours(4);

    /** Between two fetches, whatever asks for them: unknown key ids cost a stranger nothing. */
    static final Duration MIN_INTERVAL = Duration.ofSeconds(30);

    /** Between two fetches while there are no keys and the issuer did not answer: SDKs try again after seconds. */
    static final Duration MIN_INTERVAL_WITHOUT_KEYS = Duration.ofSeconds(5);

    /** More callers do not wait, so that one slow issuer cannot hold every request thread. */
    static final int MAX_WAITING = 64;

    private record Kept(JwkSet keys, Instant fetchedAt) {}

    private record Flight(CompletableFuture<Boolean> landed, long startedNanos) {}

    private enum Need {
        NOTHING,
        FETCH_BEHIND,
        FETCH_FIRST
    }

    private final KeyFetcher fetcher;
    private final Executor executor;
    private final Semaphore waiting = new Semaphore(MAX_WAITING);

    // Guarded by this object's monitor; nobody blocks while holding it.
    private Optional<Kept> kept = Optional.empty();
    private Optional<KeyFetchException> failure = Optional.empty();
    private Optional<Instant> lastStart = Optional.empty();
    private Optional<Flight> flight = Optional.empty();

    ProviderKeys(KeyFetcher fetcher, Executor executor) {
        this.fetcher = fetcher;
        this.executor = executor;
    }

    /** @throws ApiException {@code IDPCommunicationError} or {@code InvalidIdentityToken}, when there are no keys */
    JwkSet forToken(Optional<String> keyId, SignatureAlgorithm algorithm, Instant now) {
        Optional<Flight> joined;
        synchronized (this) {
            Need need = need(keyId, algorithm, now);
            if (need == Need.NOTHING) {
                return answer(now);
            }
            if (flight.isEmpty() && mayStart(now)) {
                start(now);
            }
            if (need == Need.FETCH_BEHIND) {
                return answer(now);
            }
            joined = flight;
        }
        joined.ifPresent(this::await);
        synchronized (this) {
            return answer(now);
        }
    }

    /**
     * The keys of a fetch that ended after the one that brought {@code used}; makes one if it may, and waits for it.
     *
     * @return empty if no fetch may be made yet, or it brought nothing
     */
    Optional<JwkSet> fetchedAfter(JwkSet used, Instant now) {
        Optional<Flight> joined;
        synchronized (this) {
            Optional<JwkSet> present = usable(now).map(Kept::keys);
            if (present.isPresent() && !present.get().equals(used)) {
                return present;
            }
            if (flight.isEmpty() && mayStart(now)) {
                start(now);
            }
            joined = flight;
        }
        joined.ifPresent(this::await);
        synchronized (this) {
            return usable(now).map(Kept::keys).filter(keys -> !keys.equals(used));
        }
    }

    synchronized Optional<Instant> fetchedAt() {
        return kept.map(Kept::fetchedAt);
    }

    synchronized Optional<String> failure() {
        return failure.map(KeyFetchException::message);
    }

    /** How many callers wait right now. */
    int waiting() {
        return MAX_WAITING - waiting.availablePermits();
    }

    private Need need(Optional<String> keyId, SignatureAlgorithm algorithm, Instant now) {
        Optional<Kept> usable = usable(now);
        if (usable.isEmpty() || !usable.get().keys().offers(keyId, algorithm)) {
            return Need.FETCH_FIRST;
        }
        Duration age = apart(usable.get().fetchedAt(), now);
        if (age.compareTo(REFRESH_AFTER) < 0) {
            return Need.NOTHING;
        }
        // During an outage only its first victim waits.
        return age.compareTo(WAIT_AFTER) < 0 || failure.isPresent() ? Need.FETCH_BEHIND : Need.FETCH_FIRST;
    }

    private Optional<Kept> usable(Instant now) {
        return kept.filter(k -> apart(k.fetchedAt(), now).compareTo(OUTAGE_BOUND) < 0);
    }

    private boolean mayStart(Instant now) {
        boolean retrySoon =
                usable(now).isEmpty() && failure.isPresent() && failure.get().isWorthRetrying();
        Duration interval = retrySoon ? MIN_INTERVAL_WITHOUT_KEYS : MIN_INTERVAL;
        return lastStart.isEmpty() || apart(lastStart.get(), now).compareTo(interval) >= 0;
    }

    private void start(Instant now) {
        Flight starting = new Flight(new CompletableFuture<>(), System.nanoTime());
        flight = Optional.of(starting);
        lastStart = Optional.of(now);
        try {
            executor.execute(() -> fly(starting, now));
        } catch (RejectedExecutionException shuttingDown) {
            land(
                    starting,
                    Optional.empty(),
                    Optional.of(KeyFetchException.passing("the gateway fetches no more keys")));
        }
    }

    private void fly(Flight flying, Instant startedAt) {
        Optional<Kept> fetched = Optional.empty();
        Optional<KeyFetchException> failed =
                Optional.of(KeyFetchException.passing("the fetch ended without an answer"));
        try {
            fetched = Optional.of(new Kept(fetcher.fetch(), startedAt));
            failed = Optional.empty();
        } catch (KeyFetchException told) {
            failed = Optional.of(told);
        } finally {
            land(flying, fetched, failed);
        }
    }

    private void land(Flight flying, Optional<Kept> fetched, Optional<KeyFetchException> failed) {
        synchronized (this) {
            if (fetched.isPresent()) {
                kept = fetched;
            }
            failure = failed;
            flight = Optional.empty();
        }
        flying.landed().complete(true);
    }

    private void await(Flight joined) {
        if (!waiting.tryAcquire()) {
            return;
        }
        try {
            long left = IssuerHttp.TOTAL_TIME.toNanos() - (System.nanoTime() - joined.startedNanos());
            joined.landed().get(Math.max(left, 0), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException stillFlying) {
            // The answer below says what there is without it.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            waiting.release();
        }
    }

    private JwkSet answer(Instant now) {
        Optional<Kept> usable = usable(now);
        if (usable.isPresent()) {
            return usable.get().keys();
        }
        if (failure.isEmpty()) {
            throw IdTokenFaults.providerUnreachable("the keys of the issuer are still being fetched");
        }
        String reason = failure.get().message();
        throw failure.get().isWorthRetrying()
                ? IdTokenFaults.providerUnreachable(reason)
                : IdTokenFaults.noVerificationKey(reason);
    }

    // A clock that was set back must neither keep keys for ever nor stop fetches.
    private static Duration apart(Instant earlier, Instant now) {
        return Duration.between(earlier, now).abs();
    }
}

package dev.sallyport.gateway.guard;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.sallyport.config.Limits;
import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.gateway.http.Source;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Principal;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Stops a flood before it costs signature work, and one caller from taking everybody's share.
 *
 * <p>A request is charged to its source when it arrives, and to all strangers together. Once its signature or token is
 * verified both get it back, so only what proves nothing counts there; then it is charged to its caller. A source that
 * proved itself a short while ago is not charged to the strangers together: a flood from many addresses does not lock out
 * those who are known.
 */
public final class RequestGuard {
    /** Of each kind; the least recently used makes room, and begins again with a full budget. */
    static final int MAX_BUDGETS = 20_000;

    /** For how long a source that proved itself is none of the strangers. */
    static final Duration KNOWN_FOR = Duration.ofMinutes(10);

    /** Searches for what went wrong with a signature; each costs about as much as twenty verifications. */
    private static final int HINTS_PER_SECOND = 10;

    private final Limits limits;
    private final LongSupplier nanoTime;
    private final Budget strangers;
    private final Budget hints;
    private final LoadingCache<Source, SourceBudget> sources;
    private final LoadingCache<String, Budget> callers;
    private final LoadingCache<Arn, Budget> issuers;

    private static final class SourceBudget {
        private final Budget budget;
        private volatile long knownUntil;

        SourceBudget(Budget budget, long now) {
            this.budget = budget;
            this.knownUntil = now;
        }
    }

    /** @param nanoTime a clock that only goes forward */
    public RequestGuard(Limits limits, LongSupplier nanoTime) {
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.strangers = new Budget(limits.unverifiedRequestsPerSecond(), nanoTime);
        this.hints = new Budget(HINTS_PER_SECOND, nanoTime);
        this.sources = Caffeine.newBuilder()
                .maximumSize(MAX_BUDGETS)
                .build(source -> new SourceBudget(
                        new Budget(limits.unverifiedRequestsPerSecondPerSource(), nanoTime), nanoTime.getAsLong()));
        this.callers = Caffeine.newBuilder()
                .maximumSize(MAX_BUDGETS)
                .build(caller -> new Budget(limits.requestsPerSecondPerPrincipal(), nanoTime));
        this.issuers = Caffeine.newBuilder()
                .maximumSize(MAX_BUDGETS)
                .build(issuer -> new Budget(limits.requestsPerSecondPerIssuer(), nanoTime));
    }

    /**
     * Lets a request of a stranger in.
     *
     * @return to be told who it is from, once that is verified; throws {@code Throttling} when that one's budget is spent
     * @throws ApiException {@code Throttling}
     */
    public Consumer<Principal> admit(Source source) {
        SourceBudget ofSource = sources.get(source);
        if (!ofSource.budget.take()) {
            throw throttled("its source proved nothing "
                    + limits.unverifiedRequestsPerSecondPerSource()
                    + " times a second (`unverified-requests-per-second-per-source`)");
        }
        boolean known = nanoTime.getAsLong() - ofSource.knownUntil < 0;
        if (!known && !strangers.take()) {
            ofSource.budget.giveBack();
            throw throttled("strangers together sent " + limits.unverifiedRequestsPerSecond()
                    + " requests a second (`unverified-requests-per-second`)");
        }
        AtomicBoolean charged = new AtomicBoolean(true);
        return principal -> {
            if (charged.getAndSet(false)) {
                ofSource.budget.giveBack();
                ofSource.knownUntil = nanoTime.getAsLong() + KNOWN_FOR.toNanos();
                if (!known) {
                    strangers.giveBack();
                }
                charge(principal);
            }
        };
    }

    /** Whether there is time to search for what went wrong with one more signature. */
    public boolean affordsHint() {
        return hints.take();
    }

    private void charge(Principal principal) {
        if (principal instanceof Principal.WebIdentity identity) {
            if (!issuers.get(identity.provider()).take()) {
                throw throttled("tokens of `" + identity.provider() + "` came more than "
                        + limits.requestsPerSecondPerIssuer() + " times a second (`requests-per-second-per-issuer`)");
            }
        } else if (!callers.get(caller(principal)).take()) {
            throw throttled("the caller sent more than " + limits.requestsPerSecondPerPrincipal()
                    + " requests a second (`requests-per-second-per-principal`)");
        }
    }

    private static String caller(Principal principal) {
        return principal.userId().or(() -> principal.arn().map(Arn::toString)).orElse("");
    }

    /** As STS says it; SDKs know the code and try again more slowly. */
    private static ApiException throttled(String reason) {
        return new ApiException(ApiError.THROTTLING, "Rate exceeded", "too many requests: " + reason);
    }
}

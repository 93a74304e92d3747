package dev.sallyport.gateway.guard;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.sallyport.access.VerifiedSender;
import dev.sallyport.config.Limits;
import dev.sallyport.directory.SessionFacts;
import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.gateway.http.Source;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Principal;
import dev.sallyport.identity.UniqueId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Stops a flood before it costs signature work, and one caller from taking everybody's share.
 *
 * <p>A request is charged to its source when it arrives, and to all strangers together. Once its signature is verified both
 * get it back, so only what proves nothing counts there; then it is charged to its caller. A source that proved itself a
 * short while ago is not charged to the strangers together: a flood from many addresses does not lock out those who are
 * known.
 *
 * <p>A good identity token proves little: of a shared issuer everybody gets one. It is charged to its subject and its
 * issuer, and its source gets nothing back before it has brought what it was sent for. A subject for whom it did so a short
 * while ago is not charged to the issuer: strangers with tokens of the same issuer do not lock out its known subjects.
 *
 * <p>Nobody can choose whose budget they spend: callers count by what they signed in with, whatever their sessions are called.
 */
public final class RequestGuard {
    /** Of each kind; what is seldom used makes room, and begins again with a full budget. */
    static final int MAX_BUDGETS = 20_000;

    /** For how long whoever proved themselves is known. */
    static final Duration KNOWN_FOR = Duration.ofMinutes(10);

    /** Searches for what went wrong with a signature; each costs about as much as twenty verifications. */
    private static final int HINTS_PER_SECOND = 10;

    private final Limits limits;
    private final Budget strangers;
    private final Budget hints;
    private final LoadingCache<Source, Budget> sources;
    private final LoadingCache<String, Budget> callers;
    private final LoadingCache<Arn, Budget> issuers;
    private final LoadingCache<Device, Budget> devices;
    private final Lately<Source> knownSources;
    private final Lately<String> knownSubjects;

    /** Of the user who says it is theirs: nobody spends the budget of another's device. */
    private record Device(UniqueId user, Arn serial) {}

    /** @param nanoTime a clock that only goes forward */
    public RequestGuard(Limits limits, LongSupplier nanoTime) {
        this.limits = limits;
        this.strangers = new Budget(limits.unverifiedRequestsPerSecond(), nanoTime);
        this.hints = new Budget(HINTS_PER_SECOND, nanoTime);
        this.sources = budgets(limits.unverifiedRequestsPerSecondPerSource(), nanoTime);
        this.callers = budgets(limits.requestsPerSecondPerPrincipal(), nanoTime);
        this.issuers = budgets(limits.requestsPerSecondPerIssuer(), nanoTime);
        this.devices = budgets(limits.mfaCodesPerSecondPerDevice(), nanoTime);
        this.knownSources = new Lately<>(KNOWN_FOR, MAX_BUDGETS, nanoTime);
        this.knownSubjects = new Lately<>(KNOWN_FOR, MAX_BUDGETS, nanoTime);
    }

    private static <K> LoadingCache<K, Budget> budgets(int perSecond, LongSupplier nanoTime) {
        return Caffeine.newBuilder().maximumSize(MAX_BUDGETS).build(key -> new Budget(perSecond, nanoTime));
    }

    /**
     * Lets a request of a stranger in.
     *
     * @throws ApiException {@code Throttling}
     */
    public Admission admit(Source source) {
        Budget ofSource = sources.get(source);
        if (!ofSource.take()) {
            throw throttled("its source proved nothing "
                    + limits.unverifiedRequestsPerSecondPerSource()
                    + " times a second (`unverified-requests-per-second-per-source`)");
        }
        boolean known = knownSources.contains(source);
        if (!known && !strangers.take()) {
            ofSource.giveBack();
            throw throttled("strangers together sent " + limits.unverifiedRequestsPerSecond()
                    + " requests a second (`unverified-requests-per-second`)");
        }
        return new Admission(source, ofSource, known);
    }

    /** One request that was let in. It is told what comes of it, by one thread. */
    public final class Admission implements Consumer<VerifiedSender> {
        private final Source source;
        private final Budget ofSource;
        private final boolean known;
        private boolean verified;
        private Optional<String> subject = Optional.empty();

        private Admission(Source source, Budget ofSource, boolean known) {
            this.source = source;
            this.ofSource = ofSource;
            this.known = known;
        }

        /**
         * Who the request is from. The first one counts: a request is charged once.
         *
         * @throws ApiException {@code Throttling} when that one's budget is spent
         */
        @Override
        public void accept(VerifiedSender sender) {
            if (verified) {
                return;
            }
            verified = true;
            if (sender.principal() instanceof Principal.WebIdentity identity) {
                subject = Optional.of(caller(sender));
                chargeCaller(sender);
                chargeIssuer(identity.provider(), caller(sender));
            } else {
                proved();
                chargeCaller(sender);
            }
        }

        /** The request was answered with what it asked for. */
        public void answered() {
            subject.ifPresent(one -> {
                knownSubjects.add(one);
                proved();
            });
            subject = Optional.empty();
        }

        private void proved() {
            ofSource.giveBack();
            knownSources.add(source);
            if (!known) {
                strangers.giveBack();
            }
        }
    }

    /** Whether there is time to search for what went wrong with one more signature. */
    public boolean affordsHint() {
        return hints.take();
    }

    /**
     * Lets a user try a code of a device, before anybody asks whether it is their own.
     *
     * @throws ApiException {@code Throttling}
     */
    public void tryCode(UniqueId user, Arn device) {
        if (!devices.get(new Device(user, device)).take()) {
            throw throttled("codes of `" + device + "` came more than " + limits.mfaCodesPerSecondPerDevice()
                    + " times a second (`mfa-codes-per-second-per-device`)");
        }
    }

    private void chargeCaller(VerifiedSender sender) {
        if (!callers.get(caller(sender)).take()) {
            throw throttled("the caller sent more than " + limits.requestsPerSecondPerPrincipal()
                    + " requests a second (`requests-per-second-per-principal`)");
        }
    }

    private void chargeIssuer(Arn provider, String subject) {
        if (!knownSubjects.contains(subject) && !issuers.get(provider).take()) {
            throw throttled("tokens of `" + provider + "` that nothing was given for lately came more than "
                    + limits.requestsPerSecondPerIssuer() + " times a second (`requests-per-second-per-issuer`)");
        }
    }

    /**
     * Whom a request is charged to. Who assumes a role chooses its session's name, and could choose another's: what counts is
     * the user or the token's subject that it began with.
     */
    private static String caller(VerifiedSender sender) {
        Principal principal = sender.principal();
        if (principal instanceof Principal.WebIdentity identity) {
            return subject(identity.provider(), sender.subject().orElse(""));
        }
        if (principal instanceof Principal.FederatedUser federated) {
            // The user who let them in says who they are, and may let in many.
            return federated.caller().id() + " " + federated.name();
        }
        return sender.session()
                .flatMap(RequestGuard::origin)
                .or(principal::userId)
                .or(() -> principal.arn().map(Arn::toString))
                .orElse("");
    }

    private static Optional<String> origin(SessionFacts session) {
        if (session.federatedProvider().isPresent()) {
            Arn provider = session.federatedProvider().get();
            return session.identityClaims().entrySet().stream()
                    .filter(claim -> claim.getKey().endsWith(":sub"))
                    .findFirst()
                    .map(sub -> subject(provider, String.join(" ", sub.getValue())));
        }
        if (session.origins().isEmpty()) {
            return Optional.empty();
        }
        String first = session.origins().get(0).id();
        List<?> ancestors = session.ancestors();
        // A chain that began with a token does not say whose: its first session does.
        return Optional.of(
                first.startsWith("arn:") && !ancestors.isEmpty()
                        ? ancestors.get(0).toString()
                        : first);
    }

    private static String subject(Arn provider, String subject) {
        return provider + " " + subject;
    }

    /** As STS says it; SDKs know the code and try again more slowly. */
    private static ApiException throttled(String reason) {
        return new ApiException(ApiError.THROTTLING, "Rate exceeded", "too many requests: " + reason);
    }
}

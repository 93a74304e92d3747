package dev.sallyport.oidc.jwks;

import dev.sallyport.identity.Arn;
import dev.sallyport.oidc.IdTokenFault;
import dev.sallyport.oidc.IdTokenRefusal;
import dev.sallyport.oidc.IdTokenVerifier;
import dev.sallyport.oidc.Issuer;
import dev.sallyport.oidc.JwkSet;
import dev.sallyport.oidc.KeySource;
import dev.sallyport.oidc.OidcProvider;
import dev.sallyport.oidc.UnverifiedIdToken;
import dev.sallyport.oidc.VerifiedIdToken;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/**
 * The keys of every configured provider, fetched when a token needs them.
 *
 * <p>Providers share nothing: each has its own keys, fetches and limits, also where two accounts trust the same issuer,
 * because they may trust it with different certificates. There are as many entries as configured providers.
 */
public final class JwksCache {
    /** All that decides whose keys these are: a provider with other trust starts with no keys. */
    private record Owner(Arn provider, Issuer issuer, KeySource source) {
        static Owner of(OidcProvider provider) {
            return new Owner(provider.arn(), provider.issuer(), provider.keySource());
        }
    }

    /** Makes the fetcher of a provider; in tests one that needs no network. */
    interface FetcherFactory {
        KeyFetcher fetcherFor(OidcProvider provider, KeySource.Fetched source);
    }

    private final Map<Owner, ProviderKeys> entries = new ConcurrentHashMap<>();
    private final FetcherFactory fetchers;
    private final Executor executor;

    /** @param executor runs fetches, at most one per provider at a time; they block */
    public JwksCache(Executor executor) {
        this(IssuerHttp::new, executor);
    }

    JwksCache(FetcherFactory fetchers, Executor executor) {
        this.fetchers = fetchers;
        this.executor = executor;
    }

    /**
     * Verifies a token with its provider's keys. If they do not hold one for it they are fetched first, and if the
     * signature does not match the one they hold, once more: an issuer may put another key under an id it has used. Both
     * happen at most every 30 seconds; a token that the provider would refuse anyway causes no fetch. Waits at most 5
     * seconds for each.
     *
     * @param provider one that is configured, for each makes an entry
     * @throws dev.sallyport.error.ApiException {@code InvalidIdentityToken} or {@code ExpiredTokenException}, or
     *     {@code IDPCommunicationError} if the issuer does not answer and there are no keys that are fresh enough
     */
    public VerifiedIdToken verify(UnverifiedIdToken token, OidcProvider provider, Instant now) {
        JwkSet keys = keysFor(token, provider, now);
        try {
            return IdTokenVerifier.verify(token, provider, keys, now);
        } catch (IdTokenRefusal refusal) {
            if (refusal.fault().rule() != IdTokenFault.Rule.SIGNATURE) {
                throw refusal;
            }
            Optional<JwkSet> changed = fetchedAfter(keys, token, provider, now);
            if (changed.isEmpty()) {
                throw refusal;
            }
            return IdTokenVerifier.verify(token, provider, changed.get(), now);
        }
    }

    JwkSet keysFor(UnverifiedIdToken token, OidcProvider provider, Instant now) {
        IdTokenVerifier.requireAcceptable(token, provider);
        if (provider.keySource() instanceof KeySource.StaticJwks configured) {
            return configured.keys();
        }
        return keysOf(provider).forToken(token.keyId(), token.algorithm(), now);
    }

    private Optional<JwkSet> fetchedAfter(JwkSet used, UnverifiedIdToken token, OidcProvider provider, Instant now) {
        if (provider.keySource() instanceof KeySource.StaticJwks) {
            return Optional.empty();
        }
        return keysOf(provider)
                .fetchedAfter(used, now)
                .filter(keys -> keys.hasOtherKey(used, token.keyId(), token.algorithm()));
    }

    private ProviderKeys keysOf(OidcProvider provider) {
        if (!(provider.keySource() instanceof KeySource.Fetched source)) {
            throw new IllegalStateException("keys that are configured are not fetched");
        }
        return entries.computeIfAbsent(
                Owner.of(provider), owner -> new ProviderKeys(fetchers.fetcherFor(provider, source), executor));
    }

    /** After a reload: forgets the keys of providers that are no longer configured, or are configured otherwise. */
    public void retain(Collection<OidcProvider> configured) {
        entries.keySet().retainAll(configured.stream().map(Owner::of).collect(Collectors.toSet()));
    }

    /** How the keys of each provider that was asked for stand. */
    public List<KeyState> states() {
        List<KeyState> states = new ArrayList<>();
        entries.forEach((owner, keys) -> states.add(new KeyState(owner.provider(), keys.fetchedAt(), keys.failure())));
        return states;
    }
}

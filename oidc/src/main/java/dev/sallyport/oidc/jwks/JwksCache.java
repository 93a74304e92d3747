package dev.sallyport.oidc.jwks;

import dev.sallyport.identity.Arn;
import dev.sallyport.oidc.IdTokenVerifier;
import dev.sallyport.oidc.Issuer;
import dev.sallyport.oidc.JwkSet;
import dev.sallyport.oidc.KeySource;
import dev.sallyport.oidc.OidcProvider;
import dev.sallyport.oidc.UnverifiedIdToken;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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
        KeyFetcher fetcherFor(OidcProvider provider, KeySource.Discovery source);
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
     * The keys to verify a token with. If the provider's keys do not hold one for it they are fetched first, at most every
     * 30 seconds; a token that the provider would refuse anyway causes no fetch. Waits at most 5 seconds.
     *
     * @param provider one that is configured, for each makes an entry
     * @throws dev.sallyport.error.ApiException {@code InvalidIdentityToken}, or {@code IDPCommunicationError} if the issuer
     *     does not answer and there are no keys that are fresh enough
     */
    public JwkSet keysFor(UnverifiedIdToken token, OidcProvider provider, Instant now) {
        IdTokenVerifier.requireAcceptable(token, provider);
        if (provider.keySource() instanceof KeySource.StaticJwks configured) {
            return configured.keys();
        }
        if (provider.keySource() instanceof KeySource.Discovery source) {
            return entries.computeIfAbsent(
                            Owner.of(provider),
                            owner -> new ProviderKeys(fetchers.fetcherFor(provider, source), executor))
                    .forToken(token.keyId(), token.algorithm(), now);
        }
        throw new IllegalStateException("a key source of unknown kind");
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

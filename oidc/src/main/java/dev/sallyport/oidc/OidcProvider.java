package dev.sallyport.oidc;

import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Arn;
import dev.sallyport.policy.Policy;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An issuer as one account trusts it. Two accounts may trust the same issuer for different audiences and with different
 * keys; they share nothing.
 *
 * @param clientIds the audiences a token may be for; {@code azp} where a token has one, otherwise {@code aud}
 * @param algorithms the only ones a token may be signed with, whatever its header says
 * @param keySource where the issuer's keys come from
 * @param ciClaims what its claims are in the words of {@code ci:} keys; without it tokens have no such keys
 * @param explainTo the bearer of a token that meets its conditions learns why a role refuses it; without it nobody does
 */
public record OidcProvider(
        AccountId account,
        Issuer issuer,
        List<String> clientIds,
        Set<SignatureAlgorithm> algorithms,
        KeySource keySource,
        Optional<CiClaims> ciClaims,
        Optional<Policy> explainTo) {
    /** The action that {@link #explainTo} allows, and that policies may allow to callers who sign. */
    public static final String EXPLAIN = "sallyport:ExplainWebIdentityToken";

    /** As many client ids as IAM allows a provider. */
    public static final int MAX_CLIENT_IDS = 100;

    private static final int MAX_CLIENT_ID_LENGTH = 255;

    /** @throws IllegalArgumentException when a token could never be accepted, or a client id is malformed */
    public OidcProvider {
        clientIds = List.copyOf(clientIds);
        algorithms = Set.copyOf(algorithms);
        if (clientIds.isEmpty() || clientIds.size() > MAX_CLIENT_IDS) {
            throw new IllegalArgumentException("a provider has 1 to " + MAX_CLIENT_IDS + " client ids");
        }
        for (String clientId : clientIds) {
            if (clientId.isEmpty() || clientId.length() > MAX_CLIENT_ID_LENGTH) {
                throw new IllegalArgumentException("a client id has 1 to " + MAX_CLIENT_ID_LENGTH + " characters");
            }
        }
        if (algorithms.isEmpty()) {
            throw new IllegalArgumentException("a provider has at least one algorithm, such as `RS256`");
        }
    }

    /** A provider that explains nothing. */
    public OidcProvider(
            AccountId account,
            Issuer issuer,
            List<String> clientIds,
            Set<SignatureAlgorithm> algorithms,
            KeySource keySource,
            Optional<CiClaims> ciClaims) {
        this(account, issuer, clientIds, algorithms, keySource, ciClaims, Optional.empty());
    }

    /** A provider of no kind, that explains nothing. */
    public OidcProvider(
            AccountId account,
            Issuer issuer,
            List<String> clientIds,
            Set<SignatureAlgorithm> algorithms,
            KeySource keySource) {
        this(account, issuer, clientIds, algorithms, keySource, Optional.empty());
    }

    /** {@code arn:aws:iam::account:oidc-provider/host/path}, which trust policies name as {@code Federated}. */
    public Arn arn() {
        return Arn.iam(account, "oidc-provider/" + issuer.conditionKeyPrefix());
    }
}

package dev.sallyport.gateway.state;

import dev.sallyport.identity.Arn;
import dev.sallyport.identity.UniqueId;
import java.util.Map;

/**
 * The ids that belong to a configuration.
 *
 * @param uniqueIds the id of each declared user, group and role
 * @param trustedPrincipals per role ARN, what each principal ARN of its trust policy stands for; an ARN that is not in
 *     the inner map stands for nobody
 */
public record AcceptedIdentities(Map<Arn, UniqueId> uniqueIds, Map<Arn, Map<Arn, UniqueId>> trustedPrincipals) {
    public AcceptedIdentities {
        uniqueIds = Map.copyOf(uniqueIds);
        trustedPrincipals = Map.copyOf(trustedPrincipals);
    }

    /** @throws IllegalArgumentException when {@code entity} was not declared */
    public UniqueId uniqueId(Arn entity) {
        UniqueId id = uniqueIds.get(entity);
        if (id == null) {
            throw new IllegalArgumentException("`" + entity + "` was not declared");
        }
        return id;
    }

    /** What the principals of the role's trust policy stand for, as {@code Policy.withPrincipalIds} takes it. */
    public Map<Arn, UniqueId> principalsTrustedBy(Arn role) {
        return trustedPrincipals.getOrDefault(role, Map.of());
    }
}

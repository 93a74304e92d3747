package dev.sallyport.config;

import dev.sallyport.identity.AccountId;
import dev.sallyport.oidc.OidcProvider;
import java.util.List;
import java.util.Optional;

/**
 * An account and everything in it. It has no root user.
 *
 * @param outboundWebIdentity whether its principals may have tokens by which others know them
 */
public record AccountEntry(
        AccountId id,
        Optional<String> alias,
        boolean outboundWebIdentity,
        List<UserEntry> users,
        List<GroupEntry> groups,
        List<RoleEntry> roles,
        List<ManagedPolicy> policies,
        List<OidcProvider> oidcProviders) {
    public AccountEntry {
        users = List.copyOf(users);
        groups = List.copyOf(groups);
        roles = List.copyOf(roles);
        policies = List.copyOf(policies);
        oidcProviders = List.copyOf(oidcProviders);
    }
}

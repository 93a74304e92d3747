package dev.sallyport.config;

import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Tags;
import dev.sallyport.policy.Policy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A role as the files say; its unique id is the store's.
 *
 * @param trust who may become this role, by name: the store binds user and role principals to unique ids
 * @param policies its inline policies and its attached ones
 * @param singleUseTokens whether it takes each web identity token once
 */
public record RoleEntry(
        AccountId account,
        String path,
        String name,
        Policy trust,
        Duration maxSessionDuration,
        List<Policy> policies,
        Optional<Policy> boundary,
        Tags tags,
        boolean singleUseTokens,
        Optional<BreakGlassEntry> breakGlass) {
    public RoleEntry {
        policies = List.copyOf(policies);
    }

    public Arn arn() {
        return Arn.iam(account, "role" + path + name);
    }
}

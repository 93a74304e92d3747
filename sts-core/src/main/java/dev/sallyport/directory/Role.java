package dev.sallyport.directory;

import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Tags;
import dev.sallyport.identity.UniqueId;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.PolicyList;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A role as decisions see it.
 *
 * @param trust who may become this role; its user and role principals are bound to unique ids
 * @param maxSession the longest session that may be asked for, one to twelve hours
 * @param breakGlass for a role of emergencies
 */
public record Role(
        AccountId account,
        String path,
        String name,
        UniqueId id,
        Policy trust,
        List<Policy> policies,
        Optional<Policy> boundary,
        Tags tags,
        Duration maxSession,
        Optional<BreakGlass> breakGlass) {
    public Role {
        policies = PolicyList.of(policies);
    }

    /** With its path, unlike the ARN of a session of this role. */
    public Arn arn() {
        return Arn.iam(account, "role" + path + name);
    }
}

package dev.sallyport.directory;

import dev.sallyport.identity.Principal;
import dev.sallyport.identity.Tags;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.PolicyList;
import java.util.List;
import java.util.Optional;

/**
 * A user as decisions see it.
 *
 * @param policies its own, inline and attached, and those of its groups
 */
public record User(Principal.User principal, Tags tags, List<Policy> policies, Optional<Policy> boundary) {
    public User {
        policies = PolicyList.of(policies);
    }
}

package dev.sallyport.role;

import dev.sallyport.directory.Role;
import dev.sallyport.identity.Tags;
import dev.sallyport.policy.Policy;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What is asked of a role, after the syntax of every parameter has been checked.
 *
 * @param sessionPolicy an inline session policy, which can only narrow the session
 * @param freshMfa whether a code of the caller's own device was checked and spent in this call
 */
public record RoleRequest(
        Role role,
        String sessionName,
        Optional<Duration> duration,
        Optional<Policy> sessionPolicy,
        Tags tags,
        Set<String> transitiveTagKeys,
        Optional<String> externalId,
        Optional<String> sourceIdentity,
        boolean freshMfa) {
    public RoleRequest {
        transitiveTagKeys = Set.copyOf(transitiveTagKeys);
    }
}

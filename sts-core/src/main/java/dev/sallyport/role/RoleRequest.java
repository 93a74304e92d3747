package dev.sallyport.role;

import dev.sallyport.directory.Role;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Tags;
import dev.sallyport.policy.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is asked of a role, after the syntax of every parameter has been checked.
 *
 * @param sessionPolicy an inline session policy, which can only narrow the session
 * @param managedSessionPolicies managed policies by ARN, which together with the inline one can only narrow the session
 * @param freshMfa whether a code of the caller's own device was checked and spent in this call
 * @param latestEnd when the session is over whatever is asked for: that of the caller, where it came through a break-glass role
 */
public record RoleRequest(
        Role role,
        String sessionName,
        Optional<Duration> duration,
        Optional<Policy> sessionPolicy,
        List<Arn> managedSessionPolicies,
        Tags tags,
        Set<String> transitiveTagKeys,
        Optional<String> externalId,
        Optional<String> sourceIdentity,
        boolean freshMfa,
        Optional<Instant> latestEnd) {
    public RoleRequest {
        managedSessionPolicies = List.copyOf(managedSessionPolicies);
        transitiveTagKeys = Set.copyOf(transitiveTagKeys);
    }
}

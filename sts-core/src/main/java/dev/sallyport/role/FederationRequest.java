package dev.sallyport.role;

import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Tags;
import dev.sallyport.policy.Policy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a user asks for whom it lets in under its own permissions.
 *
 * @param name of the federated user
 * @param sessionPolicy an inline session policy; without any session policy the session may do nothing
 * @param managedSessionPolicies managed policies by ARN
 */
public record FederationRequest(
        String name, Duration duration, Optional<Policy> sessionPolicy, List<Arn> managedSessionPolicies, Tags tags) {
    public FederationRequest {
        managedSessionPolicies = List.copyOf(managedSessionPolicies);
    }
}

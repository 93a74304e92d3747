package dev.sallyport.directory;

import dev.sallyport.identity.Principal;
import dev.sallyport.identity.Tags;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.PolicyList;
import java.util.List;
import java.util.Optional;

/**
 * Who a credential stands for, with everything a decision about it needs. STS, proxy and filter decide on the same
 * value, wherever it came from.
 *
 * @param tags those of the user, or of the role overridden by those of the session
 * @param identityPolicies those of the user and its groups, or of the role; read when the request is made
 * @param sessionPolicies those passed when the session was issued; empty when none were
 * @param session absent for a long-term key
 */
public record Caller(
        Principal principal,
        Tags tags,
        List<Policy> identityPolicies,
        Optional<Policy> boundary,
        List<Policy> sessionPolicies,
        Optional<SessionFacts> session) {
    public Caller {
        identityPolicies = PolicyList.of(identityPolicies);
        sessionPolicies = PolicyList.of(sessionPolicies);
    }

    /** A user by long-term key. */
    public static Caller of(User user) {
        return new Caller(user.principal(), user.tags(), user.policies(), user.boundary(), List.of(), Optional.empty());
    }

    /** Whether these are credentials of a role session, from which a further AssumeRole is chaining. */
    public boolean isRoleSession() {
        return principal instanceof Principal.RoleSession;
    }
}

package dev.sallyport.gateway.auth;

import dev.sallyport.directory.Directory;
import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Principal;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.PolicyType;
import dev.sallyport.session.SessionClaims;
import java.util.ArrayList;
import java.util.List;

/**
 * The session policies of a session: inline ones as they were when it was issued, managed ones as they are now.
 *
 * <p>An empty list would mean that nothing restricts the session. So where a restriction was asked for and is not there
 * any more, and where a federated user was given none, a policy stands in that allows nothing.
 */
public final class SessionPolicies {
    private static final Policy NOTHING = Policy.parse(
            PolicyType.SESSION,
            "no session policy",
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"NotAction\":\"*\",\"Resource\":\"*\"}}");

    private SessionPolicies() {}

    static List<Policy> of(SessionClaims claims, Directory directory) {
        List<Policy> policies = new ArrayList<>();
        for (String json : claims.inlineSessionPolicies()) {
            policies.add(Policy.parse(PolicyType.SESSION, "session policy", json));
        }
        claims.managedSessionPolicies()
                .forEach(arn -> directory.sessionPolicy(arn).ifPresent(policies::add));
        boolean restricted = claims.hasSessionPolicies() || claims.principal() instanceof Principal.FederatedUser;
        return restricted && policies.isEmpty() ? List.of(NOTHING) : policies;
    }

    /**
     * Refuses managed session policies that are not policies of {@code account}. To be asked once the caller may have the
     * session: whoever may not learns nothing of an account's policies.
     *
     * @throws ApiException {@code MalformedPolicyDocument}
     */
    public static void require(List<Arn> managed, AccountId account, Directory directory) {
        for (Arn arn : managed) {
            if (!arn.account().equals(account.digits())
                    || directory.sessionPolicy(arn).isEmpty()) {
                throw new ApiException(
                        ApiError.MALFORMED_POLICY_DOCUMENT, "Policy " + arn + " does not exist or is not attachable.");
            }
        }
    }
}

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
import java.util.Optional;

/**
 * The session policies of a session: inline ones as they were when it was issued, managed ones as they are now.
 *
 * <p>An empty list would mean that nothing restricts the session. So where a federated user was given none, a policy stands in
 * that allows nothing. It also stands in for all of them as soon as one is not there any more: what that one denied, another
 * might allow.
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
        for (Arn arn : claims.managedSessionPolicies()) {
            Optional<Policy> managed = directory.sessionPolicy(arn);
            if (managed.isEmpty()) {
                return List.of(NOTHING);
            }
            policies.add(managed.get());
        }
        return policies.isEmpty() && claims.principal() instanceof Principal.FederatedUser
                ? List.of(NOTHING)
                : policies;
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

package dev.sallyport.config;

import dev.sallyport.policy.PolicyType;
import java.util.Optional;

/**
 * What a policy test wants of a decision. What is empty is not asked for.
 *
 * @param explicit of a denial, whether a Deny statement has to be its reason
 * @param stoppedBy of a denial, the type of the policy that has to deny, or that has to lack an Allow
 * @param statement the Sid of a statement that has to decide
 * @param policy the id of a policy of which a statement has to decide
 */
public record PolicyExpectation(
        boolean allowed,
        Optional<Boolean> explicit,
        Optional<PolicyType> stoppedBy,
        Optional<String> statement,
        Optional<String> policy) {
    public PolicyExpectation {
        if (allowed && (explicit.isPresent() || stoppedBy.isPresent())) {
            throw new IllegalArgumentException(
                    "`deny` and `stopped-by` are about a denial, and `allowed` is expected; leave them out");
        }
        if (explicit.isPresent() && !explicit.get() && (statement.isPresent() || policy.isPresent())) {
            throw new IllegalArgumentException(
                    "an implicit denial comes from no statement; leave `statement` and `policy` out");
        }
    }
}

package dev.sallyport.policy.naive;

import dev.sallyport.policy.PolicyType;
import java.util.Set;

/**
 * What is decided, and by which type of policy.
 *
 * @param stoppedBy the types that may be named for a denial: one where the reference says which, all that would do where
 *     it does not; empty when allowed
 */
public record NaiveVerdict(Outcome outcome, Set<PolicyType> stoppedBy) {
    /** The three answers a policy evaluation can have. */
    public enum Outcome {
        ALLOWED,
        IMPLICIT_DENY,
        EXPLICIT_DENY
    }

    static NaiveVerdict allowed() {
        return new NaiveVerdict(Outcome.ALLOWED, Set.of());
    }

    static NaiveVerdict explicit(PolicyType by) {
        return new NaiveVerdict(Outcome.EXPLICIT_DENY, Set.of(by));
    }

    static NaiveVerdict implicit(Set<PolicyType> by) {
        return new NaiveVerdict(Outcome.IMPLICIT_DENY, Set.copyOf(by));
    }
}

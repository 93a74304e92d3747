package dev.sallyport.policy.cases;

import java.util.List;

/**
 * What one case came to.
 *
 * @param got what we answered, in the words of the case format
 * @param reasons why, for whoever looks into a failure
 */
public record CaseResult(PolicyCase policyCase, Outcome outcome, String got, String expected, List<String> reasons) {
    /** Passed, failed, or of a kind that waits for something that does not exist yet. */
    public enum Outcome {
        PASSED,
        FAILED,
        PENDING
    }

    static CaseResult compare(PolicyCase policyCase, boolean same, String got, String expected, List<String> reasons) {
        return new CaseResult(policyCase, same ? Outcome.PASSED : Outcome.FAILED, got, expected, List.copyOf(reasons));
    }
}

package dev.sallyport.gateway.cli.policy;

import dev.sallyport.policy.compare.PolicyDifference;
import java.util.List;

/**
 * What came of comparing two policies.
 *
 * @param equivalent whether they are one document, written in two ways
 * @param requests how many they were asked about
 * @param derived whether those were made from the two, and not given
 */
public record PolicyComparison(
        String before,
        String after,
        boolean equivalent,
        int requests,
        boolean derived,
        List<PolicyDifference> differences) {
    public PolicyComparison {
        differences = List.copyOf(differences);
    }
}

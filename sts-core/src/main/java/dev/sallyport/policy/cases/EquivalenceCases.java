package dev.sallyport.policy.cases;

import dev.sallyport.policy.compare.PolicyEquivalence;
import java.util.List;
import java.util.Set;

/** Kind {@code equivalence}: whether two documents say the same in two ways. */
final class EquivalenceCases {
    private EquivalenceCases() {}

    static CaseResult run(PolicyCase policyCase) {
        Fields given = policyCase.given();
        given.refuseUnknown(Set.of("a", "b"));
        policyCase.expect().refuseUnknown(Set.of("equivalent"));
        boolean got = PolicyEquivalence.equivalent(given.require("a"), given.require("b"));
        boolean expected = policyCase.expect().flag("equivalent");
        return CaseResult.compare(
                policyCase, got == expected, "equivalent: " + got, "equivalent: " + expected, List.of());
    }
}

package dev.sallyport.policy.simulate;

import dev.sallyport.policy.Policy;
import dev.sallyport.policy.PolicySet;
import dev.sallyport.policy.PolicyType;
import java.util.List;

/** Above which a policy that only limits shows what it lets through. */
public final class AllowEverything {
    /** One identity policy that allows everything, and nothing else. */
    public static final PolicySet POLICIES = PolicySet.ofIdentity(List.of(Policy.parse(
            PolicyType.IDENTITY,
            "everything",
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}")));

    private AllowEverything() {}
}

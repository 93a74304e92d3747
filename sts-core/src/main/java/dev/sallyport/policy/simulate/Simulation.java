package dev.sallyport.policy.simulate;

import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Principal;
import dev.sallyport.policy.ConditionContext;
import dev.sallyport.policy.PolicySet;
import java.util.List;
import java.util.Optional;

/**
 * What is asked: each action on each resource.
 *
 * @param resources where none is named, {@code *}
 */
public record Simulation(
        PolicySet policies,
        Principal principal,
        List<String> actions,
        List<String> resources,
        Optional<AccountId> resourceAccount,
        ConditionContext context) {
    static final List<String> NO_RESOURCE = List.of("*");

    public Simulation {
        actions = List.copyOf(actions);
        resources = resources.isEmpty() ? NO_RESOURCE : List.copyOf(resources);
    }
}

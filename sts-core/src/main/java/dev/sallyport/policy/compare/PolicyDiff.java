package dev.sallyport.policy.compare;

import dev.sallyport.policy.AuthorizationRequest;
import dev.sallyport.policy.Decision;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.PolicyEvaluator;
import dev.sallyport.policy.PolicySet;
import dev.sallyport.policy.PolicyType;
import dev.sallyport.policy.simulate.AllowEverything;
import java.util.List;
import java.util.Optional;

/**
 * What a second policy allows or denies that a first one does not, on a set of requests. Two policies that decide alike on
 * all of them may still differ on another: only {@link PolicyEquivalence} says more, and only of some that are the same.
 *
 * <p>Each policy is asked alone. One of a type that allows nothing by itself (a boundary, a service control policy) is
 * asked together with an identity policy that allows everything.
 */
public final class PolicyDiff {
    private PolicyDiff() {}

    /**
     * Requests made from the two policies, at most 20,000: each statement's actions, resources, principals and condition
     * values, and what stands beside them.
     */
    public static List<AuthorizationRequest> requests(Policy before, Policy after) {
        boolean ofResource = before.type() == PolicyType.RESOURCE || before.type() == PolicyType.TRUST;
        return SampleRequests.of(List.of(before, after), ofResource);
    }

    /** @throws IllegalArgumentException when the policies are of different types */
    public static List<PolicyDifference> differences(Policy before, Policy after, List<AuthorizationRequest> requests) {
        if (before.type() != after.type()) {
            throw new IllegalArgumentException("a " + before.type().displayName() + " and a "
                    + after.type().displayName() + " are never asked the same");
        }
        return requests.stream()
                .map(request -> new PolicyDifference(request, decide(before, request), decide(after, request)))
                .filter(difference -> !verdict(difference.before()).equals(verdict(difference.after())))
                .toList();
    }

    /** {@code allowed}, {@code implicitDeny} or {@code explicitDeny}: the words of policy simulation. */
    public static String verdict(Decision decision) {
        if (decision instanceof Decision.Denied denied) {
            return denied.explicit() ? "explicitDeny" : "implicitDeny";
        }
        return "allowed";
    }

    private static Decision decide(Policy policy, AuthorizationRequest request) {
        return PolicyEvaluator.evaluate(alone(policy, request), request);
    }

    private static PolicySet alone(Policy policy, AuthorizationRequest request) {
        PolicySet everything = AllowEverything.POLICIES;
        return switch (policy.type()) {
            case IDENTITY -> PolicySet.ofIdentity(List.of(policy));
            case BOUNDARY -> everything.withBoundary(Optional.of(policy));
            case SESSION -> everything.withSession(List.of(policy));
            // Within one account the identity policy would allow what the resource's policy does not.
            case RESOURCE, TRUST ->
                (request.resourceAccount().isPresent() ? everything : PolicySet.NONE).withResource(Optional.of(policy));
            case SERVICE_CONTROL -> everything.withServiceControl(List.of(List.of(policy)));
            case RESOURCE_CONTROL -> everything.withResourceControl(List.of(List.of(policy)));
            case ENDPOINT -> everything.withEndpoint(List.of(policy));
        };
    }
}

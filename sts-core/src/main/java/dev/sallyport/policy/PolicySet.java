package dev.sallyport.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Every policy that applies to one principal and one resource. An absent boundary, session policy, level or endpoint
 * policy restricts nothing; an absent identity or resource policy allows nothing.
 *
 * @param identity the user's and its groups', or the role's
 * @param session the inline and managed session policies of one session, which together allow what any of them allows;
 *     whoever makes sessions that have no permissions without one (GetFederationToken) must not leave it empty
 * @param resource the resource's policy, or the trust policy of the role that is to be assumed
 * @param serviceControl the policies of each level, root first; each level must allow
 * @param resourceControl as {@code serviceControl}, of the resource's organisation
 * @param endpoint the policies of the endpoint the request came through, which together allow what any of them allows
 */
public record PolicySet(
        List<Policy> identity,
        Optional<Policy> boundary,
        List<Policy> session,
        Optional<Policy> resource,
        List<List<Policy>> serviceControl,
        List<List<Policy>> resourceControl,
        List<Policy> endpoint) {
    /** No policy at all, which allows nothing. */
    public static final PolicySet NONE =
            new PolicySet(List.of(), Optional.empty(), List.of(), Optional.empty(), List.of(), List.of(), List.of());

    /** @throws IllegalArgumentException when a policy stands where its type does not belong */
    public PolicySet {
        identity = checked(identity, PolicyType.IDENTITY);
        boundary.ifPresent(policy -> require(policy, PolicyType.BOUNDARY));
        session = checked(session, PolicyType.SESSION);
        resource.ifPresent(policy -> {
            if (policy.type() != PolicyType.RESOURCE) {
                require(policy, PolicyType.TRUST);
            }
        });
        serviceControl = checkedLevels(serviceControl, PolicyType.SERVICE_CONTROL);
        resourceControl = checkedLevels(resourceControl, PolicyType.RESOURCE_CONTROL);
        endpoint = checked(endpoint, PolicyType.ENDPOINT);
    }

    public static PolicySet ofIdentity(List<Policy> identity) {
        return NONE.withIdentity(identity);
    }

    public PolicySet withIdentity(List<Policy> policies) {
        return new PolicySet(policies, boundary, session, resource, serviceControl, resourceControl, endpoint);
    }

    public PolicySet withBoundary(Optional<Policy> policy) {
        return new PolicySet(identity, policy, session, resource, serviceControl, resourceControl, endpoint);
    }

    public PolicySet withSession(List<Policy> policies) {
        return new PolicySet(identity, boundary, policies, resource, serviceControl, resourceControl, endpoint);
    }

    public PolicySet withResource(Optional<Policy> policy) {
        return new PolicySet(identity, boundary, session, policy, serviceControl, resourceControl, endpoint);
    }

    public PolicySet withServiceControl(List<List<Policy>> levels) {
        return new PolicySet(identity, boundary, session, resource, levels, resourceControl, endpoint);
    }

    public PolicySet withResourceControl(List<List<Policy>> levels) {
        return new PolicySet(identity, boundary, session, resource, serviceControl, levels, endpoint);
    }

    public PolicySet withEndpoint(List<Policy> policies) {
        return new PolicySet(identity, boundary, session, resource, serviceControl, resourceControl, policies);
    }

    /** All of them, in the order in which AWS names the policy that denied. */
    public List<Policy> all() {
        List<Policy> all = new ArrayList<>();
        serviceControl.forEach(all::addAll);
        resourceControl.forEach(all::addAll);
        all.addAll(endpoint);
        resource.ifPresent(all::add);
        all.addAll(identity);
        boundary.ifPresent(all::add);
        all.addAll(session);
        return all;
    }

    private static List<List<Policy>> checkedLevels(List<List<Policy>> levels, PolicyType type) {
        List<List<Policy>> checked = new ArrayList<>(levels.size());
        for (List<Policy> level : levels) {
            checked.add(checked(level, type));
        }
        return List.copyOf(checked);
    }

    private static PolicyList checked(List<Policy> policies, PolicyType type) {
        PolicyList compiled = PolicyList.of(policies);
        for (int i = 0; i < compiled.size(); i++) {
            require(compiled.get(i), type);
        }
        return compiled;
    }

    private static void require(Policy policy, PolicyType type) {
        if (policy.type() != type) {
            throw new IllegalArgumentException(policy + " stands in the place of a " + type.displayName());
        }
    }
}

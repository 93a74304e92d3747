package dev.sallyport.policy.simulate;

import dev.sallyport.policy.AuthorizationRequest;
import dev.sallyport.policy.Decision;
import dev.sallyport.policy.KeyUse;
import dev.sallyport.policy.MatchedStatement;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.PolicyEvaluator;
import dev.sallyport.policy.PolicySet;
import dev.sallyport.policy.PolicyType;
import dev.sallyport.policy.simulate.SimulationResult.Ceilings;
import dev.sallyport.policy.simulate.SimulationResult.ResourceResult;
import dev.sallyport.policy.simulate.SimulationResult.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** SimulateCustomPolicy: one result per action, in the order asked. */
public final class PolicySimulator {
    private PolicySimulator() {}

    public static List<SimulationResult> simulate(Simulation simulation) {
        List<SimulationResult> results = new ArrayList<>();
        for (String action : simulation.actions()) {
            results.add(simulate(simulation, action));
        }
        return results;
    }

    private static SimulationResult simulate(Simulation simulation, String action) {
        List<ResourceResult> each = new ArrayList<>();
        for (String resource : simulation.resources()) {
            each.add(simulate(simulation, action, resource));
        }
        Verdict worst = Verdict.ALLOWED;
        Set<MatchedStatement> matched = new LinkedHashSet<>();
        Set<String> missing = new LinkedHashSet<>();
        Ceilings ceilings = each.get(0).ceilings();
        for (ResourceResult one : each) {
            worst = one.decision().compareTo(worst) > 0 ? one.decision() : worst;
            matched.addAll(one.matched());
            missing.addAll(one.missingContextValues());
            ceilings = ceilings.and(one.ceilings());
        }
        return new SimulationResult(
                action,
                each.size() > 1 ? ResourceTemplate.of(action) : each.get(0).resource(),
                worst,
                List.copyOf(matched),
                List.copyOf(missing),
                ceilings,
                simulation.resources().equals(Simulation.NO_RESOURCE) ? List.of() : each);
    }

    private static ResourceResult simulate(Simulation simulation, String action, String resource) {
        PolicySet policies = simulation.policies();
        AuthorizationRequest request = new AuthorizationRequest(
                simulation.principal(), action, resource, simulation.resourceAccount(), simulation.context());
        Decision decision = PolicyEvaluator.explain(policies, request);
        List<MatchedStatement> by = List.of();
        List<String> missing = List.of();
        if (decision instanceof Decision.Denied denied) {
            by = denied.by();
            missing = denied.missingKeys().stream()
                    .map(key -> written(key, policies))
                    .toList();
        } else if (decision instanceof Decision.Allowed allowed) {
            by = allowed.by();
        }
        return new ResourceResult(
                resource,
                verdict(decision),
                by.stream()
                        .filter(statement -> statement.policyType() != PolicyType.SERVICE_CONTROL)
                        .toList(),
                missing,
                ceilings(policies, request));
    }

    /** Each type of ceiling alone, above an identity policy that allows everything. */
    private static Ceilings ceilings(PolicySet policies, AuthorizationRequest request) {
        // In the principal's own account: another account's resource would have to allow it too.
        AuthorizationRequest own = new AuthorizationRequest(
                request.principal(), request.action(), request.resource(), Optional.empty(), request.context());
        PolicySet everything = AllowEverything.POLICIES;
        return new Ceilings(
                policies.boundary()
                        .map(boundary -> PolicyEvaluator.evaluate(everything.withBoundary(Optional.of(boundary)), own)
                                .isAllowed()),
                policies.serviceControl().isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                PolicyEvaluator.evaluate(everything.withServiceControl(policies.serviceControl()), own)
                                        .isAllowed()));
    }

    private static Verdict verdict(Decision decision) {
        if (decision instanceof Decision.Denied denied) {
            return denied.explicit() ? Verdict.EXPLICIT_DENY : Verdict.IMPLICIT_DENY;
        }
        return Verdict.ALLOWED;
    }

    /** The key as the first policy that reads it has it. */
    private static String written(String lowerKey, PolicySet policies) {
        for (Policy policy : policies.all()) {
            for (KeyUse use : policy.keyUses()) {
                if (use.key().equals(lowerKey)) {
                    return use.written();
                }
            }
        }
        return lowerKey;
    }
}

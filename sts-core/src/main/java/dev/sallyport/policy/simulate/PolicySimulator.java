package dev.sallyport.policy.simulate;

import dev.sallyport.policy.AuthorizationRequest;
import dev.sallyport.policy.Decision;
import dev.sallyport.policy.KeyUse;
import dev.sallyport.policy.MatchedStatement;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.PolicyEvaluator;
import dev.sallyport.policy.PolicySet;
import dev.sallyport.policy.simulate.SimulationResult.ResourceResult;
import dev.sallyport.policy.simulate.SimulationResult.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
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
        Verdict worst = Verdict.ALLOWED;
        Set<MatchedStatement> matched = new LinkedHashSet<>();
        Set<String> missing = new LinkedHashSet<>();
        List<ResourceResult> each = new ArrayList<>();
        for (String resource : simulation.resources()) {
            Decision decision = PolicyEvaluator.explain(
                    simulation.policies(),
                    new AuthorizationRequest(
                            simulation.principal(),
                            action,
                            resource,
                            simulation.resourceAccount(),
                            simulation.context()));
            Verdict verdict = verdict(decision);
            worst = verdict.compareTo(worst) > 0 ? verdict : worst;
            each.add(new ResourceResult(resource, verdict));
            if (decision instanceof Decision.Denied denied) {
                matched.addAll(denied.by());
                denied.missingKeys().forEach(key -> missing.add(written(key, simulation.policies())));
            } else if (decision instanceof Decision.Allowed allowed) {
                matched.addAll(allowed.by());
            }
        }
        boolean several = each.size() > 1;
        return new SimulationResult(
                action,
                several ? ResourceTemplate.of(action) : each.get(0).resource(),
                worst,
                List.copyOf(matched),
                List.copyOf(missing),
                several ? each : List.of());
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

package dev.sallyport.benchmarks.peers;

import com.cedarpolicy.BasicAuthorizationEngine;
import com.cedarpolicy.model.AuthorizationRequest;
import com.cedarpolicy.model.AuthorizationSuccessResponse;
import com.cedarpolicy.model.entity.Entity;
import com.cedarpolicy.model.exception.AuthException;
import com.cedarpolicy.model.exception.CacheException;
import com.cedarpolicy.model.policy.Policy;
import com.cedarpolicy.model.policy.PolicySet;
import com.cedarpolicy.value.EntityTypeName;
import com.cedarpolicy.value.EntityUID;
import com.cedarpolicy.value.IpAddress;
import com.cedarpolicy.value.PrimString;
import com.cedarpolicy.value.Value;
import dev.sallyport.benchmarks.engine.Engine;
import dev.sallyport.benchmarks.workload.CedarText;
import dev.sallyport.benchmarks.workload.Outcome;
import dev.sallyport.benchmarks.workload.Question;
import dev.sallyport.benchmarks.workload.Role;
import dev.sallyport.benchmarks.workload.Rule;
import dev.sallyport.benchmarks.workload.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One policy set per role, kept parsed on the native side. Its requests are made before the clock starts, and no entity is
 * needed: everything a policy reads is in the context.
 */
final class CedarEngine implements Engine<CedarEngine.Request> {
    record Request(int role, AuthorizationRequest request) {}

    private static final EntityTypeName ROLE = EntityTypeName.parse("Role").orElseThrow();
    private static final EntityTypeName ACTION = EntityTypeName.parse("Action").orElseThrow();
    private static final EntityTypeName RESOURCE = EntityTypeName.parse("Resource").orElseThrow();
    private static final Set<Entity> NONE = Set.of();

    /** More than any workload has roles: a set leaves the cache only when its object here is collected. */
    private static final int MAX_SETS = 10_000;

    private final BasicAuthorizationEngine engine = new BasicAuthorizationEngine();
    private final List<PolicySet> sets = new ArrayList<>();
    private final List<EntityUID> principals = new ArrayList<>();

    CedarEngine(Workload workload) {
        PolicySet.setCacheMaxPolicySets(MAX_SETS);
        for (Role role : workload.roles()) {
            principals.add(ROLE.of(role.name()));
            sets.add(set(role.rules()));
        }
    }

    private static PolicySet set(List<Rule> rules) {
        Set<Policy> policies = new LinkedHashSet<>();
        for (int i = 0; i < rules.size(); i++) {
            policies.add(new Policy(CedarText.policy(rules.get(i)), "p" + i));
        }
        PolicySet set = new PolicySet(policies);
        try {
            set.cache();
        } catch (CacheException unreadable) {
            throw new IllegalStateException(unreadable);
        }
        return set;
    }

    @Override
    public Request prepare(Question question) {
        Map<String, Value> context = new HashMap<>();
        question.context().forEach((key, value) -> context.put(
                CedarText.attribute(key),
                key.equals("aws:SourceIp") ? new IpAddress(value) : new PrimString(value)));
        context.put("arn", new PrimString(question.resource()));
        return new Request(
                question.role(),
                new AuthorizationRequest(
                        principals.get(question.role()),
                        ACTION.of(question.action()),
                        RESOURCE.of(question.resource()),
                        context));
    }

    @Override
    public Outcome decide(Request request) {
        try {
            AuthorizationSuccessResponse answer = engine.isAuthorized(request.request(), sets.get(request.role()), NONE)
                    .success
                    .orElseThrow();
            if (answer.isAllowed()) {
                return Outcome.ALLOW;
            }
            return answer.getReason().isEmpty() ? Outcome.IMPLICIT_DENY : Outcome.EXPLICIT_DENY;
        } catch (AuthException refused) {
            throw new IllegalStateException(refused);
        }
    }
}

package dev.sallyport.benchmarks.engine;

import dev.sallyport.benchmarks.workload.IamText;
import dev.sallyport.benchmarks.workload.Outcome;
import dev.sallyport.benchmarks.workload.Question;
import dev.sallyport.benchmarks.workload.Role;
import dev.sallyport.benchmarks.workload.Workload;
import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Principal;
import dev.sallyport.identity.UniqueId;
import dev.sallyport.policy.AuthorizationRequest;
import dev.sallyport.policy.ConditionContext;
import dev.sallyport.policy.Decision;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.PolicyEvaluator;
import dev.sallyport.policy.PolicySet;
import dev.sallyport.policy.PolicyType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The subject: {@code PolicyEvaluator.evaluate} with the policies of the asking role. */
public final class SallyportEngine implements Engine<SallyportEngine.Request> {
    private static final AccountId ACCOUNT = new AccountId(IamText.ACCOUNT);

    /** What the gateway has when it asks: who, what, and the condition keys. */
    public record Request(Principal.RoleSession principal, String action, String resource, ConditionContext context) {}

    private final List<Principal.RoleSession> principals = new ArrayList<>();
    private final Map<UniqueId, PolicySet> policies = new HashMap<>();
    private final @Nullable PolicySet only;

    public SallyportEngine(Workload workload) {
        for (int i = 0; i < workload.roles().size(); i++) {
            Role role = workload.roles().get(i);
            UniqueId id = new UniqueId(String.format(Locale.ROOT, "AROA%017d", i));
            principals.add(new Principal.RoleSession(ACCOUNT, "/", role.name(), id, "session"));
            policies.put(id, compile(role));
        }
        this.only = policies.size() == 1 ? policies.values().iterator().next() : null;
    }

    /** The policies of one role, parsed and compiled. */
    public static PolicySet compile(Role role) {
        List<Policy> identity = new ArrayList<>();
        for (int i = 0; i < role.policies().size(); i++) {
            identity.add(Policy.parse(
                    PolicyType.IDENTITY,
                    role.name() + "-" + i,
                    IamText.document(role.policies().get(i))));
        }
        return PolicySet.ofIdentity(identity);
    }

    @Override
    public Request prepare(Question question) {
        ConditionContext.Builder context = ConditionContext.builder();
        question.context().forEach(context::put);
        return new Request(principals.get(question.role()), question.action(), question.resource(), context.build());
    }

    @Override
    public Outcome decide(Request request) {
        // With one role its policies are at hand; in a store they are looked up by who asks.
        PolicySet attached =
                only != null ? only : policies.getOrDefault(request.principal().roleId(), PolicySet.NONE);
        Decision decision = PolicyEvaluator.evaluate(
                attached,
                new AuthorizationRequest(
                        request.principal(),
                        request.action(),
                        request.resource(),
                        Optional.empty(),
                        request.context()));
        if (decision instanceof Decision.Denied denied) {
            return denied.explicit() ? Outcome.EXPLICIT_DENY : Outcome.IMPLICIT_DENY;
        }
        return Outcome.ALLOW;
    }
}

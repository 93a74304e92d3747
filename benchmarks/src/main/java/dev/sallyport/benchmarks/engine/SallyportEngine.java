package dev.sallyport.benchmarks.engine;

import dev.sallyport.benchmarks.workload.IamText;
import dev.sallyport.benchmarks.workload.Outcome;
import dev.sallyport.benchmarks.workload.Question;
import dev.sallyport.benchmarks.workload.Workload;
import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Principal;
import dev.sallyport.policy.AuthorizationRequest;
import dev.sallyport.policy.ConditionContext;
import dev.sallyport.policy.Decision;
import dev.sallyport.policy.PolicyEvaluator;
import dev.sallyport.policy.PolicySet;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The subject: {@code PolicyEvaluator} with the policies of the asking role. */
public final class SallyportEngine implements Engine<SallyportEngine.Request> {
    private static final AccountId ACCOUNT = new AccountId(IamText.ACCOUNT);

    /** What the gateway has when it asks: who, what, and the condition keys. */
    public record Request(Principal.RoleSession principal, String action, String resource, ConditionContext context) {}

    private final BiFunction<PolicySet, AuthorizationRequest, Decision> deciding;
    private final Directory directory;
    private final List<Principal.RoleSession> principals;
    private final @Nullable PolicySet only;

    /** @param deciding {@code evaluate} or {@code explain} */
    public SallyportEngine(Workload workload, BiFunction<PolicySet, AuthorizationRequest, Decision> deciding) {
        this.deciding = deciding;
        this.directory = Directory.of(workload.roles());
        this.principals = IntStream.range(0, workload.roles().size())
                .mapToObj(SallyportEngine::principal)
                .toList();
        this.only = workload.roles().size() == 1 ? directory.policiesOf(0) : null;
    }

    @Override
    public Request prepare(Question question) {
        return request(principals.get(question.role()), question);
    }

    /** A session of the role with that number. */
    public static Principal.RoleSession principal(int role) {
        return new Principal.RoleSession(ACCOUNT, "/", "role-" + role, Directory.id(role), "session");
    }

    public static Request request(Principal.RoleSession principal, Question question) {
        ConditionContext.Builder context = ConditionContext.builder();
        question.context().forEach(context::put);
        return new Request(principal, question.action(), question.resource(), context.build());
    }

    @Override
    public Outcome decide(Request request) {
        // With one role its policies are at hand; among many they are looked up by who asks.
        PolicySet policies = only != null ? only : directory.policiesOf(request.principal());
        return outcome(deciding.apply(policies, authorization(request)));
    }

    static Outcome decide(PolicySet policies, Request request) {
        return outcome(PolicyEvaluator.evaluate(policies, authorization(request)));
    }

    private static AuthorizationRequest authorization(Request request) {
        return new AuthorizationRequest(
                request.principal(), request.action(), request.resource(), Optional.empty(), request.context());
    }

    private static Outcome outcome(Decision decision) {
        if (decision instanceof Decision.Denied denied) {
            return denied.explicit() ? Outcome.EXPLICIT_DENY : Outcome.IMPLICIT_DENY;
        }
        return Outcome.ALLOW;
    }
}

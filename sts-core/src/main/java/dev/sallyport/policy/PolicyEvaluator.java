package dev.sallyport.policy;

import dev.sallyport.identity.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides requests, by the order of the IAM guide's "policy evaluation logic": an explicit deny anywhere ends it; then
 * everything that only restricts must allow; then somebody must grant.
 */
public final class PolicyEvaluator {
    /** Whoever can sign may learn who they are: no permission is needed, and no Deny counts (STS API reference). */
    private static final String CALLER_IDENTITY = "sts:getcalleridentity";

    private final PolicySet policies;
    private final AuthorizationRequest request;
    private final RequestFacts facts;
    private final boolean everyStatement;

    private PolicyEvaluator(PolicySet policies, AuthorizationRequest request, boolean everyStatement) {
        this.policies = policies;
        this.request = request;
        this.facts = new RequestFacts(request, policies.boundary().isPresent());
        this.everyStatement = everyStatement;
    }

    /** The decision, with as much of its reasons as deciding showed. */
    public static Decision evaluate(PolicySet policies, AuthorizationRequest request) {
        return new PolicyEvaluator(policies, request, false).decide();
    }

    /** The same decision with all of its reasons: every statement that counted and every one that nearly did. */
    public static Decision explain(PolicySet policies, AuthorizationRequest request) {
        PolicyEvaluator evaluator = new PolicyEvaluator(policies, request, true);
        Decision decision = evaluator.decide();
        if (decision instanceof Decision.Denied denied) {
            Explanation explanation = Explanation.of(policies.all(), evaluator.facts);
            return new Decision.Denied(
                    denied.explicit(),
                    denied.stoppedBy(),
                    denied.by(),
                    explanation.nearMisses(),
                    explanation.missingKeys());
        }
        return decision;
    }

    /** What the statements of one effect say: which apply, and the closest way in which they name the principal. */
    private static final class Found {
        private final List<MatchedStatement> statements = new ArrayList<>();
        private PrincipalMatch naming = PrincipalMatch.NONE;

        void add(Statement statement, PrincipalMatch how) {
            statements.add(statement.place());
            if (how.compareTo(naming) > 0) {
                naming = how;
            }
        }

        boolean any() {
            return naming != PrincipalMatch.NONE;
        }
    }

    private Decision decide() {
        if (facts.lowerAction().equals(CALLER_IDENTITY)
                && request.principal().arn().isPresent()) {
            return new Decision.Allowed(List.of());
        }
        for (List<Policy> group : groups()) {
            Found denies = find(group, Effect.DENY);
            if (denies.any()) {
                return new Decision.Denied(
                        true, denies.statements.get(0).policyType(), allDenies(denies), List.of(), new TreeSet<>());
            }
        }
        Found allows = new Found();
        PolicyType stop = restriction(allows);
        if (stop == null) {
            stop = isTrust() ? trust(allows) : grant(allows);
        }
        return stop == null
                ? new Decision.Allowed(allows.statements)
                : new Decision.Denied(false, stop, List.of(), List.of(), new TreeSet<>());
    }

    private List<MatchedStatement> allDenies(Found first) {
        if (!everyStatement) {
            return first.statements;
        }
        return find(policies.all(), Effect.DENY).statements;
    }

    private List<List<Policy>> groups() {
        List<List<Policy>> groups = new ArrayList<>(policies.serviceControl());
        groups.addAll(policies.resourceControl());
        groups.add(policies.endpoint());
        groups.add(policies.resource().map(List::of).orElse(List.of()));
        groups.add(policies.identity());
        groups.add(policies.boundary().map(List::of).orElse(List.of()));
        groups.add(policies.session());
        return groups;
    }

    private boolean isTrust() {
        return policies.resource().isPresent() && policies.resource().get().type() == PolicyType.TRUST;
    }

    /** The policies around both accounts: the type that does not allow, or null when all do. */
    private @Nullable PolicyType restriction(Found allows) {
        for (List<Policy> level : policies.resourceControl()) {
            if (!allowed(level, allows)) {
                return PolicyType.RESOURCE_CONTROL;
            }
        }
        if (request.principal().account().isPresent() && !(request.principal() instanceof Principal.WebIdentity)) {
            for (List<Policy> level : policies.serviceControl()) {
                if (!allowed(level, allows)) {
                    return PolicyType.SERVICE_CONTROL;
                }
            }
        }
        return policies.endpoint().isEmpty() || allowed(policies.endpoint(), allows) ? null : PolicyType.ENDPOINT;
    }

    /** Everything but a trust policy: what the closest naming by the resource's policy makes unnecessary. */
    private @Nullable PolicyType grant(Found allows) {
        Found byResource = find(resource(), Effect.ALLOW);
        allows.statements.addAll(byResource.statements);
        Principal principal = request.principal();
        if (principal.account().isEmpty() || principal instanceof Principal.WebIdentity) {
            return byResource.any() ? null : PolicyType.RESOURCE;
        }
        if ((request.isCrossAccount() || facts.needsResourcePolicy()) && !byResource.any()) {
            return PolicyType.RESOURCE;
        }
        if (principal instanceof Principal.AccountRoot) {
            return null;
        }
        PrincipalMatch naming = request.isCrossAccount() ? PrincipalMatch.ACCOUNT : byResource.naming;
        return switch (naming) {
            case DIRECT, EVERYBODY -> null;
            case ENTITY_OF_SESSION -> caps(allows);
            case ACCOUNT, NONE -> allowed(policies.identity(), allows) ? caps(allows) : PolicyType.IDENTITY;
        };
    }

    /**
     * A role's trust policy must always allow. The caller's boundary counts even when the caller is named, unlike with
     * other resources (IAM guide, "Modifying a role": check the user's permissions boundary); so do session policies,
     * unless the session is named itself. A user let in by {@code *} is past the boundary.
     */
    private @Nullable PolicyType trust(Found allows) {
        Found byTrust = find(resource(), Effect.ALLOW);
        if (!byTrust.any()) {
            return PolicyType.TRUST;
        }
        allows.statements.addAll(byTrust.statements);
        Principal principal = request.principal();
        if (principal.account().isEmpty() || principal instanceof Principal.WebIdentity) {
            return null;
        }
        if (request.isCrossAccount() || byTrust.naming == PrincipalMatch.ACCOUNT) {
            if (!allowed(policies.identity(), allows)) {
                return PolicyType.IDENTITY;
            }
        }
        if (principal instanceof Principal.User
                && byTrust.naming == PrincipalMatch.EVERYBODY
                && !request.isCrossAccount()) {
            return null;
        }
        if (!boundaryAllows(allows)) {
            return PolicyType.BOUNDARY;
        }
        boolean sessionNamed = byTrust.naming == PrincipalMatch.DIRECT && principal instanceof Principal.RoleSession;
        return sessionNamed || sessionAllows(allows) ? null : PolicyType.SESSION;
    }

    private @Nullable PolicyType caps(Found allows) {
        if (!boundaryAllows(allows)) {
            return PolicyType.BOUNDARY;
        }
        return sessionAllows(allows) ? null : PolicyType.SESSION;
    }

    private boolean boundaryAllows(Found allows) {
        Optional<Policy> boundary = policies.boundary();
        return boundary.isEmpty() || allowed(List.of(boundary.get()), allows);
    }

    private boolean sessionAllows(Found allows) {
        return policies.session().isEmpty() || allowed(policies.session(), allows);
    }

    private List<Policy> resource() {
        return policies.resource().map(List::of).orElse(List.of());
    }

    private boolean allowed(List<Policy> group, Found allows) {
        Found found = find(group, Effect.ALLOW);
        allows.statements.addAll(found.statements);
        return found.any();
    }

    private Found find(List<Policy> group, Effect effect) {
        Found found = new Found();
        for (int i = 0; i < group.size(); i++) {
            List<Statement> statements = group.get(i).statements();
            for (int j = 0; j < statements.size(); j++) {
                Statement statement = statements.get(j);
                if (statement.effect() != effect) {
                    continue;
                }
                PrincipalMatch naming = statement.applies(facts);
                if (naming != PrincipalMatch.NONE) {
                    found.add(statement, naming);
                    if (!everyStatement && naming == PrincipalMatch.DIRECT) {
                        return found;
                    }
                }
            }
        }
        return found;
    }
}

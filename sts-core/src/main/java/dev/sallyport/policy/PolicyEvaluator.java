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

    private Decision decide() {
        if (facts.lowerAction().equals(CALLER_IDENTITY)
                && request.principal().arn().isPresent()) {
            return new Decision.Allowed(List.of());
        }
        List<MatchedStatement> denies = new ArrayList<>(0);
        if (denied(denies)) {
            return new Decision.Denied(true, denies.get(0).policyType(), denies, List.of(), new TreeSet<>());
        }
        List<MatchedStatement> allows = new ArrayList<>();
        PolicyType stop = restriction(allows);
        if (stop == null) {
            stop = isTrust() ? trust(allows) : grant(allows);
        }
        return stop == null
                ? new Decision.Allowed(allows)
                : new Decision.Denied(false, stop, List.of(), List.of(), new TreeSet<>());
    }

    /** Whether a Deny applies, looked for in the order in which AWS names the policy that denied. */
    private boolean denied(List<MatchedStatement> denies) {
        boolean found = anyDenies(policies.serviceControl(), denies);
        if (!found || everyStatement) {
            found |= anyDenies(policies.resourceControl(), denies);
        }
        if (!found || everyStatement) {
            found |= denies(policies.endpoint(), denies);
        }
        if (!found || everyStatement) {
            found |= policies.resource().isPresent()
                    && denies(policies.resource().get(), denies);
        }
        if (!found || everyStatement) {
            found |= denies(policies.identity(), denies);
        }
        if (!found || everyStatement) {
            found |= policies.boundary().isPresent()
                    && denies(policies.boundary().get(), denies);
        }
        if (!found || everyStatement) {
            found |= denies(policies.session(), denies);
        }
        return found;
    }

    private boolean anyDenies(List<List<Policy>> levels, List<MatchedStatement> denies) {
        boolean found = false;
        for (int i = 0; i < levels.size(); i++) {
            found |= denies(levels.get(i), denies);
        }
        return found;
    }

    private boolean denies(List<Policy> group, List<MatchedStatement> denies) {
        return find(group, Effect.DENY, denies) != PrincipalMatch.NONE;
    }

    private boolean denies(Policy policy, List<MatchedStatement> denies) {
        return find(policy, Effect.DENY, denies) != PrincipalMatch.NONE;
    }

    private boolean isTrust() {
        return policies.resource().isPresent() && policies.resource().get().type() == PolicyType.TRUST;
    }

    /** The policies around both accounts: the type that does not allow, or null when all do. */
    private @Nullable PolicyType restriction(List<MatchedStatement> allows) {
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
    private @Nullable PolicyType grant(List<MatchedStatement> allows) {
        PrincipalMatch byResource = allowedByResource(allows);
        boolean named = byResource != PrincipalMatch.NONE;
        Principal principal = request.principal();
        if (principal.account().isEmpty() || principal instanceof Principal.WebIdentity) {
            return named ? null : PolicyType.RESOURCE;
        }
        if ((request.isCrossAccount() || facts.needsResourcePolicy()) && !named) {
            return PolicyType.RESOURCE;
        }
        if (principal instanceof Principal.AccountRoot) {
            return null;
        }
        PrincipalMatch naming = request.isCrossAccount() ? PrincipalMatch.ACCOUNT : byResource;
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
    private @Nullable PolicyType trust(List<MatchedStatement> allows) {
        PrincipalMatch byTrust = allowedByResource(allows);
        if (byTrust == PrincipalMatch.NONE) {
            return PolicyType.TRUST;
        }
        Principal principal = request.principal();
        if (principal.account().isEmpty() || principal instanceof Principal.WebIdentity) {
            return null;
        }
        if (request.isCrossAccount() || byTrust == PrincipalMatch.ACCOUNT) {
            if (!allowed(policies.identity(), allows)) {
                return PolicyType.IDENTITY;
            }
        }
        if (principal instanceof Principal.User && byTrust == PrincipalMatch.EVERYBODY && !request.isCrossAccount()) {
            return null;
        }
        if (!boundaryAllows(allows)) {
            return PolicyType.BOUNDARY;
        }
        boolean sessionNamed = byTrust == PrincipalMatch.DIRECT && principal instanceof Principal.RoleSession;
        return sessionNamed || sessionAllows(allows) ? null : PolicyType.SESSION;
    }

    private @Nullable PolicyType caps(List<MatchedStatement> allows) {
        if (!boundaryAllows(allows)) {
            return PolicyType.BOUNDARY;
        }
        return sessionAllows(allows) ? null : PolicyType.SESSION;
    }

    private boolean boundaryAllows(List<MatchedStatement> allows) {
        Optional<Policy> boundary = policies.boundary();
        return boundary.isEmpty() || find(boundary.get(), Effect.ALLOW, allows) != PrincipalMatch.NONE;
    }

    private boolean sessionAllows(List<MatchedStatement> allows) {
        return policies.session().isEmpty() || allowed(policies.session(), allows);
    }

    private boolean allowed(List<Policy> group, List<MatchedStatement> allows) {
        return find(group, Effect.ALLOW, allows) != PrincipalMatch.NONE;
    }

    private PrincipalMatch allowedByResource(List<MatchedStatement> allows) {
        return policies.resource().isPresent()
                ? find(policies.resource().get(), Effect.ALLOW, allows)
                : PrincipalMatch.NONE;
    }

    /** The closest naming by statements of {@code effect} that apply; they are added to {@code into}. */
    private PrincipalMatch find(List<Policy> group, Effect effect, List<MatchedStatement> into) {
        PrincipalMatch strongest = PrincipalMatch.NONE;
        for (int i = 0; i < group.size(); i++) {
            strongest = stronger(strongest, find(group.get(i), effect, into));
            if (isSettled(strongest)) {
                return strongest;
            }
        }
        return strongest;
    }

    private PrincipalMatch find(Policy policy, Effect effect, List<MatchedStatement> into) {
        if (everyStatement) {
            PrincipalMatch strongest = PrincipalMatch.NONE;
            for (Statement statement : policy.statements()) {
                if (statement.effect() == effect) {
                    strongest = stronger(strongest, look(statement, into));
                }
            }
            return strongest;
        }
        StatementIndex index = policy.index(effect);
        PrincipalMatch strongest = find(index.ofVendor(facts.lowerVendor()), into);
        return isSettled(strongest) ? strongest : stronger(strongest, find(index.ofAnyVendor(), into));
    }

    private PrincipalMatch find(Statement[] statements, List<MatchedStatement> into) {
        PrincipalMatch strongest = PrincipalMatch.NONE;
        for (Statement statement : statements) {
            strongest = stronger(strongest, look(statement, into));
            if (isSettled(strongest)) {
                return strongest;
            }
        }
        return strongest;
    }

    private PrincipalMatch look(Statement statement, List<MatchedStatement> into) {
        PrincipalMatch naming = statement.applies(facts);
        if (naming != PrincipalMatch.NONE) {
            into.add(statement.place());
        }
        return naming;
    }

    /** Whether no further statement can change anything. */
    private boolean isSettled(PrincipalMatch strongest) {
        return !everyStatement && strongest == PrincipalMatch.DIRECT;
    }

    private static PrincipalMatch stronger(PrincipalMatch a, PrincipalMatch b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}

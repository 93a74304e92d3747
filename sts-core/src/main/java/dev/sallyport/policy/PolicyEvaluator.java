package dev.sallyport.policy;

import dev.sallyport.identity.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    private List<MatchedStatement> denies = List.of();
    private List<MatchedStatement> allows = List.of();
    private @Nullable PolicyType denier;

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

    /** Every statement about the action that does not apply, with each of its conditions that fail. */
    static List<NearMiss> everyNearMiss(PolicySet policies, AuthorizationRequest request) {
        return Explanation.of(policies.all(), new PolicyEvaluator(policies, request, true).facts, true)
                .nearMisses();
    }

    private Decision decide() {
        if (facts.lowerAction().equals(CALLER_IDENTITY)
                && request.principal().arn().isPresent()) {
            return new Decision.Allowed(List.of());
        }
        // In the order in which AWS names the policy that denied.
        List<GroupAnswer> serviceControl = askLevels(policies.serviceControl(), PolicyType.SERVICE_CONTROL);
        List<GroupAnswer> resourceControl = askLevels(policies.resourceControl(), PolicyType.RESOURCE_CONTROL);
        GroupAnswer endpoint = ask(policies.endpoint(), PolicyType.ENDPOINT);
        GroupAnswer resource = ask(policies.resource());
        GroupAnswer identity = ask(policies.identity(), PolicyType.IDENTITY);
        GroupAnswer boundary = ask(policies.boundary());
        GroupAnswer session = ask(policies.session(), PolicyType.SESSION);
        if (denier != null) {
            return Decision.Denied.briefly(true, denier, denies);
        }
        PolicyType stop = restriction(serviceControl, resourceControl, endpoint);
        if (stop == null) {
            stop = isTrust()
                    ? trust(resource, identity, boundary, session)
                    : grant(resource, identity, boundary, session);
        }
        return stop == null ? new Decision.Allowed(allows) : Decision.Denied.briefly(false, stop, List.of());
    }

    private List<GroupAnswer> askLevels(List<List<Policy>> levels, PolicyType type) {
        if (levels.isEmpty()) {
            return List.of();
        }
        List<GroupAnswer> answers = new ArrayList<>(levels.size());
        for (int i = 0; i < levels.size(); i++) {
            answers.add(ask(levels.get(i), type));
        }
        return answers;
    }

    private GroupAnswer ask(Optional<Policy> policy) {
        return policy.isEmpty()
                ? GroupAnswer.NOTHING
                : ask(policy.get().index(), policy.get().type());
    }

    private GroupAnswer ask(List<Policy> group, PolicyType type) {
        return ask(PolicyList.of(group).index(), type);
    }

    /** What these policies say; after a Deny nobody needs to know more. */
    private GroupAnswer ask(StatementIndex index, PolicyType type) {
        if (index == StatementIndex.EMPTY || (denier != null && !everyStatement)) {
            return GroupAnswer.NOTHING;
        }
        GroupAnswer answer = everyStatement ? GroupAnswer.findAll(index, facts) : GroupAnswer.find(index, facts);
        if (answer.denies()) {
            denier = denier == null ? type : denier;
            denies = together(denies, answer.denyStatements());
        }
        return answer;
    }

    private boolean isTrust() {
        return policies.resource().isPresent() && policies.resource().get().type() == PolicyType.TRUST;
    }

    /** The policies around both accounts: the type that does not allow, or null when all do. */
    private @Nullable PolicyType restriction(
            List<GroupAnswer> serviceControl, List<GroupAnswer> resourceControl, GroupAnswer endpoint) {
        for (int i = 0; i < resourceControl.size(); i++) {
            if (!allowed(resourceControl.get(i))) {
                return PolicyType.RESOURCE_CONTROL;
            }
        }
        boolean fromAnAccount =
                request.principal().account().isPresent() && !(request.principal() instanceof Principal.WebIdentity);
        for (int i = 0; fromAnAccount && i < serviceControl.size(); i++) {
            if (!allowed(serviceControl.get(i))) {
                return PolicyType.SERVICE_CONTROL;
            }
        }
        return policies.endpoint().isEmpty() || allowed(endpoint) ? null : PolicyType.ENDPOINT;
    }

    /** Everything but a trust policy: what the closest naming by the resource's policy makes unnecessary. */
    private @Nullable PolicyType grant(
            GroupAnswer resource, GroupAnswer identity, GroupAnswer boundary, GroupAnswer session) {
        boolean named = allowed(resource);
        Principal principal = request.principal();
        if (principal.account().isEmpty() || principal instanceof Principal.WebIdentity) {
            return named ? null : PolicyType.RESOURCE;
        }
        if (!named && (request.isCrossAccount() || facts.needsResourcePolicy())) {
            return PolicyType.RESOURCE;
        }
        if (principal instanceof Principal.AccountRoot) {
            return null;
        }
        PrincipalMatch naming = request.isCrossAccount() ? PrincipalMatch.ACCOUNT : resource.naming();
        return switch (naming) {
            case DIRECT, EVERYBODY -> null;
            case ENTITY_OF_SESSION -> caps(boundary, session);
            case ACCOUNT, NONE -> allowed(identity) ? caps(boundary, session) : PolicyType.IDENTITY;
        };
    }

    /**
     * A role's trust policy must always allow. The caller's boundary counts even when the caller is named, unlike with
     * other resources (IAM guide, "Modifying a role": check the user's permissions boundary); so do session policies,
     * unless the session is named itself by a role of its own account. A user let in by {@code *} is past the boundary.
     */
    private @Nullable PolicyType trust(
            GroupAnswer trust, GroupAnswer identity, GroupAnswer boundary, GroupAnswer session) {
        if (!allowed(trust)) {
            return PolicyType.TRUST;
        }
        PrincipalMatch byTrust = trust.naming();
        Principal principal = request.principal();
        if (principal.account().isEmpty() || principal instanceof Principal.WebIdentity) {
            return null;
        }
        if (request.isCrossAccount() || byTrust == PrincipalMatch.ACCOUNT) {
            if (!allowed(identity)) {
                return PolicyType.IDENTITY;
            }
        }
        if (principal instanceof Principal.User && byTrust == PrincipalMatch.EVERYBODY && !request.isCrossAccount()) {
            return null;
        }
        if (!boundaryAllows(boundary)) {
            return PolicyType.BOUNDARY;
        }
        boolean sessionNamed = byTrust == PrincipalMatch.DIRECT
                && principal instanceof Principal.RoleSession
                && !request.isCrossAccount();
        return sessionNamed || sessionAllows(session) ? null : PolicyType.SESSION;
    }

    private @Nullable PolicyType caps(GroupAnswer boundary, GroupAnswer session) {
        if (!boundaryAllows(boundary)) {
            return PolicyType.BOUNDARY;
        }
        return sessionAllows(session) ? null : PolicyType.SESSION;
    }

    private boolean boundaryAllows(GroupAnswer boundary) {
        return policies.boundary().isEmpty() || allowed(boundary);
    }

    private boolean sessionAllows(GroupAnswer session) {
        return policies.session().isEmpty() || allowed(session);
    }

    /** Whether the policies allow; the statements by which they do are then among the reasons. */
    private boolean allowed(GroupAnswer answer) {
        if (!answer.allows()) {
            return false;
        }
        allows = together(allows, answer.allowStatements());
        return true;
    }

    private static List<MatchedStatement> together(List<MatchedStatement> some, List<MatchedStatement> more) {
        if (some.isEmpty()) {
            return more;
        }
        List<MatchedStatement> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }
}

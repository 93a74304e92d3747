package dev.sallyport.policy;

import dev.sallyport.identity.Arn;
import dev.sallyport.identity.UniqueId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One statement of a policy: who may or must not do what to which resource, and when. */
public final class Statement {
    /** Action or NotAction, Resource or NotResource as written, and whether it is the Not form. */
    private record Element(boolean negated, List<String> written) {}

    private final MatchedStatement place;
    private final Effect effect;
    private final Optional<PrincipalElement> principal;
    private final Element actions;
    private final Element resources;
    private final List<Condition> conditions;
    // What every comparison walks is in arrays: a list or two less to fetch from memory.
    private final Wildcard[] actionPatterns;
    private final ResourcePattern[] resourcePatterns;
    private final ConditionRule[] conditionRules;

    private Statement(
            MatchedStatement place,
            Effect effect,
            Optional<PrincipalElement> principal,
            Element actions,
            Wildcard[] actionPatterns,
            Element resources,
            ResourcePattern[] resourcePatterns,
            List<Condition> conditions,
            ConditionRule[] conditionRules) {
        this.place = place;
        this.effect = effect;
        this.principal = principal;
        this.actions = actions;
        this.resources = resources;
        this.conditions = conditions;
        this.actionPatterns = actionPatterns;
        this.resourcePatterns = resourcePatterns;
        this.conditionRules = conditionRules;
    }

    public Optional<String> sid() {
        return place.sid();
    }

    public Effect effect() {
        return effect;
    }

    /** Where the statement stands. */
    public MatchedStatement place() {
        return place;
    }

    /** Principal or NotPrincipal; empty in a policy whose type has none. */
    public Optional<PrincipalElement> principal() {
        return principal;
    }

    /** Whether {@link #actions} is NotAction. */
    public boolean isNotAction() {
        return actions.negated;
    }

    /** The patterns as written. */
    public List<String> actions() {
        return actions.written;
    }

    /** Whether {@link #resources} is NotResource. */
    public boolean isNotResource() {
        return resources.negated;
    }

    /** The patterns as written; empty in a trust policy. */
    public List<String> resources() {
        return resources.written;
    }

    public List<Condition> conditions() {
        return conditions;
    }

    /** Whether the statement is about this action. */
    public boolean coversAction(String action) {
        return matchesAction(action.toLowerCase(Locale.ROOT));
    }

    /** How the statement names the one who asks, when it applies to the request; {@code NONE} when it does not. */
    PrincipalMatch applies(RequestFacts request) {
        return matchesAction(request.lowerAction()) && matchesResource(request)
                ? appliesToCaller(request)
                : PrincipalMatch.NONE;
    }

    /** As {@link #applies(RequestFacts)}, of one pattern of Resource alone. */
    PrincipalMatch applies(RequestFacts request, int pattern) {
        return matchesAction(request.lowerAction())
                        && resourcePatterns[pattern].match(request) == ResourcePattern.Match.YES
                ? appliesToCaller(request)
                : PrincipalMatch.NONE;
    }

    private PrincipalMatch appliesToCaller(RequestFacts request) {
        PrincipalMatch naming = naming(request);
        return naming != PrincipalMatch.NONE && conditionsHold(request.context()) ? naming : PrincipalMatch.NONE;
    }

    /** Without a principal a statement is about whoever the policy is attached to, or else about everybody. */
    PrincipalMatch naming(RequestFacts request) {
        return principal.isEmpty()
                ? PrincipalMatch.DIRECT
                : principal.get().naming(request, effect, place.policyType());
    }

    boolean matchesAction(String lowerAction) {
        for (Wildcard pattern : actionPatterns) {
            if (pattern.matches(lowerAction)) {
                return !actions.negated;
            }
        }
        return actions.negated;
    }

    /** Which actions this can be about. */
    ActionFilter actionFilter() {
        return ActionFilter.of(actions.negated, actionPatterns);
    }

    ResourcePattern[] resourcePatterns() {
        return resourcePatterns;
    }

    /** A trust policy has no Resource: it is about its role alone. */
    boolean matchesResource(RequestFacts request) {
        for (ResourcePattern pattern : resourcePatterns) {
            switch (pattern.match(request)) {
                case YES -> {
                    return !resources.negated;
                }
                case UNRESOLVED -> {
                    if (resources.negated) {
                        return false;
                    }
                }
                case NO -> {
                    // The next one may match.
                }
            }
        }
        return resources.negated || resourcePatterns.length == 0;
    }

    /** A value that cannot be read does not grant, and does not stop a Deny. */
    boolean holds(ConditionRule.Outcome outcome) {
        return outcome == ConditionRule.Outcome.HOLDS
                || (outcome == ConditionRule.Outcome.BROKEN && effect == Effect.DENY);
    }

    ConditionRule[] conditionRules() {
        return conditionRules;
    }

    /** Whether all of its conditions hold; about whom, what and where the statement is, that does not say. */
    public boolean conditionsHold(ConditionContext context) {
        for (ConditionRule rule : conditionRules) {
            if (!holds(rule.test(context))) {
                return false;
            }
        }
        return true;
    }

    Statement withPrincipalIds(Map<Arn, UniqueId> ids) {
        return new Statement(
                place,
                effect,
                principal.map(element -> element.withPrincipalIds(ids)),
                actions,
                actionPatterns,
                resources,
                resourcePatterns,
                conditions,
                conditionRules);
    }

    /** Takes the elements as the parser reads them. */
    static final class Builder {
        private Effect effect = Effect.DENY;
        private Optional<String> sid = Optional.empty();
        private Optional<PrincipalElement> principal = Optional.empty();
        private Element actions = new Element(false, List.of());
        private Wildcard[] actionPatterns = {};
        private Element resources = new Element(false, List.of());
        private ResourcePattern[] resourcePatterns = {};
        private List<Condition> conditions = List.of();
        private ConditionRule[] conditionRules = {};

        void effect(Effect value) {
            this.effect = value;
        }

        void sid(String value) {
            this.sid = Optional.of(value);
        }

        void principal(PrincipalElement value) {
            this.principal = Optional.of(value);
        }

        void actions(boolean negated, List<String> written, Wildcard[] patterns) {
            this.actions = new Element(negated, written);
            this.actionPatterns = patterns;
        }

        void resources(boolean negated, List<String> written, List<ResourcePattern> patterns) {
            this.resources = new Element(negated, List.copyOf(written));
            this.resourcePatterns = patterns.toArray(new ResourcePattern[0]);
        }

        void conditions(List<Condition> value, ConditionRule[] rules) {
            this.conditions = List.copyOf(value);
            this.conditionRules = rules;
        }

        Statement build(String policyId, PolicyType type, int startLine, int startColumn, int endLine, int endColumn) {
            MatchedStatement place =
                    new MatchedStatement(policyId, type, sid, startLine, startColumn, endLine, endColumn);
            return new Statement(
                    place,
                    effect,
                    principal,
                    actions,
                    actionPatterns,
                    resources,
                    resourcePatterns,
                    conditions,
                    conditionRules);
        }
    }
}

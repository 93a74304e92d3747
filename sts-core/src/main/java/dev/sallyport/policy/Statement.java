package dev.sallyport.policy;

import dev.sallyport.identity.Arn;
import dev.sallyport.identity.UniqueId;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One statement of a policy: who may or must not do what to which resource, and when. */
public final class Statement {
    /** Action or NotAction, Resource or NotResource: what matches, as written, and whether it is the Not form. */
    private record Patterns<T>(boolean negated, List<String> written, List<T> patterns) {}

    private final MatchedStatement place;
    private final Effect effect;
    private final Optional<PrincipalElement> principal;
    private final Patterns<Wildcard> actions;
    private final Patterns<ResourcePattern> resources;
    private final List<Condition> conditions;

    private Statement(
            MatchedStatement place,
            Effect effect,
            Optional<PrincipalElement> principal,
            Patterns<Wildcard> actions,
            Patterns<ResourcePattern> resources,
            List<Condition> conditions) {
        this.place = place;
        this.effect = effect;
        this.principal = principal;
        this.actions = actions;
        this.resources = resources;
        this.conditions = conditions;
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
        if (!matchesAction(request.lowerAction()) || !matchesResource(request)) {
            return PrincipalMatch.NONE;
        }
        PrincipalMatch naming = naming(request);
        return naming != PrincipalMatch.NONE && conditionsHold(request.context()) ? naming : PrincipalMatch.NONE;
    }

    /** Without a principal a statement is about whoever the policy is attached to, or else about everybody. */
    PrincipalMatch naming(RequestFacts request) {
        return principal.isEmpty() ? PrincipalMatch.DIRECT : principal.get().naming(request, effect);
    }

    boolean matchesAction(String lowerAction) {
        List<Wildcard> patterns = actions.patterns;
        for (int i = 0; i < patterns.size(); i++) {
            if (patterns.get(i).matches(lowerAction)) {
                return !actions.negated;
            }
        }
        return actions.negated;
    }

    /** The vendors that the actions name, in lower case; empty when the statement can be about any. */
    Optional<Set<String>> vendors() {
        Set<String> vendors = new HashSet<>();
        for (Wildcard pattern : actions.patterns) {
            int colon = pattern.literalPrefix().indexOf(':');
            if (actions.negated || colon < 0) {
                return Optional.empty();
            }
            vendors.add(pattern.literalPrefix().substring(0, colon));
        }
        return Optional.of(vendors);
    }

    /** A trust policy has no Resource: it is about its role alone. */
    boolean matchesResource(RequestFacts request) {
        List<ResourcePattern> patterns = resources.patterns;
        for (int i = 0; i < patterns.size(); i++) {
            switch (patterns.get(i).match(request)) {
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
        return resources.negated || patterns.isEmpty();
    }

    /** A value that cannot be read does not grant, and does not stop a Deny. */
    boolean holds(Condition.Outcome outcome) {
        return outcome == Condition.Outcome.HOLDS || (outcome == Condition.Outcome.BROKEN && effect == Effect.DENY);
    }

    private boolean conditionsHold(ConditionContext context) {
        for (int i = 0; i < conditions.size(); i++) {
            if (!holds(conditions.get(i).test(context))) {
                return false;
            }
        }
        return true;
    }

    Statement withPrincipalIds(Map<Arn, UniqueId> ids) {
        return new Statement(
                place, effect, principal.map(element -> element.withPrincipalIds(ids)), actions, resources, conditions);
    }

    /** Takes the elements as the parser reads them. */
    static final class Builder {
        private Effect effect = Effect.DENY;
        private Optional<String> sid = Optional.empty();
        private Optional<PrincipalElement> principal = Optional.empty();
        private Patterns<Wildcard> actions = new Patterns<>(false, List.of(), List.of());
        private Patterns<ResourcePattern> resources = new Patterns<>(false, List.of(), List.of());
        private List<Condition> conditions = List.of();

        Builder effect(Effect value) {
            this.effect = value;
            return this;
        }

        Builder sid(String value) {
            this.sid = Optional.of(value);
            return this;
        }

        Builder principal(PrincipalElement value) {
            this.principal = Optional.of(value);
            return this;
        }

        Builder actions(boolean negated, List<String> written, List<Wildcard> patterns) {
            this.actions = new Patterns<>(negated, List.copyOf(written), List.copyOf(patterns));
            return this;
        }

        Builder resources(boolean negated, List<String> written, List<ResourcePattern> patterns) {
            this.resources = new Patterns<>(negated, List.copyOf(written), List.copyOf(patterns));
            return this;
        }

        Builder conditions(List<Condition> value) {
            this.conditions = List.copyOf(value);
            return this;
        }

        Statement build(String policyId, PolicyType type, int startLine, int startColumn, int endLine, int endColumn) {
            MatchedStatement place =
                    new MatchedStatement(policyId, type, sid, startLine, startColumn, endLine, endColumn);
            return new Statement(place, effect, principal, actions, resources, conditions);
        }
    }
}

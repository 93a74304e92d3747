package dev.sallyport.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Why the statements about an action did not apply: looked for only when somebody asks. */
final class Explanation {
    private final List<NearMiss> nearMisses = new ArrayList<>();
    private final SortedSet<String> missingKeys = new TreeSet<>();
    private final RequestFacts request;
    private final boolean everyCondition;

    private Explanation(RequestFacts request, boolean everyCondition) {
        this.request = request;
        this.everyCondition = everyCondition;
    }

    static Explanation of(List<Policy> policies, RequestFacts request) {
        return of(policies, request, false);
    }

    /** @param everyCondition that fails of a statement is a near miss of its own, and not the first alone */
    static Explanation of(List<Policy> policies, RequestFacts request, boolean everyCondition) {
        Explanation explanation = new Explanation(request, everyCondition);
        for (Policy policy : policies) {
            for (Statement statement : policy.statements()) {
                if (statement.matchesAction(request.lowerAction())) {
                    explanation.look(statement);
                }
            }
        }
        return explanation;
    }

    List<NearMiss> nearMisses() {
        return nearMisses;
    }

    SortedSet<String> missingKeys() {
        return missingKeys;
    }

    private void look(Statement statement) {
        if (!statement.matchesResource(request)) {
            String element = statement.isNotResource() ? "NotResource" : "Resource";
            add(statement, element, statement.resources(), List.of(request.resource()));
        } else if (statement.naming(request) == PrincipalMatch.NONE) {
            PrincipalElement principal = statement.principal().orElseThrow();
            List<String> names = principal.values().stream()
                    .map(PrincipalElement.Value::text)
                    .toList();
            add(
                    statement,
                    principal.negated() ? "NotPrincipal" : "Principal",
                    names,
                    List.of(DenialMessage.name(request.principal())));
        } else {
            statement.conditions().stream()
                    .filter(condition -> !statement.holds(condition.rule().test(request.context())))
                    .limit(everyCondition ? Long.MAX_VALUE : 1)
                    .forEach(condition -> addCondition(statement, condition));
        }
        if (statement.matchesResource(request)) {
            for (Condition condition : statement.conditions()) {
                if (!condition.rule().toleratesAbsence() && request.context().find(condition.key()) == null) {
                    missingKeys.add(condition.key());
                }
            }
        }
    }

    private void add(Statement statement, String element, List<String> expected, List<String> actual) {
        nearMisses.add(new NearMiss(
                statement.place(), statement.effect(), element, Optional.empty(), Optional.empty(), expected, actual));
    }

    private void addCondition(Statement statement, Condition condition) {
        nearMisses.add(new NearMiss(
                statement.place(),
                statement.effect(),
                "Condition",
                Optional.of(condition.operator().toString()),
                Optional.of(condition.writtenKey()),
                condition.values(),
                request.context().get(condition.key()).orElse(List.of())));
    }
}

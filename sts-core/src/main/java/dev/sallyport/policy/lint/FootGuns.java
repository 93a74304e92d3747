package dev.sallyport.policy.lint;

import dev.sallyport.policy.Operator;
import dev.sallyport.policy.PolicyType;
import java.util.Optional;
import java.util.Set;

/** Statements of any type of policy that mean something else than people think. */
final class FootGuns {
    private static final String MFA = "aws:multifactorauthpresent";

    /** In these an Allow only says what is not taken away, and allowing everything is the rule. */
    private static final Set<PolicyType> CEILINGS =
            Set.of(PolicyType.SERVICE_CONTROL, PolicyType.RESOURCE_CONTROL, PolicyType.ENDPOINT);

    private FootGuns() {}

    static void run(WrittenPolicy policy, WrittenStatement statement, Findings findings) {
        if (statement.allows()) {
            actions(policy, statement, findings);
            absentKeys(statement, findings);
        }
        if (statement.denies()) {
            deny(policy, statement, findings);
        }
    }

    private static void actions(WrittenPolicy policy, WrittenStatement statement, Findings findings) {
        if (CEILINGS.contains(policy.type())) {
            return;
        }
        if (statement.isNotAction()) {
            statement.get("NotAction").ifPresent(node -> findings.add(Check.NOTACTION_ALLOW, node.span()));
            return;
        }
        boolean everyResource =
                statement.resources().stream().anyMatch(resource -> Written.isOnlyWildcards(resource.text()));
        for (Written action : statement.actions()) {
            int colon = action.text().indexOf(':');
            String vendor = action.text().substring(0, Math.max(colon, 0));
            String name = action.text().substring(colon + 1);
            boolean everything = Written.isOnlyWildcards(name)
                    && (colon < 0 || Written.isOnlyWildcards(vendor) || everyResource || policy.isTrust());
            if (everything || (policy.isTrust() && action.hasWildcard())) {
                findings.add(Check.WILDCARD_ACTION, action);
            }
        }
    }

    /** Conditions of an Allow that a request passes by leaving the key out. */
    private static void absentKeys(WrittenStatement statement, Findings findings) {
        for (WrittenCondition condition : statement.conditions()) {
            String key = condition.key().lower();
            if (condition.hasKey(MFA)
                    && condition.is(Operator.Base.BOOL)
                    && condition.ifExists()
                    && says(condition, "true")) {
                findings.add(Check.MFA_BOOLIFEXISTS_ALLOW, condition.key());
            }
            if (statement.needsKey(key) || condition.operator().isEmpty()) {
                continue;
            }
            if (condition.ifExists()) {
                findings.add(Check.IFEXISTS_IN_ALLOW, condition.key());
            }
            if (condition.isSet(Operator.SetOperator.FOR_ALL_VALUES)) {
                findings.add(Check.FORALLVALUES_WITHOUT_NULL_CHECK, condition.key());
            }
            if (condition.negated() && condition.isSet(Operator.SetOperator.NONE)) {
                findings.add(Check.NEGATED_OPERATOR_ALONE, condition.key());
            }
        }
    }

    private static void deny(WrittenPolicy policy, WrittenStatement statement, Findings findings) {
        for (WrittenCondition condition : statement.conditions()) {
            if (condition.hasKey(MFA)
                    && condition.is(Operator.Base.BOOL)
                    && !condition.ifExists()
                    && says(condition, "false")) {
                findings.add(Check.MFA_BOOL_DENY, condition.key());
            }
            // A negated comparison with nothing is true, so that Deny still applies.
            if (policy.hasVariables() && !condition.negated()) {
                condition.values().forEach(value -> variable(value, findings));
            }
        }
        if (policy.hasVariables()) {
            statement.resources().forEach(resource -> variable(resource, findings));
        }
    }

    private static boolean says(WrittenCondition condition, String value) {
        return condition.values().stream().anyMatch(written -> written.lower().equals(value));
    }

    private static void variable(Written value, Findings findings) {
        String text = value.text();
        for (int at = text.indexOf("${"); at >= 0; at = text.indexOf("${", at + 2)) {
            int end = text.indexOf('}', at);
            Optional<String> inside = end < 0 ? Optional.empty() : Optional.of(text.substring(at + 2, end));
            boolean literal = inside.isPresent() && Set.of("*", "?", "$").contains(inside.get());
            if (inside.isPresent() && !literal && !inside.get().contains(",")) {
                findings.add(Check.VARIABLE_IN_DENY, value);
            }
        }
    }
}

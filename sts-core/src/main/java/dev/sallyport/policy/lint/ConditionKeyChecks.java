package dev.sallyport.policy.lint;

import dev.sallyport.policy.LiteralForm;
import dev.sallyport.policy.Operator;
import dev.sallyport.policy.Wildcard;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a condition compares: whether the key exists, whom it can describe and which operators fit it. */
final class ConditionKeyChecks {
    private ConditionKeyChecks() {}

    static void run(WrittenPolicy policy, WrittenStatement statement, Findings findings) {
        for (WrittenCondition condition : statement.conditions()) {
            String key = condition.key().lower();
            name(policy, condition, key, findings);
            ConditionKey.of(key).ifPresent(known -> {
                type(condition, known, findings);
                qualifier(condition, known, findings);
                actions(statement, condition, known, findings);
            });
            if (policy.namesPrincipals() && key.startsWith("iam:")) {
                findings.add(Check.IRRELEVANT_CONDITION_KEY_IN_POLICY, condition.key());
            }
            boolean alone = !statement.pins("aws:sourcevpc") && !statement.pins("aws:sourcevpce");
            if (key.equals("aws:vpcsourceip") && statement.allows() && alone) {
                findings.add(Check.MISSING_PAIRED_CONDITION_KEYS, condition.key());
            }
        }
    }

    private static void name(WrittenPolicy policy, WrittenCondition condition, String key, Findings findings) {
        int colon = key.indexOf(':');
        if (colon <= 0 || colon == key.length() - 1 || key.indexOf(' ') >= 0) {
            findings.add(Check.INVALID_CONDITION_KEY_FORMAT, condition.key());
        } else if (key.equals("aws:arn")) {
            findings.add(
                    policy.namesPrincipals()
                            ? Check.UNSUPPORTED_GLOBAL_CONDITION_KEY
                            : Check.DEPRECATED_GLOBAL_CONDITION_KEY,
                    condition.key());
        } else if (ConditionKey.lacksTag(key)) {
            findings.add(Check.MISSING_TAG_KEY_IN_CONDITION, condition.key());
        } else if (ConditionKey.isOfKnownService(key) && ConditionKey.of(key).isEmpty()) {
            findings.add(
                    key.startsWith("aws:") ? Check.INVALID_GLOBAL_CONDITION_KEY : Check.INVALID_SERVICE_CONDITION_KEY,
                    condition.key());
        }
    }

    private static void type(WrittenCondition condition, ConditionKey known, Findings findings) {
        if (condition.operator().isEmpty() || condition.is(Operator.Base.NULL)) {
            return;
        }
        LiteralForm compared = LiteralForm.of(condition.operator().get().base());
        // An ARN is a text too, and a time is also counted in seconds.
        boolean fits = compared == known.form()
                || (known.form() == LiteralForm.ARN && compared == LiteralForm.TEXT)
                || (known.form() == LiteralForm.DATE && compared == LiteralForm.NUMBER)
                || (known.form() == LiteralForm.TEXT && compared == LiteralForm.BASE64);
        if (!fits) {
            findings.add(Check.TYPE_MISMATCH, condition.operatorName());
        }
    }

    private static void qualifier(WrittenCondition condition, ConditionKey known, Findings findings) {
        if (condition.operator().isEmpty() || condition.is(Operator.Base.NULL)) {
            return;
        }
        if (known.multiValued() && condition.isSet(Operator.SetOperator.NONE)) {
            findings.add(Check.MISSING_QUALIFIER, condition.key());
        }
        if (!known.multiValued() && condition.isSet(Operator.SetOperator.FOR_ALL_VALUES)) {
            findings.add(Check.FORALLVALUES_WITH_SINGLE_VALUED_KEY, condition.key());
        }
    }

    /** An action that covers one of the key's actions may have the key; one that covers none never does. */
    private static void actions(
            WrittenStatement statement, WrittenCondition condition, ConditionKey known, Findings findings) {
        Set<String> actions = known.actions();
        if (actions.isEmpty() || statement.isNotAction()) {
            return;
        }
        Optional<Written> without = statement.actions().stream()
                .filter(action -> actions.stream().noneMatch(Wildcard.of(action.lower())::matches))
                // Tags and identities are set by the request that assumes the role, whose keys these requests have.
                .filter(action -> !List.of("sts:tagsession", "sts:setsourceidentity", "sts:setcontext")
                        .contains(action.lower()))
                .findFirst();
        without.ifPresent(action -> findings.add(
                Check.UNSUPPORTED_ACTION_FOR_CONDITION_KEY, condition.key().span(), action.text()));
    }
}

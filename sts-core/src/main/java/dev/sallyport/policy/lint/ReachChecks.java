package dev.sallyport.policy.lint;

import dev.sallyport.policy.PolicyType;
import java.util.List;
import java.util.Set;

/** Statements that wait for a key which requests of the installation do not bring. */
final class ReachChecks {
    private static final List<String> TAG_KEYS = List.of("aws:resourcetag/", "aws:requesttag/", "aws:tagkeys");

    private ReachChecks() {}

    static void run(WrittenPolicy policy, WrittenStatement statement, KnownRequests requests, Findings findings) {
        boolean ofCallers = policy.type() == PolicyType.IDENTITY || policy.type() == PolicyType.BOUNDARY;
        if (!ofCallers) {
            return;
        }
        List<String> actions = statement.actions().stream().map(Written::lower).toList();
        for (WrittenCondition condition : statement.conditions()) {
            String key = condition.key().lower();
            if (!condition.needsKey()) {
                continue;
            }
            if (statement.denies() && requests.neverHave(key, actions, statement.isNotAction())) {
                findings.add(Check.DENY_NEVER_APPLIES, condition.key());
            }
            Set<String> without = requests.servicesWithout(key, actions, statement.isNotAction());
            if (TAG_KEYS.stream().anyMatch(key::startsWith) && !without.isEmpty()) {
                findings.add(
                        withoutTag(statement),
                        condition.key().span(),
                        condition.key().text() + " (" + String.join(", ", without) + ")");
            }
        }
    }

    private static Check withoutTag(WrittenStatement statement) {
        if (statement.isNotAction()) {
            return statement.denies()
                    ? Check.DENY_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE
                    : Check.ALLOW_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE;
        }
        return statement.denies()
                ? Check.DENY_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE
                : Check.ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE;
    }
}

package dev.sallyport.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Of each statement in a list the condition that the fewest others share. Where many statements are about the same
 * resource it is the conditions that tell them apart, and this one most likely.
 */
final class RarestConditions {
    /** Rules that say the same, also of policies that share no parts. */
    private record Same(Operator operator, String key, List<String> values) {
        static Same of(ConditionRule rule) {
            return new Same(rule.operator(), rule.key(), rule.values());
        }
    }

    /** By number of statement; null where a statement has no condition. */
    private final @Nullable ConditionRule[] rarest;

    private RarestConditions(@Nullable ConditionRule[] rarest) {
        this.rarest = rarest;
    }

    static RarestConditions of(Statement[] statements) {
        Map<Same, Integer> uses = new HashMap<>();
        for (Statement statement : statements) {
            for (ConditionRule rule : statement.conditionRules()) {
                uses.merge(Same.of(rule), 1, Integer::sum);
            }
        }
        @Nullable ConditionRule[] rarest = new ConditionRule[statements.length];
        for (int i = 0; i < statements.length; i++) {
            int least = Integer.MAX_VALUE;
            for (ConditionRule rule : statements[i].conditionRules()) {
                int number = uses.getOrDefault(Same.of(rule), 0);
                if (number < least) {
                    least = number;
                    rarest[i] = rule;
                }
            }
        }
        return new RarestConditions(rarest);
    }

    /** False when the statement cannot apply, because this one of its conditions does not hold. */
    boolean mayApply(int number, Statement statement, ConditionContext context) {
        ConditionRule rule = rarest[number];
        return rule == null || statement.holds(rule.test(context));
    }
}

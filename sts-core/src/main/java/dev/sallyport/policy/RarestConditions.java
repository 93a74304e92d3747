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
    /** What makes two conditions say the same of every request, wherever they are written. */
    private record Same(Operator operator, String key, List<String> values) {
        static Same of(Condition condition) {
            return new Same(condition.operator(), condition.key(), condition.values());
        }
    }

    /** By number of statement; null where a statement has no condition. */
    private final @Nullable Condition[] rarest;

    private RarestConditions(@Nullable Condition[] rarest) {
        this.rarest = rarest;
    }

    static RarestConditions of(Statement[] statements) {
        Map<Same, Integer> uses = new HashMap<>();
        for (Statement statement : statements) {
            for (Condition condition : statement.conditions()) {
                uses.merge(Same.of(condition), 1, Integer::sum);
            }
        }
        @Nullable Condition[] rarest = new Condition[statements.length];
        for (int i = 0; i < statements.length; i++) {
            int least = Integer.MAX_VALUE;
            for (Condition condition : statements[i].conditions()) {
                int number = uses.getOrDefault(Same.of(condition), 0);
                if (number < least) {
                    least = number;
                    rarest[i] = condition;
                }
            }
        }
        return new RarestConditions(rarest);
    }

    /** False when the statement cannot apply, because this one of its conditions does not hold. */
    boolean mayApply(int number, Statement statement, ConditionContext context) {
        Condition condition = rarest[number];
        return condition == null || statement.holds(condition.test(context));
    }
}

package dev.sallyport.policy.lint;

import dev.sallyport.json.JsonNode;
import dev.sallyport.policy.Operator;
import java.util.List;
import java.util.Optional;

/**
 * One key of one operator of a Condition, as written.
 *
 * @param operator empty when there is no operator of that name
 */
record WrittenCondition(Written operatorName, Optional<Operator> operator, Written key, JsonNode value) {
    List<Written> values() {
        return Written.all(value);
    }

    boolean hasKey(String lowerKey) {
        return key.lower().equals(lowerKey);
    }

    /** Whether it is one of these operators, whatever its prefix and suffix. */
    boolean is(Operator.Base... bases) {
        return operator.isPresent() && List.of(bases).contains(operator.get().base());
    }

    boolean isSet(Operator.SetOperator setOperator) {
        return operator.isPresent() && operator.get().setOperator() == setOperator;
    }

    boolean ifExists() {
        return operator.isPresent() && operator.get().ifExists();
    }

    boolean negated() {
        return operator.isPresent() && operator.get().base().negated();
    }

    /** Whether the statement can only apply to a request that has the key. */
    boolean needsKey() {
        if (operator.isEmpty() || operator.get().ifExists()) {
            return false;
        }
        if (is(Operator.Base.NULL)) {
            return values().stream().allMatch(value -> value.lower().equals("false"));
        }
        return switch (operator.get().setOperator()) {
            case NONE -> !negated();
            case FOR_ALL_VALUES -> false;
            case FOR_ANY_VALUE -> true;
        };
    }

    /** Whether it says what the key must be: a comparison that the key's absence fails. */
    boolean pins() {
        return needsKey() && !negated() && !is(Operator.Base.NULL);
    }
}

package dev.sallyport.policy.lint;

import dev.sallyport.json.JsonArray;
import dev.sallyport.json.JsonBoolean;
import dev.sallyport.json.JsonNode;
import dev.sallyport.json.JsonNumber;
import dev.sallyport.json.JsonObject;
import dev.sallyport.json.JsonString;
import dev.sallyport.policy.Operator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The shape of a Condition: its operators, its blocks, and what stands in place of values. */
final class ConditionChecks {
    private ConditionChecks() {}

    static void run(WrittenPolicy policy, WrittenStatement statement, Findings findings) {
        statement.get("Condition").ifPresent(node -> block(node, findings));
        statement.conditions().forEach(condition -> condition(condition, findings));
    }

    private static void block(JsonNode node, Findings findings) {
        if (!(node instanceof JsonObject operators)) {
            findings.add(Check.DATA_TYPE_MISMATCH, node.span(), "Condition");
            return;
        }
        if (operators.members().isEmpty()) {
            findings.add(Check.EMPTY_OBJECT_CONDITION, node.span());
        }
        for (JsonObject.Member operator : operators.members()) {
            operator(operator, findings);
            if (operator.value() instanceof JsonObject keys) {
                keys(keys, findings);
            } else {
                findings.add(Check.DATA_TYPE_MISMATCH, operator.value().span(), operator.name());
            }
        }
    }

    private static void operator(JsonObject.Member operator, Findings findings) {
        String lower = operator.name().toLowerCase(Locale.ROOT);
        Written name = new Written(operator.name(), operator.nameSpan());
        if (lower.endsWith(":null") || lower.endsWith(":nullifexists")) {
            findings.add(Check.NULL_WITH_QUALIFIER, name);
        }
        if (lower.equals("nullifexists") || lower.endsWith(":nullifexists")) {
            findings.add(Check.NULL_WITH_IF_EXISTS, name);
        } else if (Operator.parse(operator.name()).isEmpty() && !lower.endsWith(":null")) {
            findings.add(Check.INVALID_CONDITION_OPERATOR, name);
        }
    }

    private static void keys(JsonObject keys, Findings findings) {
        if (keys.members().isEmpty()) {
            findings.add(Check.EMPTY_OBJECT_CONDITION, keys.span());
        }
        Set<String> seen = new HashSet<>();
        for (JsonObject.Member key : keys.members()) {
            if (!seen.add(key.name().toLowerCase(Locale.ROOT))) {
                findings.add(Check.DUPLICATE_KEYS_WITH_DIFFERENT_CASE, key.nameSpan(), key.name());
            }
        }
    }

    private static void condition(WrittenCondition condition, Findings findings) {
        List<JsonNode> values =
                condition.value() instanceof JsonArray array ? array.elements() : List.of(condition.value());
        if (values.isEmpty()) {
            findings.add(empty(condition), condition.key());
        }
        Set<Class<?>> kinds = new HashSet<>();
        for (JsonNode value : values) {
            kinds.add(value.getClass());
            if (!(value instanceof JsonString || value instanceof JsonNumber || value instanceof JsonBoolean)) {
                findings.add(
                        Check.DATA_TYPE_MISMATCH, value.span(), condition.key().text());
            }
        }
        if (kinds.size() > 1) {
            findings.add(Check.INVALID_CONDITION_DATA_TYPE, condition.key());
        }
        long booleans =
                condition.values().stream().map(Written::lower).distinct().count();
        if (condition.is(Operator.Base.BOOL, Operator.Base.NULL) && booleans > 1) {
            findings.add(Check.INVALID_CONDITION_MULTIPLE_BOOLEAN, condition.key());
        }
    }

    private static Check empty(WrittenCondition condition) {
        if (condition.isSet(Operator.SetOperator.FOR_ALL_VALUES)) {
            return Check.EMPTY_ARRAY_CONDITION_FORALLVALUES;
        }
        if (condition.isSet(Operator.SetOperator.FOR_ANY_VALUE)) {
            return Check.EMPTY_ARRAY_CONDITION_FORANYVALUE;
        }
        return condition.ifExists() ? Check.EMPTY_ARRAY_CONDITION_IFEXISTS : Check.EMPTY_ARRAY_CONDITION;
    }
}

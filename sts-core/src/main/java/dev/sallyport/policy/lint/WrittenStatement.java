package dev.sallyport.policy.lint;

import dev.sallyport.json.JsonNode;
import dev.sallyport.json.JsonObject;
import dev.sallyport.json.JsonString;
import dev.sallyport.json.Span;
import dev.sallyport.policy.Operator;
import dev.sallyport.policy.Wildcard;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One statement as written: whatever in it has not the right shape is left out. */
final class WrittenStatement {
    private final JsonObject node;
    private final List<Written> actions;
    private final List<Written> resources;
    private final List<WrittenPrincipal> principals;
    private final List<WrittenCondition> conditions;

    WrittenStatement(JsonObject node) {
        this.node = node;
        this.actions = texts(isNotAction() ? "NotAction" : "Action");
        this.resources = texts(isNotResource() ? "NotResource" : "Resource");
        this.principals = principals(node.get(isNotPrincipal() ? "NotPrincipal" : "Principal"));
        this.conditions = conditions(node.get("Condition"));
    }

    JsonObject node() {
        return node;
    }

    Span span() {
        return node.span();
    }

    boolean has(String element) {
        return node.contains(element);
    }

    Optional<JsonNode> get(String element) {
        return node.get(element);
    }

    boolean allows() {
        return isEffect("Allow");
    }

    boolean denies() {
        return isEffect("Deny");
    }

    private boolean isEffect(String effect) {
        return node.get("Effect").orElse(null) instanceof JsonString string
                && string.value().equals(effect);
    }

    boolean isNotAction() {
        return node.contains("NotAction");
    }

    boolean isNotResource() {
        return node.contains("NotResource");
    }

    boolean isNotPrincipal() {
        return node.contains("NotPrincipal");
    }

    List<Written> actions() {
        return actions;
    }

    List<Written> resources() {
        return resources;
    }

    List<WrittenPrincipal> principals() {
        return principals;
    }

    List<WrittenCondition> conditions() {
        return conditions;
    }

    List<WrittenCondition> conditionsOn(String lowerKey) {
        return conditions.stream()
                .filter(condition -> condition.hasKey(lowerKey))
                .toList();
    }

    /** Whether a condition fails for a request without this key. */
    boolean needsKey(String lowerKey) {
        return conditionsOn(lowerKey).stream().anyMatch(WrittenCondition::needsKey);
    }

    /** Whether a condition says what this key must be. */
    boolean pins(String lowerKey) {
        return conditionsOn(lowerKey).stream().anyMatch(WrittenCondition::pins);
    }

    /** Whether the statement is about this action. */
    boolean coversAction(String action) {
        String lower = action.toLowerCase(Locale.ROOT);
        return actions.stream().anyMatch(pattern -> Wildcard.of(pattern.lower()).matches(lower)) != isNotAction();
    }

    /** Whether an action of the statement is exactly this one. */
    boolean namesAction(String action) {
        return !isNotAction()
                && actions.stream().anyMatch(pattern -> pattern.text().equalsIgnoreCase(action));
    }

    private List<Written> texts(String element) {
        return node.get(element).map(Written::all).orElse(List.of());
    }

    private static List<WrittenPrincipal> principals(Optional<JsonNode> element) {
        List<WrittenPrincipal> principals = new ArrayList<>();
        if (element.isEmpty()) {
            return principals;
        }
        if (element.get() instanceof JsonObject object) {
            for (JsonObject.Member member : object.members()) {
                Written.all(member.value())
                        .forEach(value -> principals.add(new WrittenPrincipal(member.name(), value)));
            }
        } else {
            Written.all(element.get()).forEach(value -> principals.add(new WrittenPrincipal("*", value)));
        }
        return principals;
    }

    private static List<WrittenCondition> conditions(Optional<JsonNode> element) {
        List<WrittenCondition> conditions = new ArrayList<>();
        if (element.orElse(null) instanceof JsonObject operators) {
            for (JsonObject.Member operator : operators.members()) {
                if (operator.value() instanceof JsonObject keys) {
                    for (JsonObject.Member key : keys.members()) {
                        conditions.add(new WrittenCondition(
                                new Written(operator.name(), operator.nameSpan()),
                                Operator.parse(operator.name()),
                                new Written(key.name(), key.nameSpan()),
                                key.value()));
                    }
                }
            }
        }
        return conditions;
    }
}

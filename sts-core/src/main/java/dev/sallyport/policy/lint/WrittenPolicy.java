package dev.sallyport.policy.lint;

import dev.sallyport.json.JsonArray;
import dev.sallyport.json.JsonNode;
import dev.sallyport.json.JsonObject;
import dev.sallyport.json.JsonString;
import dev.sallyport.policy.PolicyType;
import java.util.List;
import java.util.Optional;

/** A document that is a JSON object, as written. */
record WrittenPolicy(PolicyType type, String text, JsonObject node, List<WrittenStatement> statements) {
    static WrittenPolicy of(PolicyType type, String text, JsonObject node) {
        List<JsonNode> elements = node.get("Statement")
                .map(statements -> statements instanceof JsonArray array ? array.elements() : List.of(statements))
                .orElse(List.of());
        List<WrittenStatement> statements = elements.stream()
                .filter(JsonObject.class::isInstance)
                .map(statement -> new WrittenStatement((JsonObject) statement))
                .toList();
        return new WrittenPolicy(type, text, node, statements);
    }

    Optional<String> version() {
        return node.get("Version").filter(JsonString.class::isInstance).map(version -> ((JsonString) version).value());
    }

    /** Whether {@code ${…}} is a variable. */
    boolean hasVariables() {
        return version().equals(Optional.of("2012-10-17"));
    }

    boolean isTrust() {
        return type == PolicyType.TRUST;
    }

    /** Whether statements of this type say who they are about. */
    boolean namesPrincipals() {
        return type == PolicyType.RESOURCE
                || type == PolicyType.TRUST
                || type == PolicyType.RESOURCE_CONTROL
                || type == PolicyType.ENDPOINT;
    }
}

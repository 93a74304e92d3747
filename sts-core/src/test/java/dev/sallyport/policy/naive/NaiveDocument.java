package dev.sallyport.policy.naive;

import dev.sallyport.json.Json;
import dev.sallyport.json.JsonArray;
import dev.sallyport.json.JsonBoolean;
import dev.sallyport.json.JsonLimits;
import dev.sallyport.json.JsonNode;
import dev.sallyport.json.JsonNumber;
import dev.sallyport.json.JsonObject;
import dev.sallyport.json.JsonString;
import dev.sallyport.policy.PolicyType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A policy as its JSON.
 *
 * @param principalIds the unique ids behind the users, roles and sessions it names, by ARN; empty when names are enough
 */
public record NaiveDocument(PolicyType type, JsonObject json, Optional<Map<String, String>> principalIds) {
    public static NaiveDocument of(PolicyType type, String json, Optional<Map<String, String>> principalIds) {
        return new NaiveDocument(type, (JsonObject) Json.parse(json, JsonLimits.DEFAULT), principalIds);
    }

    /** {@code Statement} may be a single object. */
    List<JsonNode> statements() {
        return list(json.get("Statement").orElseThrow());
    }

    /** The older version, which is also the default, has no variables. */
    boolean hasVariables() {
        return json.get("Version").map(NaiveDocument::text).orElse("2008-10-17").equals("2012-10-17");
    }

    static List<JsonNode> list(JsonNode oneOrSeveral) {
        return oneOrSeveral instanceof JsonArray array ? array.elements() : List.of(oneOrSeveral);
    }

    /** Numbers and booleans need no quotes. */
    static String text(JsonNode node) {
        if (node instanceof JsonString string) {
            return string.value();
        }
        if (node instanceof JsonNumber number) {
            return number.text();
        }
        return Boolean.toString(((JsonBoolean) node).value());
    }
}

package dev.sallyport.policy.compare;

import dev.sallyport.json.JsonArray;
import dev.sallyport.json.JsonBoolean;
import dev.sallyport.json.JsonNode;
import dev.sallyport.json.JsonNumber;
import dev.sallyport.json.JsonObject;
import dev.sallyport.json.JsonString;
import dev.sallyport.json.JsonWriter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Whether two documents are one document written in two ways: the order of statements and lists, a list of one for its
 * value, white space, the case of actions, operators and keys, and an account's id for its root's ARN make no difference.
 * Everything else does, Sids included. Documents that are no policies are compared, too.
 */
public final class PolicyEquivalence {
    private static final String OLD_VERSION = "2008-10-17";

    private PolicyEquivalence() {}

    public static boolean equivalent(JsonNode a, JsonNode b) {
        return document(a).equals(document(b));
    }

    private static String document(JsonNode node) {
        if (node instanceof JsonArray array) {
            // Not a policy; a list of nothing is nothing.
            return elements(array)
                    .map(PolicyEquivalence::document)
                    .filter(text -> !text.isEmpty())
                    .sorted()
                    .toList()
                    .toString()
                    .replace("[]", "");
        }
        if (!(node instanceof JsonObject object)) {
            return JsonWriter.write(node);
        }
        if (object.members().isEmpty()) {
            return "";
        }
        Map<String, String> parts = new TreeMap<>();
        for (JsonObject.Member member : object.members()) {
            if (member.name().equals("Statement")) {
                parts.put("Statement", statements(member.value()));
            } else if (!isEmptyText(member.value())) {
                parts.put(member.name(), JsonWriter.write(member.value()));
            }
        }
        parts.putIfAbsent("Version", '"' + OLD_VERSION + '"');
        return parts.toString();
    }

    private static String statements(JsonNode node) {
        return elements(node)
                .map(PolicyEquivalence::statement)
                .filter(text -> !text.equals("{}"))
                .sorted()
                .toList()
                .toString();
    }

    private static String statement(JsonNode node) {
        if (!(node instanceof JsonObject object)) {
            return JsonWriter.write(node);
        }
        Map<String, String> parts = new TreeMap<>();
        for (JsonObject.Member member : object.members()) {
            String part = element(member);
            if (!part.isEmpty()) {
                parts.put(member.name(), part);
            }
        }
        return parts.toString();
    }

    private static String element(JsonObject.Member member) {
        JsonNode value = member.value();
        return switch (member.name()) {
            case "Sid" -> isEmptyText(value) ? "" : JsonWriter.write(value);
            case "Effect" -> lower(JsonWriter.write(value));
            case "Action", "NotAction" -> lower(values(value));
            case "Resource", "NotResource" -> values(value);
            case "Principal", "NotPrincipal" -> principal(value);
            case "Condition" -> condition(value);
            default -> JsonWriter.write(value);
        };
    }

    /** A text on its own is of kind {@code AWS}; kinds without values name nobody. */
    private static String principal(JsonNode node) {
        Map<String, TreeSet<String>> kinds = new TreeMap<>();
        if (node instanceof JsonObject object) {
            for (JsonObject.Member member : object.members()) {
                TreeSet<String> values = new TreeSet<>();
                elements(member.value()).forEach(value -> values.add(account(literal(value))));
                if (!values.isEmpty()) {
                    kinds.put(member.name(), values);
                }
            }
        } else {
            TreeSet<String> values = new TreeSet<>();
            elements(node).forEach(value -> values.add(account(literal(value))));
            if (!values.isEmpty()) {
                kinds.put("AWS", values);
            }
        }
        return kinds.isEmpty() ? "" : kinds.toString();
    }

    private static String condition(JsonNode node) {
        if (!(node instanceof JsonObject operators)) {
            return JsonWriter.write(node);
        }
        Map<String, String> conditions = new TreeMap<>();
        for (JsonObject.Member operator : operators.members()) {
            if (operator.value() instanceof JsonObject keys) {
                for (JsonObject.Member key : keys.members()) {
                    conditions.merge(
                            lower(operator.name()) + " " + lower(key.name()), values(key.value()), String::concat);
                }
            } else {
                conditions.put(lower(operator.name()), JsonWriter.write(operator.value()));
            }
        }
        return conditions.isEmpty() ? "" : conditions.toString();
    }

    private static String values(JsonNode node) {
        return new TreeSet<>(elements(node).map(PolicyEquivalence::literal).toList()).toString();
    }

    /** {@code 100} and {@code "100"} are one literal. Quotes keep a text with a comma from being two. */
    private static String literal(JsonNode node) {
        if (node instanceof JsonNumber number) {
            return '"' + number.text() + '"';
        }
        if (node instanceof JsonBoolean bool) {
            return "\"" + bool.value() + '"';
        }
        return JsonWriter.write(node);
    }

    /** {@code "arn:aws:iam::123456789012:root"}, in whatever partition, is {@code "123456789012"}. */
    private static String account(String literal) {
        String[] fields = literal.split(":", -1);
        boolean root = fields.length == 6
                && fields[0].equals("\"arn")
                && fields[2].equals("iam")
                && fields[3].isEmpty()
                && fields[5].equals("root\"");
        return root ? '"' + fields[4] + '"' : literal;
    }

    private static boolean isEmptyText(JsonNode node) {
        return node instanceof JsonString text && text.value().isEmpty();
    }

    private static Stream<JsonNode> elements(JsonNode node) {
        return node instanceof JsonArray array ? array.elements().stream() : Stream.of(node);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}

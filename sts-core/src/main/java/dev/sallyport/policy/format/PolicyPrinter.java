package dev.sallyport.policy.format;

import dev.sallyport.json.Json;
import dev.sallyport.json.JsonArray;
import dev.sallyport.json.JsonLimits;
import dev.sallyport.json.JsonNode;
import dev.sallyport.json.JsonObject;
import dev.sallyport.json.JsonWriter;
import dev.sallyport.policy.MalformedPolicyException;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.PolicyType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Prints a policy document so that two people who mean the same also write the same: the elements of the policy and of
 * each statement in the order of the grammar, two spaces a level, lists of several values a line each.
 *
 * <p>Everything else stays as its author wrote it, because it carries meaning or intent: the order of statements, values,
 * principals, operators and keys, a lone value or a list of one, upper and lower case, every digit of a number. So what is
 * printed parses to the same policy, and printing it again changes nothing.
 */
public final class PolicyPrinter {
    /** A longer document is no policy. */
    private static final int MAX_LENGTH = 131_072;

    /** The characters that a policy may hold unescaped end here. */
    private static final char LAST_CHARACTER = 0xff;

    private static final String INDENT = "  ";
    private static final List<String> POLICY_ELEMENTS = List.of("Version", "Id", "Statement");
    private static final List<String> STATEMENT_ELEMENTS = List.of(
            "Sid",
            "Effect",
            "Principal",
            "NotPrincipal",
            "Action",
            "NotAction",
            "Resource",
            "NotResource",
            "Condition");

    private final boolean compact;
    private final StringBuilder out = new StringBuilder();

    private PolicyPrinter(boolean compact) {
        this.compact = compact;
    }

    /** The policy's own text, printed. */
    public static String print(Policy policy) {
        return layOut(policy.json());
    }

    /**
     * A document printed, with a line end behind it. One that white space would make longer than a policy may be is printed
     * without any.
     *
     * @param type what the document has to be; taken as stored, so that what could not be written today can be printed
     * @throws MalformedPolicyException when it is no such policy
     * @throws IllegalArgumentException when its escapes alone would make it longer than a policy may be
     */
    public static String print(PolicyType type, String document) {
        return print(Policy.parseStored(type, "", document));
    }

    private static String layOut(String document) {
        JsonNode node = Json.parse(document, JsonLimits.DEFAULT.withMaxLength(MAX_LENGTH));
        String printed = new PolicyPrinter(false).document(node);
        if (printed.length() > MAX_LENGTH) {
            printed = new PolicyPrinter(true).document(node);
        }
        if (printed.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("printed it would be longer than the " + MAX_LENGTH
                    + " characters of a policy; it holds too many characters that are escaped");
        }
        return printed;
    }

    private String document(JsonNode node) {
        List<JsonObject.Member> members = ordered((JsonObject) node, POLICY_ELEMENTS);
        open('{');
        for (int i = 0; i < members.size(); i++) {
            JsonObject.Member member = members.get(i);
            name(member.name(), 1, i);
            if (member.name().equals("Statement")) {
                statements(member.value());
            } else {
                value(member.value(), 1);
            }
        }
        close('}', 0);
        return out.append('\n').toString();
    }

    private void statements(JsonNode node) {
        if (!(node instanceof JsonArray array)) {
            statement(node, 1);
            return;
        }
        open('[');
        for (int i = 0; i < array.elements().size(); i++) {
            separate(2, i);
            statement(array.elements().get(i), 2);
        }
        close(']', 1);
    }

    private void statement(JsonNode node, int depth) {
        object(ordered((JsonObject) node, STATEMENT_ELEMENTS), depth);
    }

    private void object(List<JsonObject.Member> members, int depth) {
        if (members.isEmpty()) {
            out.append("{}");
            return;
        }
        open('{');
        for (int i = 0; i < members.size(); i++) {
            name(members.get(i).name(), depth + 1, i);
            value(members.get(i).value(), depth + 1);
        }
        close('}', depth);
    }

    private void value(JsonNode node, int depth) {
        if (node instanceof JsonObject object) {
            object(List.copyOf(object.members()), depth);
        } else if (node instanceof JsonArray array) {
            array(array.elements(), depth);
        } else {
            out.append(escaped(JsonWriter.write(node)));
        }
    }

    private void array(List<JsonNode> elements, int depth) {
        if (elements.size() < 2) {
            out.append('[');
            elements.forEach(element -> value(element, depth));
            out.append(']');
            return;
        }
        open('[');
        for (int i = 0; i < elements.size(); i++) {
            separate(depth + 1, i);
            value(elements.get(i), depth + 1);
        }
        close(']', depth);
    }

    private void name(String name, int depth, int index) {
        separate(depth, index);
        out.append(escaped(new JsonWriter().value(name).text())).append(compact ? ":" : ": ");
    }

    private void separate(int depth, int index) {
        out.append(index == 0 ? "" : ",");
        line(depth);
    }

    private void open(char bracket) {
        out.append(bracket);
    }

    private void close(char bracket, int depth) {
        line(depth);
        out.append(bracket);
    }

    private void line(int depth) {
        if (!compact) {
            out.append('\n').append(INDENT.repeat(depth));
        }
    }

    private static List<JsonObject.Member> ordered(JsonObject object, List<String> elements) {
        List<JsonObject.Member> members = new ArrayList<>(object.members());
        members.sort(Comparator.comparingInt(member -> elements.indexOf(member.name())));
        return members;
    }

    /** A policy holds no character past U+00FF; inside of strings they are escaped, and elsewhere there are none. */
    private static String escaped(String json) {
        if (json.chars().noneMatch(c -> c > LAST_CHARACTER)) {
            return json;
        }
        StringBuilder text = new StringBuilder(json.length() + 16);
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c > LAST_CHARACTER) {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}

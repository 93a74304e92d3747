package dev.sallyport.acceptance.attacks;

import dev.sallyport.json.JsonArray;
import dev.sallyport.json.JsonBoolean;
import dev.sallyport.json.JsonNode;
import dev.sallyport.json.JsonNumber;
import dev.sallyport.json.JsonObject;
import dev.sallyport.json.JsonString;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * One request of an attack file, with placeholders still in it.
 *
 * @param upstream conditions by name; their values are texts, {@code true} and {@code false} among them
 */
record AttackCase(
        String id,
        String attackClass,
        String name,
        String target,
        String credential,
        String expect,
        Set<Integer> statuses,
        Set<String> errorCodes,
        Map<String, String> upstream,
        Optional<String> canonicalRequest,
        String raw,
        Optional<String> rawAtFixedTime) {
    private static final Set<String> KNOWN = Set.of(
            "id",
            "class",
            "name",
            "target",
            "credential",
            "expect",
            "status",
            "errorCodes",
            "upstream",
            "source",
            "note",
            "canonicalRequest",
            "rawLatin1",
            "rawAtFixedTimeLatin1");

    static AttackCase read(JsonObject object) {
        for (JsonObject.Member member : object.members()) {
            if (!KNOWN.contains(member.name())) {
                throw new UnknownShape("the member `" + member.name() + "` of a case is not known");
            }
        }
        Map<String, String> upstream = new TreeMap<>();
        object.get("upstream")
                .ifPresent(conditions -> ((JsonObject) conditions)
                        .members()
                        .forEach(condition -> upstream.put(condition.name(), conditionText(condition.value()))));
        return new AttackCase(
                text(object, "id"),
                text(object, "class"),
                text(object, "name"),
                text(object, "target"),
                text(object, "credential"),
                text(object, "expect"),
                Set.copyOf(elements(object, "status").stream()
                        .map(status -> Integer.parseInt(((JsonNumber) status).text()))
                        .toList()),
                Set.copyOf(elements(object, "errorCodes").stream()
                        .map(code -> ((JsonString) code).value())
                        .toList()),
                upstream,
                optionalText(object, "canonicalRequest"),
                text(object, "rawLatin1"),
                optionalText(object, "rawAtFixedTimeLatin1"));
    }

    boolean isControl() {
        return name.startsWith("control");
    }

    /** Whether a condition is there and asked for. */
    boolean demands(String condition) {
        return "true".equals(upstream.get(condition));
    }

    @Override
    public String toString() {
        return id + " (" + name + ")";
    }

    static String text(JsonObject object, String name) {
        return optionalText(object, name)
                .orElseThrow(() -> new UnknownShape("the member `" + name + "` of a case is missing"));
    }

    private static Optional<String> optionalText(JsonObject object, String name) {
        return object.get(name).filter(JsonString.class::isInstance).map(node -> ((JsonString) node).value());
    }

    private static List<JsonNode> elements(JsonObject object, String name) {
        return object.get(name)
                .map(node -> node instanceof JsonArray array ? array.elements() : List.of(node))
                .orElse(List.of());
    }

    private static String conditionText(JsonNode node) {
        if (node instanceof JsonBoolean flag) {
            return String.valueOf(flag.value());
        }
        if (node instanceof JsonString text) {
            return text.value();
        }
        throw new UnknownShape("a condition under `upstream` is neither true, false nor a text");
    }
}

package dev.sallyport.policy.cases;

import dev.sallyport.json.JsonArray;
import dev.sallyport.json.JsonBoolean;
import dev.sallyport.json.JsonNode;
import dev.sallyport.json.JsonNumber;
import dev.sallyport.json.JsonObject;
import dev.sallyport.json.JsonString;
import dev.sallyport.json.JsonWriter;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads an object of a case file; a field that is missing, unknown or of another kind makes the case fail. */
final class Fields {
    private final JsonObject object;

    Fields(JsonObject object) {
        this.object = object;
    }

    static Fields of(JsonNode node) {
        if (node instanceof JsonObject object) {
            return new Fields(object);
        }
        throw new IllegalArgumentException("an object was expected, not " + node.kind());
    }

    JsonObject node() {
        return object;
    }

    void refuseUnknown(Set<String> known) {
        for (JsonObject.Member member : object.members()) {
            if (!known.contains(member.name())) {
                throw new IllegalArgumentException("there is no field `" + member.name() + "` here");
            }
        }
    }

    boolean has(String name) {
        return object.contains(name);
    }

    Optional<JsonNode> maybe(String name) {
        return object.get(name);
    }

    JsonNode require(String name) {
        return maybe(name).orElseThrow(() -> new IllegalArgumentException("the field `" + name + "` is missing"));
    }

    String text(String name) {
        return text(require(name));
    }

    Optional<String> maybeText(String name) {
        return maybe(name).map(Fields::text);
    }

    boolean flag(String name) {
        return maybe(name)
                .map(node -> node instanceof JsonBoolean bool && bool.value())
                .orElse(false);
    }

    /** A whole number. */
    int number(String name) {
        if (require(name) instanceof JsonNumber number) {
            return Integer.parseInt(number.text());
        }
        throw new IllegalArgumentException("the field `" + name + "` is a number");
    }

    Fields object(String name) {
        return of(require(name));
    }

    List<JsonNode> list(String name) {
        return maybe(name).map(Fields::elements).orElse(List.of());
    }

    List<String> texts(String name) {
        return list(name).stream().map(Fields::text).toList();
    }

    static List<JsonNode> elements(JsonNode node) {
        if (node instanceof JsonArray array) {
            return array.elements();
        }
        throw new IllegalArgumentException("an array was expected, not " + node.kind());
    }

    static String text(JsonNode node) {
        if (node instanceof JsonString string) {
            return string.value();
        }
        throw new IllegalArgumentException("a string was expected, not " + node.kind());
    }

    /** A document inside a case as the text of a policy, which holds no character past U+00FF. */
    static String document(JsonNode node) {
        return ascii(JsonWriter.write(node));
    }

    /** JSON with every character past U+00FF escaped. */
    static String ascii(String json) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c > 0xff) {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}

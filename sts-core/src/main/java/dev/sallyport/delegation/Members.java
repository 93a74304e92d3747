package dev.sallyport.delegation;

import dev.sallyport.error.ApiException;
import dev.sallyport.json.Json;
import dev.sallyport.json.JsonArray;
import dev.sallyport.json.JsonBoolean;
import dev.sallyport.json.JsonLimits;
import dev.sallyport.json.JsonNode;
import dev.sallyport.json.JsonNull;
import dev.sallyport.json.JsonNumber;
import dev.sallyport.json.JsonObject;
import dev.sallyport.json.JsonString;
import dev.sallyport.json.JsonSyntaxException;
import dev.sallyport.policy.MalformedPolicyException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** The members of one object of a message, each of which is read once; {@link #end} refuses those nobody reads. */
final class Members {
    private static final int MAX_DEPTH = 12;
    private static final int MAX_DIGITS = 15;
    private static final int MAX_SHOWN_NAME = 64;

    private final String what;
    private final JsonObject object;
    private final Set<String> read = new HashSet<>();

    private Members(String what, JsonObject object) {
        this.what = what;
        this.object = object;
    }

    /** The message itself, whose version is the one we speak. */
    static Members of(String what, byte[] json, int maxBytes) {
        JsonNode node;
        try {
            node = Json.parse(json, new JsonLimits(maxBytes, MAX_DEPTH, MAX_DIGITS));
        } catch (JsonSyntaxException notJson) {
            // The parser's text may repeat a name out of the message; the place is enough.
            throw new MalformedMessageException(
                    what + " is not strict JSON at line " + notJson.line() + ", column " + notJson.column());
        }
        Members members = of(what, node);
        if (members.number("version") != FilterProtocol.VERSION) {
            throw members.fault("version", "is not " + FilterProtocol.VERSION);
        }
        return members;
    }

    static Members of(String what, JsonNode node) {
        if (!(node instanceof JsonObject object)) {
            throw new MalformedMessageException(what + " is " + node.kind() + " where an object should stand");
        }
        return new Members(what, object);
    }

    boolean has(String name) {
        return object.contains(name);
    }

    String text(String name) {
        return required(name, JsonString.class, "a string").value();
    }

    /** A string that {@code parse} understands; what that throws for others becomes a fault of the message. */
    <T> T parsed(String name, Function<String, T> parse) {
        String text = text(name);
        return built(name, () -> parse.apply(text));
    }

    Instant instant(String name) {
        return instantOf(name, text(name));
    }

    long number(String name) {
        String digits = required(name, JsonNumber.class, "a number").text();
        if (digits.length() > MAX_DIGITS || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw fault(name, "is not a whole number of at most " + MAX_DIGITS + " digits");
        }
        return Long.parseLong(digits);
    }

    boolean bool(String name) {
        return required(name, JsonBoolean.class, "true or false").value();
    }

    Members object(String name) {
        return new Members(name, required(name, JsonObject.class, "an object"));
    }

    List<Members> objects(String name, int max) {
        return elements(name, max, node -> Members.of("an element of `" + name + "`", node));
    }

    List<String> texts(String name, int max) {
        return elements(name, max, node -> {
            if (!(node instanceof JsonString string)) {
                throw fault(name, "holds " + node.kind() + " where a string should stand");
            }
            return string.value();
        });
    }

    <T> List<T> parsedTexts(String name, int max, Function<String, T> parse) {
        return texts(name, max).stream()
                .map(text -> built(name, () -> parse.apply(text)))
                .toList();
    }

    /** A member that must be there, and is {@code null} when there is nothing to say. */
    <T> Optional<T> nullable(String name, Function<String, T> read) {
        if (object.get(name).orElse(null) instanceof JsonNull) {
            this.read.add(name);
            return Optional.empty();
        }
        return Optional.of(read.apply(name));
    }

    /** Refuses members that nobody has read. */
    void end() {
        for (JsonObject.Member member : object.members()) {
            if (!read.contains(member.name())) {
                throw fault(member.name(), "is not known here; let gateway and filter have the same version");
            }
        }
    }

    MalformedMessageException fault(String name, String problem) {
        String shown = name.length() <= MAX_SHOWN_NAME ? name : name.substring(0, MAX_SHOWN_NAME);
        return new MalformedMessageException("`" + shown + "` of " + what + " " + problem);
    }

    /** What {@code build} makes of several members; what it refuses is a fault of the message. */
    <T> T built(String name, Supplier<T> build) {
        try {
            return build.get();
        } catch (IllegalArgumentException | ApiException | MalformedPolicyException refused) {
            throw fault(name, "cannot be taken");
        }
    }

    private <T> List<T> elements(String name, int max, Function<JsonNode, T> element) {
        List<JsonNode> nodes = required(name, JsonArray.class, "an array").elements();
        if (nodes.size() > max) {
            throw fault(name, "has more than " + max + " elements");
        }
        List<T> values = new ArrayList<>();
        nodes.forEach(node -> values.add(element.apply(node)));
        return values;
    }

    /** The one text of that time: another would be a second spelling of the same message. */
    private Instant instantOf(String name, String text) {
        try {
            Instant instant = Instant.parse(text);
            if (instant.toString().equals(text)) {
                return instant;
            }
        } catch (DateTimeException unreadable) {
            // Refused below, like any other text that is not a time.
        }
        throw fault(name, "is not a time in UTC such as `2026-01-15T12:00:00Z`");
    }

    private <T extends JsonNode> T required(String name, Class<T> kind, String kindName) {
        JsonNode node = object.get(name).orElseThrow(() -> fault(name, "is missing"));
        if (!kind.isInstance(node)) {
            throw fault(name, "is " + node.kind() + ", not " + kindName);
        }
        read.add(name);
        return kind.cast(node);
    }
}

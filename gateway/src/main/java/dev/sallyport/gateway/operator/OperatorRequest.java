package dev.sallyport.gateway.operator;

import dev.sallyport.json.Json;
import dev.sallyport.json.JsonLimits;
import dev.sallyport.json.JsonNode;
import dev.sallyport.json.JsonNumber;
import dev.sallyport.json.JsonObject;
import dev.sallyport.json.JsonString;
import dev.sallyport.json.JsonSyntaxException;
import dev.sallyport.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The one line that asks for a command: {@code {"version":1,"command":"revoke","arguments":{"session":"…"}}}. Every argument
 * is a string.
 */
public record OperatorRequest(String command, Map<String, String> arguments) {
    /** Of one line; an argument is a name or an ARN. */
    public static final int MAX_BYTES = 64 * 1024;

    private static final int MAX_ARGUMENTS = 16;
    private static final String VERSION = "1";
    private static final Set<String> MEMBERS = Set.of("version", "command", "arguments");

    public OperatorRequest {
        arguments = Map.copyOf(arguments);
    }

    /** @throws OperatorRefusal when {@code line} is anything else */
    public static OperatorRequest parse(byte[] line) {
        JsonObject request = object(line);
        for (JsonObject.Member member : request.members()) {
            if (!MEMBERS.contains(member.name())) {
                throw unknown();
            }
        }
        if (!(request.get("version").orElse(null) instanceof JsonNumber version)
                || !version.text().equals(VERSION)) {
            throw unknown();
        }
        if (!(request.get("command").orElse(null) instanceof JsonString command)
                || !(request.get("arguments").orElse(null) instanceof JsonObject arguments)
                || arguments.members().size() > MAX_ARGUMENTS) {
            throw unknown();
        }
        Map<String, String> values = new TreeMap<>();
        for (JsonObject.Member argument : arguments.members()) {
            if (!(argument.value() instanceof JsonString value)) {
                throw unknown();
            }
            values.put(argument.name(), value.value());
        }
        return new OperatorRequest(command.value(), values);
    }

    /** The line, with its end. */
    public byte[] line() {
        JsonWriter json = new JsonWriter()
                .beginObject()
                .name("version")
                .value(1)
                .field("command", command)
                .name("arguments")
                .beginObject();
        new TreeMap<>(arguments).forEach(json::field);
        return (json.endObject().endObject().text() + '\n').getBytes(StandardCharsets.UTF_8);
    }

    private static JsonObject object(byte[] line) {
        JsonNode node;
        try {
            node = Json.parse(line, new JsonLimits(MAX_BYTES, 4, 4));
        } catch (JsonSyntaxException notJson) {
            throw unknown();
        }
        if (!(node instanceof JsonObject object)) {
            throw unknown();
        }
        return object;
    }

    private static OperatorRefusal unknown() {
        return new OperatorRefusal("this gateway does not understand the command: use the `sallyport` of its version");
    }

    /** Without the arguments: some are secrets. */
    @Override
    public String toString() {
        return "OperatorRequest[" + command + "]";
    }
}

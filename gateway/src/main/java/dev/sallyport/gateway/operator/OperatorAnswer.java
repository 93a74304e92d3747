package dev.sallyport.gateway.operator;

import dev.sallyport.json.Json;
import dev.sallyport.json.JsonBoolean;
import dev.sallyport.json.JsonLimits;
import dev.sallyport.json.JsonNode;
import dev.sallyport.json.JsonObject;
import dev.sallyport.json.JsonString;
import dev.sallyport.json.JsonSyntaxException;
import dev.sallyport.json.JsonWriter;
import java.util.Optional;

/** One line of an answer: something of it, that it is done, or why it is not. A connection that ends before was cut. */
public sealed interface OperatorAnswer {
    record Line(JsonObject object) implements OperatorAnswer {}

    record Done() implements OperatorAnswer {}

    record Failed(String why) implements OperatorAnswer {}

    static String line(String object) {
        return "{\"line\":" + object + "}";
    }

    static String done() {
        return new JsonWriter().beginObject().field("done", true).endObject().text();
    }

    static String failed(String why) {
        return new JsonWriter().beginObject().field("failed", why).endObject().text();
    }

    /** Empty when {@code text} is no line of an answer. */
    static Optional<OperatorAnswer> parse(String text) {
        JsonNode node;
        try {
            node = Json.parse(text, JsonLimits.DEFAULT);
        } catch (JsonSyntaxException notJson) {
            return Optional.empty();
        }
        if (!(node instanceof JsonObject answer) || answer.members().size() != 1) {
            return Optional.empty();
        }
        if (answer.get("line").orElse(null) instanceof JsonObject object) {
            return Optional.of(new Line(object));
        }
        if (answer.get("done").orElse(null) instanceof JsonBoolean done && done.value()) {
            return Optional.of(new Done());
        }
        return answer.get("failed").orElse(null) instanceof JsonString why
                ? Optional.of(new Failed(why.value()))
                : Optional.empty();
    }
}

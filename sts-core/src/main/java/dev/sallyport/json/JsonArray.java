package dev.sallyport.json;

import java.util.List;

/** An array. */
public record JsonArray(List<JsonNode> elements, Span span) implements JsonNode {
    public JsonArray {
        elements = List.copyOf(elements);
    }

    @Override
    public String kind() {
        return "an array";
    }
}

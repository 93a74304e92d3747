package dev.sallyport.json;

/** {@code true} or {@code false}. */
public record JsonBoolean(boolean value, Span span) implements JsonNode {
    @Override
    public String kind() {
        return value ? "true" : "false";
    }
}

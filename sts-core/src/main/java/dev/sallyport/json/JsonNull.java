package dev.sallyport.json;

/** {@code null}. */
public record JsonNull(Span span) implements JsonNode {
    @Override
    public String kind() {
        return "null";
    }
}

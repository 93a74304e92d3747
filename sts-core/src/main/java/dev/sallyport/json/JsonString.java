package dev.sallyport.json;

/** A string, with its escapes resolved; it never holds a lone surrogate. */
public record JsonString(String value, Span span) implements JsonNode {
    @Override
    public String kind() {
        return "a string";
    }
}

package dev.sallyport.json;

/** A number as it was written, so that no digit is lost before somebody decides what it means. */
public record JsonNumber(String text, Span span) implements JsonNode {
    @Override
    public String kind() {
        return "a number";
    }
}

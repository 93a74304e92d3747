package dev.sallyport.json;

/** A value of a JSON document and where it stood. Immutable. */
public sealed interface JsonNode permits JsonObject, JsonArray, JsonString, JsonNumber, JsonBoolean, JsonNull {
    Span span();

    /** What this is, for error texts: {@code an object}, {@code a string}. */
    String kind();

    default int line() {
        return span().line();
    }

    default int column() {
        return span().column();
    }
}

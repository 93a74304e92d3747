package dev.sallyport.json;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Reads RFC 8259 JSON, strictly: names that occur twice, text behind the value, a byte-order mark, invalid UTF-8, lone
 * surrogates, and anything past the limits are refused. Two readers that treat those differently are how a document
 * means one thing to whoever checks it and another to whoever uses it.
 */
public final class Json {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private Json() {}

    /** @throws JsonSyntaxException when the bytes are not one JSON value in UTF-8 within the limits */
    public static JsonNode parse(byte[] utf8, JsonLimits limits) {
        requireLength(utf8.length, limits);
        CharBuffer decoded = CharBuffer.allocate(utf8.length);
        boolean invalid = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(utf8), decoded, true)
                .isError();
        String text = decoded.flip().toString();
        if (invalid) {
            throw Place.START.walkTo(text, text.length()).fault("the text is not UTF-8 from here on");
        }
        return parse(text, limits);
    }

    /** @throws JsonSyntaxException when the text is not one JSON value within the limits */
    public static JsonNode parse(String text, JsonLimits limits) {
        requireLength(text.length(), limits);
        if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
            throw Place.START.fault("the text begins with a byte-order mark; leave it out");
        }
        return new JsonReader(text, limits).document();
    }

    private static void requireLength(int length, JsonLimits limits) {
        if (length > limits.maxLength()) {
            throw Place.START.fault("the text is longer than " + limits.maxLength());
        }
    }
}

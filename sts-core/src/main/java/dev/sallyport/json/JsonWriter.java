package dev.sallyport.json;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The one JSON encoder: a value on one line, with nothing in it that a log, a terminal or a script element could take for
 * something else.
 *
 * <p>Control characters, the line separators U+2028 and U+2029, and lone surrogates are escaped. Calls in an order that
 * does not make JSON throw {@link IllegalStateException}: they are a mistake of the program.
 */
public final class JsonWriter {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    /** What the writer is inside of. */
    private enum Inside {
        DOCUMENT,
        OBJECT,
        MEMBER,
        ARRAY
    }

    private final StringBuilder out = new StringBuilder();
    private final Deque<Inside> inside = new ArrayDeque<>();
    private boolean first = true;

    public JsonWriter() {
        inside.push(Inside.DOCUMENT);
    }

    /** A document that holds {@code node}. */
    public static String write(JsonNode node) {
        return new JsonWriter().value(node).text();
    }

    public JsonWriter beginObject() {
        beforeValue();
        out.append('{');
        inside.push(Inside.OBJECT);
        first = true;
        return this;
    }

    public JsonWriter endObject() {
        require(Inside.OBJECT);
        inside.pop();
        out.append('}');
        afterValue();
        return this;
    }

    public JsonWriter beginArray() {
        beforeValue();
        out.append('[');
        inside.push(Inside.ARRAY);
        first = true;
        return this;
    }

    public JsonWriter endArray() {
        require(Inside.ARRAY);
        inside.pop();
        out.append(']');
        afterValue();
        return this;
    }

    /** The name of the next value. */
    public JsonWriter name(String name) {
        require(Inside.OBJECT);
        separate();
        quote(name);
        out.append(':');
        inside.push(Inside.MEMBER);
        return this;
    }

    public JsonWriter value(String value) {
        beforeValue();
        quote(value);
        afterValue();
        return this;
    }

    public JsonWriter value(long value) {
        return literal(Long.toString(value));
    }

    public JsonWriter value(boolean value) {
        return literal(Boolean.toString(value));
    }

    public JsonWriter nullValue() {
        return literal("null");
    }

    /** Every element a string. */
    public JsonWriter value(Iterable<String> values) {
        beginArray();
        values.forEach(this::value);
        return endArray();
    }

    public JsonWriter value(JsonNode node) {
        if (node instanceof JsonObject object) {
            beginObject();
            for (JsonObject.Member member : object.members()) {
                name(member.name()).value(member.value());
            }
            return endObject();
        }
        if (node instanceof JsonArray array) {
            beginArray();
            array.elements().forEach(this::value);
            return endArray();
        }
        if (node instanceof JsonString string) {
            return value(string.value());
        }
        if (node instanceof JsonNumber number) {
            return literal(number.text());
        }
        return node instanceof JsonBoolean bool ? value(bool.value()) : nullValue();
    }

    public JsonWriter field(String name, String value) {
        return name(name).value(value);
    }

    public JsonWriter field(String name, long value) {
        return name(name).value(value);
    }

    public JsonWriter field(String name, boolean value) {
        return name(name).value(value);
    }

    public JsonWriter field(String name, Iterable<String> values) {
        return name(name).value(values);
    }

    /** The finished document. */
    public String text() {
        require(Inside.DOCUMENT);
        if (first) {
            throw new IllegalStateException("nothing was written");
        }
        return out.toString();
    }

    private JsonWriter literal(String literal) {
        beforeValue();
        out.append(literal);
        afterValue();
        return this;
    }

    private void beforeValue() {
        switch (inside.element()) {
            case DOCUMENT -> {
                if (!first) {
                    throw new IllegalStateException("a document is one value");
                }
            }
            case OBJECT -> throw new IllegalStateException("a value in an object needs a name");
            case ARRAY -> separate();
            case MEMBER -> inside.pop();
        }
    }

    private void afterValue() {
        first = false;
    }

    private void separate() {
        if (!first) {
            out.append(',');
        }
    }

    private void require(Inside expected) {
        if (inside.element() != expected) {
            throw new IllegalStateException("inside " + inside.element() + ", not " + expected);
        }
    }

    private void quote(String value) {
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (Character.isHighSurrogate(c)
                            && i + 1 < value.length()
                            && Character.isLowSurrogate(value.charAt(i + 1))) {
                        out.append(c).append(value.charAt(++i));
                    } else if (mustEscape(c)) {
                        out.append("\\u")
                                .append(HEX[c >> 12])
                                .append(HEX[(c >> 8) & 15])
                                .append(HEX[(c >> 4) & 15])
                                .append(HEX[c & 15]);
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static boolean mustEscape(char c) {
        return c < ' '
                || (c >= 0x7f && c < 0xa0)
                || c == '\u2028'
                || c == '\u2029'
                || c == '\uFEFF'
                || Character.isSurrogate(c);
    }
}

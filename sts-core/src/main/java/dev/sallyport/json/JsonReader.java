package dev.sallyport.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/** One reading of one text: the streaming parser's tokens made into nodes, and what it lets pass refused. */
final class JsonReader {
    private static final int MAX_SHOWN_NAME = 64;

    /**
     * Making one costs more than reading a token does. It keeps no names, so that no text leaves anything behind for the next;
     * how much a text may be is decided here, before and while it is read.
     */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final String text;
    private final JsonLimits limits;
    private final JsonParser parser;

    // Tokens come in the order of the text, so each place is found by walking on from the last one.
    private Place place = Place.START;
    private int depth;

    JsonReader(String text, JsonLimits limits) {
        this.text = text;
        this.limits = limits;
        this.parser = FACTORY.createParser(ObjectReadContext.empty(), text);
    }

    JsonNode document() {
        try (parser) {
            JsonNode node = value(parser.nextToken());
            if (parser.nextToken() != null) {
                throw tokenStart().fault("there is more text after the end of the value");
            }
            return node;
        } catch (JacksonException notJson) {
            throw unexpected(placeOf(notJson));
        }
    }

    private JsonNode value(@Nullable JsonToken token) {
        if (token == null) {
            throw placeAt(text.length()).fault("the text ends where a value should stand");
        }
        return switch (token) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> {
                Place start = tokenStart();
                String value = parser.getString();
                yield new JsonString(wellFormed(value, start), start.until(tokenEnd()));
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                Place start = tokenStart();
                String number = parser.getString();
                if (number.length() > limits.maxNumberLength()) {
                    throw start.fault("the number is longer than " + limits.maxNumberLength() + " characters");
                }
                yield new JsonNumber(number, start.until(tokenEnd()));
            }
            case VALUE_TRUE -> new JsonBoolean(true, tokenStart().until(tokenEnd()));
            case VALUE_FALSE -> new JsonBoolean(false, tokenStart().until(tokenEnd()));
            case VALUE_NULL -> new JsonNull(tokenStart().until(tokenEnd()));
            case END_ARRAY, END_OBJECT, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                throw unexpected(tokenStart());
        };
    }

    private JsonObject object() {
        Place start = deeper();
        Map<String, JsonObject.Member> members = new LinkedHashMap<>();
        while (next() == JsonToken.PROPERTY_NAME) {
            Place nameStart = tokenStart();
            String name = wellFormed(parser.currentName(), nameStart);
            // The parser has already read on to the colon, so a name's own end is not known; nobody points at it.
            Span nameSpan = nameStart.until(nameStart);
            JsonNode value = value(parser.nextToken());
            if (members.putIfAbsent(name, new JsonObject.Member(name, nameSpan, value)) != null) {
                throw new JsonSyntaxException(
                        "the name `" + shown(name) + "` occurs twice", nameSpan.line(), nameSpan.column());
            }
        }
        depth--;
        return new JsonObject(members, start.until(tokenEnd()));
    }

    private JsonArray array() {
        Place start = deeper();
        List<JsonNode> elements = new ArrayList<>();
        for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
            elements.add(value(token));
        }
        depth--;
        return new JsonArray(elements, start.until(tokenEnd()));
    }

    /** Where the array or object begins that is entered. */
    private Place deeper() {
        Place start = tokenStart();
        if (++depth > limits.maxDepth()) {
            throw start.fault("the text nests deeper than " + limits.maxDepth() + " levels");
        }
        return start;
    }

    private JsonToken next() {
        JsonToken token = parser.nextToken();
        if (token == null) {
            throw placeAt(text.length()).fault("the text ends inside an array or object");
        }
        return token;
    }

    private static String wellFormed(String value, Place start) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Character.isHighSurrogate(c)
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw start.fault("the string holds half of a surrogate pair");
            }
        }
        return value;
    }

    private JsonSyntaxException unexpected(Place at) {
        if (at.offset() >= text.length()) {
            return at.fault("the text ends too early: a string, array or object is not closed");
        }
        int c = text.codePointAt(at.offset());
        String character = c < ' ' || c >= 0x7f ? String.format("U+%04X", c) : "`" + (char) c + "`";
        return at.fault("unexpected " + character + ": this is not JSON" + hint(c));
    }

    /** What people who write policies by hand most often did where the parser stopped at {@code c}. */
    private static String hint(int c) {
        return switch (c) {
            case '"', '{', '[' -> "; a comma may be missing before it";
            case '}', ']' -> "; a comma before it may be one too many";
            case '\'' -> "; strings stand in double quotes";
            case '/', '#' -> "; there are no comments in it";
            default -> "";
        };
    }

    private static String shown(String name) {
        StringBuilder shown = new StringBuilder();
        name.codePoints()
                .limit(MAX_SHOWN_NAME)
                .map(c -> Character.isISOControl(c) || c == '\u2028' || c == '\u2029' ? '?' : c)
                .forEach(shown::appendCodePoint);
        return shown.toString();
    }

    private Place tokenStart() {
        return placeAt((int) parser.currentTokenLocation().getCharOffset());
    }

    private Place tokenEnd() {
        return placeAt((int) parser.currentLocation().getCharOffset());
    }

    private Place placeOf(JacksonException e) {
        TokenStreamLocation location = e.getLocation();
        long offset = location == null ? place.offset() : location.getCharOffset();
        return placeAt((int) Math.min(Math.max(offset, 0), text.length()));
    }

    private Place placeAt(int offset) {
        Place from = offset >= place.offset() ? place : Place.START;
        place = from.walkTo(text, offset);
        return place;
    }
}

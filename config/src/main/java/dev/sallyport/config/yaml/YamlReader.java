package dev.sallyport.config.yaml;

import dev.sallyport.config.yaml.YamlScalar.Form;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Reads one YAML file into nodes, strictly.
 *
 * <p>What YAML offers beyond mappings, lists and scalars is refused, because it lets a file say something else than it
 * shows: anchors and aliases, tags, several documents, a key that stands twice (Jackson takes the last one).
 */
public final class YamlReader {
    /** Bytes of one file; a policy language of a few thousand roles fits. */
    public static final int MAX_FILE_BYTES = 1 << 20;

    /** Mappings and lists inside each other; the configuration needs six. */
    public static final int MAX_DEPTH = 32;

    private static final YAMLFactory YAML = YAMLFactory.builder().build();
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Place start;
    private final SourceText source;
    private final FaultSink faults;
    private final YAMLParser parser;

    private YamlReader(Place start, String text, FaultSink faults, YAMLParser parser) {
        this.start = start;
        this.source = new SourceText(text);
        this.faults = faults;
        this.parser = parser;
    }

    /**
     * The value of the file; empty when it could not be read to its end. Faults that let reading go on, such as a
     * doubled key, are reported and the first meaning is kept.
     */
    public static Optional<YamlNode> read(Path file, byte[] content, FaultSink faults) {
        Place start = Place.startOf(file);
        if (content.length > MAX_FILE_BYTES) {
            faults.add(start, "the file is larger than " + MAX_FILE_BYTES + " bytes; split it");
            return Optional.empty();
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException e) {
            faults.add(start, "the file is not UTF-8; save it as UTF-8");
            return Optional.empty();
        }
        if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
            faults.add(start, "the file begins with a byte-order mark; save it without one");
            return Optional.empty();
        }
        try (JsonParser parser = YAML.createParser(ObjectReadContext.empty(), text)) {
            return new YamlReader(start, text, faults, (YAMLParser) parser).document();
        } catch (UnreadableYamlException e) {
            faults.add(e.place(), e.problem());
        } catch (JacksonException e) {
            YamlSyntax syntax = YamlSyntax.of(e);
            faults.add(start.at(syntax.line(), syntax.column()), syntax.problem());
        }
        return Optional.empty();
    }

    private Optional<YamlNode> document() {
        JsonToken first = parser.nextToken();
        if (first == null) {
            faults.add(start, "the file is empty");
            return Optional.empty();
        }
        YamlNode root = value(first, start, 1);
        if (parser.nextToken() != null) {
            faults.add(place(start), "there is a second document behind `---`; a file holds one");
            return Optional.empty();
        }
        return Optional.of(root);
    }

    private YamlNode value(JsonToken token, Place place, int depth) {
        if (depth > MAX_DEPTH) {
            throw new UnreadableYamlException(place, "more than " + MAX_DEPTH + " levels inside each other");
        }
        refuseIndirection(place);
        if (token == JsonToken.START_OBJECT) {
            return mapping(place, depth);
        }
        if (token == JsonToken.START_ARRAY) {
            return sequence(place, depth);
        }
        return scalar(place);
    }

    private YamlMapping mapping(Place place, int depth) {
        Map<String, YamlMapping.Entry> entries = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            TokenStreamLocation at = parser.currentTokenLocation();
            Place keyPlace = place.key(key, at.getLineNr(), at.getColumnNr());
            refuseIndirection(keyPlace);
            if (key.equals("<<")) {
                throw new UnreadableYamlException(keyPlace, "merge keys (`<<`) are not read; write the settings out");
            }
            JsonToken token = parser.nextToken();
            TokenStreamLocation valueAt = parser.currentTokenLocation();
            Place valuePlace = keyPlace.at(valueAt.getLineNr(), valueAt.getColumnNr());
            YamlNode value = value(token, valuePlace, depth + 1);
            YamlMapping.Entry earlier = entries.putIfAbsent(key, new YamlMapping.Entry(keyPlace, value));
            if (earlier != null) {
                faults.add(
                        keyPlace,
                        "`" + key + "` stands here a second time; the first is in line "
                                + earlier.keyPlace().line());
            }
        }
        return new YamlMapping(place, entries);
    }

    private YamlSequence sequence(Place place, int depth) {
        List<YamlNode> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token == null) {
                throw new UnreadableYamlException(place, "the list does not end");
            }
            TokenStreamLocation at = parser.currentTokenLocation();
            items.add(value(token, place.index(items.size(), at.getLineNr(), at.getColumnNr()), depth + 1));
        }
        return new YamlSequence(place, items);
    }

    private YamlScalar scalar(Place place) {
        String text = parser.getString();
        int first = source.at(parser.currentTokenLocation().getCharOffset());
        // The empty value of `key:` has no character of its own; what stands at its place belongs to somebody else.
        if (text.isEmpty() && source.at(parser.currentTokenLocation().getCharOffset() + 1) != first) {
            return new YamlScalar(place, first == '|' ? Form.LITERAL_BLOCK : Form.EMPTY, text, place);
        }
        if (first == '|') {
            int indentation = source.blockIndentation(place.line(), text);
            return new YamlScalar(place, Form.LITERAL_BLOCK, text, place.at(place.line() + 1, indentation + 1));
        }
        if (first == '>') {
            return new YamlScalar(place, Form.FOLDED_BLOCK, text, place);
        }
        if (first == '"' || first == '\'') {
            return new YamlScalar(place, Form.QUOTED_TEXT, text, place.at(place.line(), place.column() + 1));
        }
        return new YamlScalar(place, PlainScalar.form(text), text, place);
    }

    private void refuseIndirection(Place place) {
        int first = source.at(parser.currentTokenLocation().getCharOffset());
        if (first == '&' || parser.getObjectId() != null) {
            throw new UnreadableYamlException(place, "anchors (`&name`) are not read; write the value out");
        }
        if (first == '*' || parser.isCurrentAlias()) {
            throw new UnreadableYamlException(
                    place,
                    "aliases (`*name`) are not read; write the value out, or put text that begins with `*` in quotes");
        }
        if (first == '!' || parser.getTypeId() != null) {
            throw new UnreadableYamlException(
                    place,
                    "tags (`!name`) are not read; leave the tag out, or put text that begins with `!` in quotes");
        }
    }

    private Place place(Place place) {
        TokenStreamLocation at = parser.currentTokenLocation();
        return place.at(at.getLineNr(), at.getColumnNr());
    }
}

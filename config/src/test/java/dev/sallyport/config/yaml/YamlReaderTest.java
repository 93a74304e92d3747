package dev.sallyport.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.config.yaml.YamlScalar.Form;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {
    private static final Path FILE = Path.of("f.yaml");

    private final List<String> faults = new ArrayList<>();

    @Test
    void everyNodeKnowsItsLineColumnAndPath() {
        YamlMapping root = (YamlMapping) read("""
                a: 1
                b:
                  - x
                  - c: "y"
                """).orElseThrow();

        YamlSequence list = (YamlSequence) root.get("b").orElseThrow();
        YamlNode inner = ((YamlMapping) list.items().get(1)).get("c").orElseThrow();
        assertThat(root.get("a").orElseThrow().place()).isEqualTo(new Place(FILE, 1, 4, "a"));
        assertThat(list.items().get(0).place()).isEqualTo(new Place(FILE, 3, 5, "b[0]"));
        assertThat(inner.place()).isEqualTo(new Place(FILE, 4, 8, "b[1].c"));
        assertThat(root.entries().get("b").keyPlace()).isEqualTo(new Place(FILE, 2, 1, "b"));
        assertThat(faults).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "text#PLAIN_TEXT",
                "'text'#QUOTED_TEXT",
                "\"12\"#QUOTED_TEXT",
                "\"\"#QUOTED_TEXT",
                "''#QUOTED_TEXT",
                "12#INTEGER",
                "-3#INTEGER",
                "0#INTEGER",
                "012#AMBIGUOUS",
                "0x1F#AMBIGUOUS",
                "1_000#AMBIGUOUS",
                "1.5#AMBIGUOUS",
                "true#BOOLEAN",
                "false#BOOLEAN",
                "yes#PLAIN_TEXT",
                "no#PLAIN_TEXT",
                "~#EMPTY",
                "null#EMPTY",
                "1e3#AMBIGUOUS",
                "+7#AMBIGUOUS",
                ".5#AMBIGUOUS",
                ".inf#AMBIGUOUS",
                "-.nan#AMBIGUOUS",
                "0b1#AMBIGUOUS",
                "True#AMBIGUOUS",
                "FALSE#AMBIGUOUS",
                "2026-01-01#PLAIN_TEXT",
                "127.0.0.1#PLAIN_TEXT",
                "10.0.0.0/8#PLAIN_TEXT",
                "12h#PLAIN_TEXT",
                "e3#PLAIN_TEXT",
                "_1#PLAIN_TEXT",
                "0x#PLAIN_TEXT",
                "1e#PLAIN_TEXT",
                "1.2.3#PLAIN_TEXT"
            })
    void aScalarIsWhatYamlTwelveSays(String written, Form form) {
        YamlScalar scalar = scalar("key: " + written + "\n\"next\": x\n");

        assertThat(scalar.form()).isEqualTo(form);
    }

    @ParameterizedTest
    @ValueSource(strings = {"key:\n", "key: # comment\n", "key:\n'next': x\n", "{key: , b: 'x'}", "{key: }"})
    void aKeyWithoutValueIsEmpty(String text) {
        assertThat(scalar(text).form()).isEqualTo(Form.EMPTY);
    }

    @Test
    void aLiteralBlockKnowsWhereItsTextBegins() {
        YamlScalar scalar = scalar("""
                # comment
                key: |
                   first
                     second
                """);

        assertThat(scalar.form()).isEqualTo(Form.LITERAL_BLOCK);
        assertThat(scalar.text()).isEqualTo("first\n  second\n");
        assertThat(scalar.textStart()).isEqualTo(new Place(FILE, 3, 4, "key"));
    }

    @Test
    void emptyLinesBeforeABlocksTextAreItsLines() {
        YamlScalar scalar = scalar("key: |-\n\n  first\n");

        assertThat(scalar.text()).isEqualTo("\nfirst");
        assertThat(scalar.textStart().line()).isEqualTo(2);
        assertThat(scalar.textStart().column()).isEqualTo(3);
    }

    @Test
    void aStatedIndentationLeavesSpacesInTheText() {
        YamlScalar scalar = scalar("key: |2\n    first\n  second\n");

        assertThat(scalar.text()).isEqualTo("  first\nsecond\n");
        assertThat(scalar.textStart().column()).isEqualTo(3);
    }

    @Test
    void charactersOutsideTheBasicPlaneDoNotShiftWhatFollows() {
        YamlMapping root = (YamlMapping)
                read("a: \uD83D\uDE00\uD83D\uDE00\nkey: |\n  x\nb: 'y'\n").orElseThrow();

        assertThat(((YamlScalar) root.get("key").orElseThrow()).form()).isEqualTo(Form.LITERAL_BLOCK);
        assertThat(((YamlScalar) root.get("b").orElseThrow()).form()).isEqualTo(Form.QUOTED_TEXT);
    }

    @Test
    void aFoldedBlockIsMarkedAsSuch() {
        assertThat(scalar("key: >\n  a\n  b\n").form()).isEqualTo(Form.FOLDED_BLOCK);
    }

    @Test
    void aDoubledKeyIsReportedAndTheFirstIsKept() {
        YamlMapping root = (YamlMapping) read("a: 1\nb: 2\na: 3\n").orElseThrow();

        assertThat(((YamlScalar) root.get("a").orElseThrow()).text()).isEqualTo("1");
        assertThat(faults).containsExactly("f.yaml:3:1 a: `a` stands here a second time; the first is in line 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: &x 1\n", "a: &x [1]\n", "a: &x\n  b: 1\n", "&x a: 1\n", "- &x\n  b: 1\n"})
    void anchorsAreRefused(String text) {
        assertThat(read(text)).isEmpty();
        assertThat(faults).singleElement().asString().contains("anchors (`&name`) are not read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: *x\n", "a: [*x]\n"})
    void aliasesAreRefused(String text) {
        assertThat(read(text)).isEmpty();
        assertThat(faults).singleElement().asString().contains("aliases (`*name`) are not read");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: !!str 5\n",
                "a: !!binary aGk=\n",
                "a: !x [1]\n",
                "!x a: 1\n",
                "a: ! 5\n",
                "%TAG ! tag:x,2000:\n---\na: !y b\n"
            })
    void tagsAreRefused(String text) {
        assertThat(read(text)).isEmpty();
        assertThat(faults).singleElement().asString().contains("tags (`!name`) are not read");
    }

    @Test
    void mergeKeysAreRefused() {
        assertThat(read("<<: {a: b}\n")).isEmpty();
        assertThat(faults).singleElement().asString().contains("merge keys (`<<`) are not read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: 1\n---\nb: 2\n", "---\n---\n", "a: 1\n...\n---\nb: 1\n"})
    void aSecondDocumentIsRefused(String text) {
        assertThat(read(text)).isEmpty();
        assertThat(faults).singleElement().asString().contains("there is a second document");
    }

    @Test
    void oneDocumentWithItsMarkersIsRead() {
        assertThat(read("---\na: 1\n...\n")).isPresent();
        assertThat(faults).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing\n", "\n\n"})
    void anEmptyFileIsAFault(String text) {
        assertThat(read(text)).isEmpty();
        assertThat(faults).containsExactly("f.yaml:1:1 : the file is empty");
    }

    @Test
    void asManyLevelsAsTheLimitAreRead() {
        assertThat(read(nested(YamlReader.MAX_DEPTH - 1))).isPresent();
    }

    @Test
    void oneLevelMoreIsRefused() {
        assertThat(read(nested(YamlReader.MAX_DEPTH))).isEmpty();
        assertThat(faults).singleElement().asString().contains("more than 32 levels inside each other");
    }

    @Test
    void aFileOfTheLargestSizeIsRead() {
        assertThat(read(padded(YamlReader.MAX_FILE_BYTES))).isPresent();
    }

    @Test
    void oneByteMoreIsRefused() {
        assertThat(read(padded(YamlReader.MAX_FILE_BYTES + 1))).isEmpty();
        assertThat(faults).singleElement().asString().contains("larger than 1048576 bytes");
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        assertThat(YamlReader.read(FILE, new byte[] {'a', ':', ' ', (byte) 0xc3, '\n'}, this::note))
                .isEmpty();
        assertThat(faults).containsExactly("f.yaml:1:1 : the file is not UTF-8; save it as UTF-8");
    }

    @Test
    void aByteOrderMarkIsRefused() {
        assertThat(read("\uFEFFa: 1\n")).isEmpty();
        assertThat(faults).singleElement().asString().contains("byte-order mark");
    }

    @Test
    void aSyntaxErrorTellsItsPlaceAndNothingOfTheText() {
        assertThat(read("a: 1\nsecret: 'hunter2\nb: 2\n")).isEmpty();
        assertThat(faults)
                .singleElement()
                .asString()
                .startsWith("f.yaml:4:1 : this is not YAML: ")
                .contains("quoted scalar")
                .doesNotContain("hunter2")
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a: \u0001\n", "a: [1\n", "a:\n  - x\n - y\n", "a: \tb\n  c: d\n", "? [x]\n: y\n", "a: b: c\n"})
    void whatIsNotYamlIsOneFault(String text) {
        assertThat(read(text)).isEmpty();
        assertThat(faults).hasSize(1);
    }

    @Test
    void aScalarDoesNotPrintItsText() {
        assertThat(scalar("key: hunter2\n").toString()).doesNotContain("hunter2");
    }

    private static String nested(int levels) {
        return "[".repeat(levels) + "x" + "]".repeat(levels);
    }

    private static String padded(int bytes) {
        String start = "a: 1\n#";
        return start + "x".repeat(bytes - start.length());
    }

    private YamlScalar scalar(String text) {
        YamlMapping root = (YamlMapping) read(text).orElseThrow();
        return (YamlScalar) root.get("key").orElseThrow();
    }

    private Optional<YamlNode> read(String text) {
        return YamlReader.read(FILE, text.getBytes(StandardCharsets.UTF_8), this::note);
    }

    private void note(Place place, String message) {
        faults.add(place.file() + ":" + place.line() + ":" + place.column() + " " + place.path() + ": " + message);
    }
}

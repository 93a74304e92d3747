package dev.sallyport.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @Test
    void nodesKnowWhereTheyStood() {
        JsonObject object = (JsonObject) parse("{\n  \"a\": [true,\n12.50 ],\"b\" : null}");

        JsonArray array = (JsonArray) object.get("a").orElseThrow();
        assertThat(object.span()).isEqualTo(new Span(1, 1, 3, 20));
        assertThat(array.span()).isEqualTo(new Span(2, 8, 3, 8));
        assertThat(array.elements())
                .containsExactly(
                        new JsonBoolean(true, new Span(2, 9, 2, 13)), new JsonNumber("12.50", new Span(3, 1, 3, 6)));
        assertThat(object.get("b")).contains(new JsonNull(new Span(3, 15, 3, 19)));
        assertThat(object.members())
                .extracting(JsonObject.Member::nameSpan)
                .extracting(Span::line, Span::column)
                .containsExactly(tuple(2, 3), tuple(3, 9));
    }

    @Test
    void columnsCountUtf16UnitsBehindEscapesAndLongTexts() {
        String filler = "\\n".repeat(40_000);
        JsonArray array = (JsonArray) parse("[\"" + filler + "\", \"😀\", \"x\"]");

        assertThat(array.elements().get(2).column()).isEqualTo(1 + 2 + 80_000 + 3 + 4 + 2);
    }

    @Test
    void numbersKeepTheirText() {
        assertThat(((JsonNumber) parse("1.000000000000000005E+2")).text()).isEqualTo("1.000000000000000005E+2");
        assertThat(((JsonNumber) parse("-0")).text()).isEqualTo("-0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":1,\"a\":2}|1|8|the name `a` occurs twice",
                "{\"a\":1,\"\\u0061\":2}|1|8|the name `a` occurs twice",
                "{\"a\":{\"b\":1,\"b\":1}}|1|13|the name `b` occurs twice",
                "[1] x|1|5|unexpected `x`: this is not JSON",
                "[1][|1|4|there is more text after the end of the value",
                "[1,]|1|4|unexpected `]`: this is not JSON; a comma before it may be one too many",
                "[1 {}]|1|4|unexpected `{`: this is not JSON; a comma may be missing before it",
                "['a']|1|2|unexpected `'`: this is not JSON; strings stand in double quotes",
                "[1, # one|1|5|unexpected `#`: this is not JSON; there are no comments in it",
                "[1|1|3|the text ends too early: a string, array or object is not closed",
                "$|1|1|unexpected `$`: this is not JSON"
            })
    void faultsSayWhereTheyAre(String text, int line, int column, String problem) {
        JsonSyntaxException fault =
                catchThrowableOfType(JsonSyntaxException.class, () -> Json.parse(text, JsonLimits.DEFAULT));

        assertThat(fault).isNotNull();
        assertThat(fault.problem()).isEqualTo(problem);
        assertThat(fault.line()).isEqualTo(line);
        assertThat(fault.column()).isEqualTo(column);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\\ud800\"",
                "\"\\udc00\\ud800\"",
                "\"\\ud800x\"",
                "{\"\\ud800\":1}",
                "\uFEFF{}",
                " \uFEFF{}",
                "",
                " ",
                "nul",
                "NaN",
                "+1",
                "01",
                ".5",
                "[1 2]",
                "{\"a\" 1}",
                "{a:1}",
                "/**/1",
                "\"\t\"",
                "\"\\x\"",
                "1 2",
                "{} // no"
            })
    void whatRfc8259OrOurRulesDoNotKnowIsRefused(String text) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(JsonSyntaxException.class);
        assertThatThrownBy(() -> Json.parse(text, JsonLimits.DEFAULT)).isInstanceOf(JsonSyntaxException.class);
    }

    @Test
    void aLoneSurrogateInDecodedTextIsRefused() {
        assertThatThrownBy(() -> Json.parse("\"\ud800\"", JsonLimits.DEFAULT)).isInstanceOf(JsonSyntaxException.class);
        assertThat(Json.parse("\"\ud83d\ude00\"", JsonLimits.DEFAULT)).isInstanceOf(JsonString.class);
    }

    @Test
    void invalidUtf8IsRefusedWhereItStands() {
        byte[] bytes = "[\"a\n\u00e9\"]".getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> Json.parse(bytes, JsonLimits.DEFAULT))
                .isInstanceOf(JsonSyntaxException.class)
                .hasMessage("line 2, column 1: the text is not UTF-8 from here on");
        assertThatThrownBy(() -> Json.parse(new byte[] {'"', (byte) 0xc0, (byte) 0xaf, '"'}, JsonLimits.DEFAULT))
                .isInstanceOf(JsonSyntaxException.class);
        assertThatThrownBy(() -> Json.parse(new byte[] {'"', '"', (byte) 0xe2, (byte) 0x82}, JsonLimits.DEFAULT))
                .isInstanceOf(JsonSyntaxException.class);
    }

    @Test
    void nestingIsLimitedOnBothSidesOfTheBoundary() {
        assertThat(parse("[".repeat(64) + "]".repeat(64))).isInstanceOf(JsonArray.class);
        assertThatThrownBy(() -> parse("[".repeat(65) + "]".repeat(65))).isInstanceOf(JsonSyntaxException.class);
        assertThatThrownBy(() -> parse("{\"a\":".repeat(65) + "1" + "}".repeat(65)))
                .isInstanceOf(JsonSyntaxException.class);
    }

    @Test
    void numberLengthIsLimitedOnBothSidesOfTheBoundary() {
        assertThat(parse("1".repeat(1000))).isInstanceOf(JsonNumber.class);
        assertThatThrownBy(() -> parse("1".repeat(1001))).isInstanceOf(JsonSyntaxException.class);
        assertThatThrownBy(() -> parse("1." + "1".repeat(999))).isInstanceOf(JsonSyntaxException.class);
        assertThatThrownBy(() -> parse("[-1e" + "0".repeat(998) + "]")).isInstanceOf(JsonSyntaxException.class);
    }

    @Test
    void textLengthIsLimitedOnBothSidesOfTheBoundary() {
        JsonLimits limits = JsonLimits.DEFAULT.withMaxLength(4);

        assertThat(Json.parse("\"ab\"", limits)).isInstanceOf(JsonString.class);
        assertThatThrownBy(() -> Json.parse("\"abc\"", limits)).isInstanceOf(JsonSyntaxException.class);
        assertThatThrownBy(() -> Json.parse("\"\u00e9\u00e9\"".getBytes(StandardCharsets.UTF_8), limits))
                .isInstanceOf(JsonSyntaxException.class);
    }

    private static JsonNode parse(String text) {
        return Json.parse(text.getBytes(StandardCharsets.UTF_8), JsonLimits.DEFAULT);
    }
}

package dev.sallyport.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

class JsonFuzzTest {
    @FuzzTest
    void whatIsReadIsWrittenAndReadAgainTheSame(byte[] bytes) {
        JsonNode node;
        try {
            node = Json.parse(bytes, JsonLimits.DEFAULT);
        } catch (JsonSyntaxException refused) {
            assertThat(refused.line()).isPositive();
            assertThat(refused.column()).isPositive();
            return;
        }
        String written = JsonWriter.write(node);
        assertThat(written.chars()).noneMatch(c -> c < ' ');
        // Escapes make a text longer than what was read.
        JsonNode again = Json.parse(written, JsonLimits.DEFAULT.withMaxLength(written.length()));
        assertThat(JsonWriter.write(again)).isEqualTo(written);
    }
}

package dev.sallyport.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class JsonWriterTest {
    @Test
    void valuesNestOnOneLine() {
        String text = new JsonWriter()
                .beginObject()
                .field("a", "x")
                .field("n", -3)
                .field("yes", true)
                .field("list", List.of("p", "q"))
                .name("o")
                .beginObject()
                .name("none")
                .nullValue()
                .endObject()
                .name("empty")
                .beginArray()
                .endArray()
                .endObject()
                .text();

        assertThat(text)
                .isEqualTo(
                        "{\"a\":\"x\",\"n\":-3,\"yes\":true,\"list\":[\"p\",\"q\"],\"o\":{\"none\":null},\"empty\":[]}");
    }

    @Test
    void whatCouldBreakOutOfALineIsEscaped() {
        assertThat(new JsonWriter()
                        .value("\"\\\n\r\t\b\u0000\u001f\u007f\u0085\u2028\u2029\uFEFF\ud800 \u00e9\ud83d\ude00")
                        .text())
                .isEqualTo("\"\\\"\\\\\\n\\r\\t\\u0008\\u0000\\u001f\\u007f\\u0085\\u2028\\u2029\\ufeff\\ud800"
                        + " \u00e9\ud83d\ude00\"");
    }

    @Test
    void callsThatDoNotMakeJsonAreRefused() {
        assertThatThrownBy(() -> new JsonWriter().text()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new JsonWriter().beginObject().value("x")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new JsonWriter().beginObject().text()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new JsonWriter().beginObject().name("a").endObject())
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new JsonWriter().beginArray().endObject()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new JsonWriter().beginArray().name("a")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new JsonWriter().value(1).value(2)).isInstanceOf(IllegalStateException.class);
    }
}

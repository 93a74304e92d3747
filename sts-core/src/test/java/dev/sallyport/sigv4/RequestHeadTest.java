package dev.sallyport.sigv4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.error.ApiException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestHeadTest {
    @Test
    void targetIsSplitAtTheFirstQuestionMarkAndOtherwiseUntouched() {
        RequestHead head = RequestHead.ofTarget("GET", "/a%2f..//b?c=d?e&%zz", List.of());
        assertThat(head.rawPath()).isEqualTo("/a%2f..//b");
        assertThat(head.rawQuery()).contains("c=d?e&%zz");
        assertThat(RequestHead.ofTarget("GET", "/", List.of()).rawQuery()).isEmpty();
        assertThat(RequestHead.ofTarget("GET", "/?", List.of()).rawQuery()).contains("");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://gateway.example/",
                "gateway.example:443",
                "*",
                "a",
                "/a\n",
                "/\u0000",
                "/\u007f",
                "/a#b",
                "/?a#b",
                "/?\r",
                "/ሴ"
            })
    void targetThatIsNoPathIsRefused(String target) {
        assertThatThrownBy(() -> RequestHead.ofTarget("GET", target, List.of())).isInstanceOf(ApiException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GET ", "G\nET", "GÉT", "ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFG"})
    void methodIsAShortToken(String method) {
        assertThatThrownBy(() -> RequestHead.ofTarget(method, "/", List.of())).isInstanceOf(ApiException.class);
    }

    @Test
    void everythingIsBounded() {
        String path = "/" + "a".repeat(RequestHead.MAX_TARGET_LENGTH - 2);
        assertThat(RequestHead.ofTarget("GET", path + "?b", List.of()).rawQuery())
                .contains("b");
        assertThatThrownBy(() -> RequestHead.ofTarget("GET", path + "?bc", List.of()))
                .isInstanceOf(ApiException.class);

        HeaderField field = new HeaderField("a", "b");
        assertThat(RequestHead.ofTarget("GET", "/", Collections.nCopies(RequestHead.MAX_HEADERS, field))
                        .values("A"))
                .hasSize(RequestHead.MAX_HEADERS);
        assertThatThrownBy(
                        () -> RequestHead.ofTarget("GET", "/", Collections.nCopies(RequestHead.MAX_HEADERS + 1, field)))
                .isInstanceOf(ApiException.class);

        String value = "x".repeat(RequestHead.MAX_HEADERS_LENGTH - 1);
        assertThat(RequestHead.ofTarget("GET", "/", List.of(new HeaderField("a", value)))
                        .values("a"))
                .containsExactly(value);
        assertThatThrownBy(() -> RequestHead.ofTarget("GET", "/", List.of(new HeaderField("aa", value))))
                .isInstanceOf(ApiException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:", "é", "a\n", "x-amz-date "})
    void headerNameIsAToken(String name) {
        assertThatThrownBy(() -> new HeaderField(name, "")).isInstanceOf(ApiException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\rb", "\u0000", "\u001b[0m", "\u007f", "ሴ"})
    void headerValueIsBytesWithoutControlCharacters(String value) {
        assertThatThrownBy(() -> new HeaderField("a", value)).isInstanceOf(ApiException.class);
        assertThat(new HeaderField("a", "\té").value()).isEqualTo("\té");
    }

    @Test
    void queryAndHeaderValuesDoNotPrint() {
        assertThat(RequestHead.ofTarget("GET", "/a?code=s3cret", List.of(new HeaderField("Cookie", "s3cret"))))
                .hasToString("RequestHead[GET /a, [HeaderField[Cookie]]]");
    }
}

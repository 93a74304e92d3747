package dev.sallyport.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalPathTest {
    @Test
    void segmentsAreDecodedAndTheRawTextIsKept() {
        CanonicalPath path = CanonicalPath.of("/orders/a%20b/%C3%A9");

        assertThat(path.segments()).isEqualTo(List.of("orders", "a b", "é"));
        assertThat(path.raw()).isEqualTo("/orders/a%20b/%C3%A9");
    }

    @Test
    void trailingSlashIsASegmentOfItsOwn() {
        assertThat(CanonicalPath.of("/orders/").segments()).isEqualTo(List.of("orders", ""));
        assertThat(CanonicalPath.of("/orders").segments()).isEqualTo(List.of("orders"));
        assertThat(CanonicalPath.of("/").segments()).isEqualTo(List.of(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a:b@c", "/a%3Ab%40c", "/a+b", "/a%2Bb", "/x/...", "/a!$&'()*,=~_-."})
    void delimitersMayArriveRawOrEncoded(String raw) {
        assertThat(CanonicalPath.of(raw).raw()).isEqualTo(raw);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "orders",
                "//orders",
                "/orders//42",
                "//",
                "/a/../b",
                "/..",
                "/a/.",
                "/./a",
                "/%2e%2e/a",
                "/.%2E/a",
                "/a/..%2fadmin",
                "/a/..%2Fadmin",
                "/a%5Cb",
                "/a\\b",
                "/a;x=1",
                "/..;/a",
                "/a%3Bb",
                "/%252e",
                "/a%25b",
                "/a%00b",
                "/a%0D%0Ab",
                "/a%7Fb",
                "/%C2%85",
                "/a b",
                "/a\tb",
                "/a\u00e9",
                "/%61dmin",
                "/%c3%a9",
                "/%C3",
                "/%ED%A0%80",
                "/%C0%AF",
                "/%",
                "/%4",
                "/%zz",
                "/a?b",
                "/a#b",
                "/a%3Fb",
                "/a%23b",
                "/a|b",
                "/a{b}",
                "/a\"b"
            })
    void pathWithASecondReadingIsRefused(String raw) {
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> CanonicalPath.of(raw))
                .satisfies(e -> assertThat(e.error()).isEqualTo(ApiError.INVALID_URI));
    }

    @Test
    void lengthAndDepthAreBounded() {
        assertThat(CanonicalPath.of("/" + "a".repeat(CanonicalPath.MAX_LENGTH - 1))
                        .segments())
                .hasSize(1);
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> CanonicalPath.of("/" + "a".repeat(CanonicalPath.MAX_LENGTH)));
        assertThat(CanonicalPath.of("/a".repeat(CanonicalPath.MAX_SEGMENTS)).segments())
                .hasSize(CanonicalPath.MAX_SEGMENTS);
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> CanonicalPath.of("/a".repeat(CanonicalPath.MAX_SEGMENTS + 1)));
    }
}

package dev.sallyport.sigv4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.error.ApiException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalRequestTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''             | /                   | /",
                "/              | /                   | /",
                "//             | /                   | //",
                "/a//b          | /a/b                | /a//b",
                "/a/./b         | /a/b                | /a/./b",
                "/a/../b        | /b                  | /a/../b",
                "/../../a       | /a                  | /../../a",
                "/a/b/..        | /a                  | /a/b/..",
                "/a%20b         | /a%2520b            | /a%20b",
                "/a%2Fb         | /a%252Fb            | /a%2Fb",
                "/a%2fb         | /a%252fb            | /a%2fb",
                "/%2e%2e/a      | /%252e%252e/a       | /%2e%2e/a",
                "/a+b           | /a%2Bb              | /a+b",
                "/a:b@c         | /a%3Ab%40c          | /a:b@c",
                "/a;b=c/../d    | /d                  | /a;b=c/../d",
                "/~user/x       | /~user/x            | /~user/x",
                "/a/            | /a/                 | /a/",
                "/a b           | /a%20b              | /a%20b",
                "/a[b]          | /a%5Bb%5D           | /a%5Bb%5D",
                "/é             | /%E9                | /%E9"
            })
    void pathHasTheFormOfItsService(String rawPath, String normalized, String asSent) {
        assertThat(PathForm.NORMALIZED_ENCODED_TWICE.canonical(rawPath)).isEqualTo(normalized);
        assertThat(PathForm.AS_SENT.canonical(rawPath)).isEqualTo(asSent);
    }

    @Test
    void onlyS3SendsThePathAsItIs() {
        assertThat(PathForm.ofService("s3")).isEqualTo(PathForm.AS_SENT);
        assertThat(PathForm.ofService("s3-outposts")).isEqualTo(PathForm.AS_SENT);
        assertThat(PathForm.ofService("s3-but-not-quite")).isEqualTo(PathForm.NORMALIZED_ENCODED_TWICE);
        assertThat(PathForm.ofService("execute-api")).isEqualTo(PathForm.NORMALIZED_ENCODED_TWICE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                     | ''",
                "b=1&a=2                | a=2&b=1",
                "a                      | a=",
                "a=                     | a=",
                "a=2&a=1                | a=1&a=2",
                "a-b=1&a=2              | a=2&a-b=1",
                "a=1&B=2                | B=2&a=1",
                "a=%2f&%61=%7E          | a=%2F&a=~",
                "a=b=c                  | a=b%3Dc",
                "a=%20&b=%2B            | a=%20&b=%2B",
                "a=1;b=2                | a=1%3Bb%3D2",
                "=1                     | =1",
                "a=é                    | a=%E9",
                "a=%00                  | a=%00",
                "a=/?:@                 | a=%2F%3F%3A%40"
            })
    void queryIsDecodedEncodedAndSorted(String rawQuery, String canonical) {
        assertThat(CanonicalQuery.of(rawQuery)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%", "a=%4", "a=%zz", "%", "a=%u0041", "a=b+c", "+", "&", "a=1&", "&a=1", "a=1&&b=2"})
    void queryWithoutOneMeaningIsRefused(String rawQuery) {
        assertThatThrownBy(() -> CanonicalQuery.of(rawQuery)).isInstanceOf(ApiException.class);
    }

    @Test
    void headerValuesAreTrimmedSqueezedAndJoined() {
        RequestHead head = RequestHead.ofTarget(
                "GET",
                "/",
                List.of(
                        new HeaderField("B", "  two   words "),
                        new HeaderField("a", ""),
                        new HeaderField("b", "\"x   y\""),
                        new HeaderField("unsigned", "z")));
        assertThat(CanonicalRequest.of(head, List.of("a", "b"), Sha256.OF_NOTHING, PathForm.NORMALIZED_ENCODED_TWICE)
                        .text())
                .isEqualTo("GET\n/\n\na:\nb:two words,\"x y\"\n\na;b\n" + Sha256.OF_NOTHING);
    }

    @Test
    void signedHeaderWithATabIsRefused() {
        RequestHead head = RequestHead.ofTarget("GET", "/", List.of(new HeaderField("a", "b\tc")));
        assertThatThrownBy(() ->
                        CanonicalRequest.of(head, List.of("a"), Sha256.OF_NOTHING, PathForm.NORMALIZED_ENCODED_TWICE))
                .hasMessageContaining("tab");
    }

    @Test
    void signedHeaderThatDidNotArriveIsRefused() {
        RequestHead head = RequestHead.ofTarget("GET", "/", List.of());
        assertThatThrownBy(() ->
                        CanonicalRequest.of(head, List.of("a"), Sha256.OF_NOTHING, PathForm.NORMALIZED_ENCODED_TWICE))
                .hasMessageContaining("did not arrive");
    }

    @Test
    void sessionTokenDoesNotPrint() {
        RequestHead head = RequestHead.ofTarget(
                "GET", "/", List.of(new HeaderField("X-Amz-Security-Token", "TOKEN"), new HeaderField("Z", "z")));
        CanonicalRequest request = CanonicalRequest.of(
                head, List.of("x-amz-security-token", "z"), Sha256.OF_NOTHING, PathForm.NORMALIZED_ENCODED_TWICE);
        String tokenHash = Sha256.hex("TOKEN".getBytes(StandardCharsets.US_ASCII));
        assertThat(request.text()).contains("x-amz-security-token:TOKEN\n");
        assertThat(request)
                .hasToString(request.text().replace("TOKEN", "sha256:" + tokenHash))
                .hasToString(request.redactedText());
    }
}

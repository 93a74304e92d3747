package dev.sallyport.sigv4;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sallyport.error.ApiException;
import java.nio.charset.StandardCharsets;
import java.util.List;

class CanonicalRequestFuzzTest {
    @FuzzTest
    void canonicalRequestHasItsLinesAndIsItsOwnCanonicalForm(FuzzedDataProvider data) {
        PathForm pathForm = data.pickValue(PathForm.values());
        String target = latin1(data.consumeBytes(200));
        String value = latin1(data.consumeRemainingAsBytes());
        RequestHead head;
        CanonicalRequest request;
        try {
            head = RequestHead.ofTarget(
                    "GET", target, List.of(new HeaderField("a", value), new HeaderField("host", "h")));
            request = CanonicalRequest.of(head, List.of("a", "host"), Sha256.OF_NOTHING, pathForm);
        } catch (ApiException refused) {
            assertThat(refused.error().status()).isBetween(400, 403);
            return;
        }
        String[] lines = request.text().split("\n", -1);
        assertThat(lines).hasSize(8);
        assertThat(lines[1]).startsWith("/");
        assertThat(lines[1].chars()).allMatch(c -> c > ' ' && c < 0x7f);
        assertThat(lines[2].chars()).allMatch(c -> c > ' ' && c < 0x7f);
        assertThat(lines[3]).startsWith("a:").doesNotContain("  ");
        assertThat(CanonicalQuery.of(lines[2])).isEqualTo(lines[2]);
        assertThat(PathForm.AS_SENT.canonical(lines[1])).isEqualTo(lines[1]);
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}

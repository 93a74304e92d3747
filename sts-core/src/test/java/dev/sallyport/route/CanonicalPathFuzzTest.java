package dev.sallyport.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sallyport.error.ApiException;

class CanonicalPathFuzzTest {
    @FuzzTest(maxDuration = "60s")
    void acceptedPathHasNoSecondReading(FuzzedDataProvider data) {
        String raw = data.consumeRemainingAsString();
        CanonicalPath path;
        try {
            path = CanonicalPath.of(raw);
        } catch (ApiException refused) {
            return;
        }
        assertThat(path.raw()).isEqualTo(raw);
        assertThat(path.segments()).doesNotContain(".", "..");
        assertThat(path.segments()).noneMatch(segment -> segment.contains("/") || segment.contains("\\"));
    }
}

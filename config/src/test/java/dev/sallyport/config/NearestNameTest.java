package dev.sallyport.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {
    private static final List<String> NAMES = List.of("routes", "regions", "upstreams", "trust-domain");

    @ParameterizedTest
    @CsvSource({"rotues,routes", "route,routes", "Regions,regions", "trust_domain,trust-domain", "upstraem,upstreams"})
    void aMisspeltNameFindsTheNearest(String written, String meant) {
        assertThat(NearestName.of(written, NAMES)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"xyz", "domain", "r"})
    void aNameThatIsNotNearAnyFindsNone(String written) {
        assertThat(NearestName.of(written, NAMES)).isEmpty();
        assertThat(NearestName.suggestion(written, NAMES)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"abc,abc,0", "abc,abd,1", "abc,acb,1", "abc,ab,1", "abc,xabc,1", "ab,ba,1", "abc,xyz,3"})
    void aSwapOfNeighboursIsOneEdit(String one, String other, int edits) {
        assertThat(NearestName.distance(one, other)).isEqualTo(edits);
    }

    @Test
    void longNamesAreNotCompared() {
        String name = "a".repeat(257);

        assertThat(NearestName.of(name, List.of(name))).isEmpty();
    }
}

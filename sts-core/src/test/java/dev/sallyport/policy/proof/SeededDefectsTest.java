package dev.sallyport.policy.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every defect is found by the comparison. Compiles the engine for each: only with {@code -Dsallyport.defects}. */
@EnabledIfSystemProperty(
        named = "sallyport.defects",
        matches = ".*",
        disabledReason = "asked for by -Dsallyport.defects")
class SeededDefectsTest {
    private static final long SEED = Long.getLong("sallyport.seed", 1);
    private static final long LIMIT = Comparison.MEASURED;
    private static final SeededDefects DEFECTS = new SeededDefects(
            Path.of(System.getProperty("sallyport.root"), "sts-core/src/main/java/dev/sallyport/policy"));

    static final Iterable<SeededDefect> defects = SeededDefect.ALL;

    @ParameterizedTest
    @FieldSource("defects")
    void isFound(SeededDefect defect) throws ReflectiveOperationException {
        SeededDefects.Found found = DEFECTS.seek(defect, SEED, LIMIT);

        assertThat(found.requests()).as(defect.name()).isPresent();
        System.out.printf(
                "%,9d requests until it is found: %s%n", found.requests().orElseThrow(), defect.name());
    }

    @Test
    void inACopyWithoutADefectNothingIsFound() throws ReflectiveOperationException {
        assertThat(DEFECTS.seekNothing(SEED, LIMIT)).isEmpty();
    }
}

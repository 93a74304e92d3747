package dev.sallyport.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ControlTest {
    @Test
    void runIsValidWhereTheSameThingTwiceIsNearlyTheSame() {
        assertThat(Control.isValid(ratio(1.04), ratio(0.86))).isTrue();
        assertThat(Control.isValid(ratio(1.06), ratio(1))).isFalse();
        assertThat(Control.isValid(ratio(0.94), ratio(1))).isFalse();
        assertThat(Control.isValid(ratio(1), ratio(1.16))).isFalse();
        assertThat(Control.isValid(Optional.empty(), ratio(1))).isFalse();
    }

    @Test
    void goalIsJudgedByTheMedian() {
        Spread spread = new Spread(20, 10, 30);

        assertThat(Goal.atLeast("", 20, Optional.of(spread)).verdict()).isEqualTo("met");
        assertThat(Goal.atLeast("", 21, Optional.of(spread)).verdict()).isEqualTo("**missed**");
        assertThat(Goal.atMost("", 19, Optional.of(spread)).verdict()).isEqualTo("**missed**");
        assertThat(Goal.atMost("", 19, Optional.empty()).verdict()).isEqualTo("not measured");
    }

    private static Optional<Spread> ratio(double median) {
        return Optional.of(new Spread(median, median, median));
    }
}

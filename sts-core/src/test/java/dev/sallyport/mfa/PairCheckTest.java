package dev.sallyport.mfa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.mfa.PairCheck.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairCheckTest {
    private static final TotpSeed SEED = TotpSeed.of("seed of the pair, 160+ bits".getBytes(StandardCharsets.US_ASCII));
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:07Z");
    private static final long STEP = Totp.step(NOW);

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1})
    void twoCodesInARowOfWhichTheSecondCountsAreAcceptedAndBothSpent(int off) {
        long second = STEP + off;
        Outcome outcome = check(DeviceState.FRESH, second - 1, second);

        assertThat(outcome).isEqualTo(new Outcome.Accepted(new DeviceState(second, 0, Optional.empty())));
        DeviceState after = ((Outcome.Accepted) outcome).newState();
        for (long step = second - 1; step <= second; step++) {
            assertThat(TotpCheck.check(SEED, after, Totp.code(SEED, step), TotpWindow.ONE_STEP_EITHER_SIDE, NOW))
                    .isInstanceOf(TotpCheck.Outcome.Rejected.class);
        }
    }

    @Test
    void withoutAWindowTheSecondCodeIsThatOfThisStep() {
        assertThat(PairCheck.check(
                        SEED, DeviceState.FRESH, code(STEP - 1), code(STEP), TotpWindow.CURRENT_STEP_ONLY, NOW))
                .isInstanceOf(Outcome.Accepted.class);
        assertThat(PairCheck.check(
                        SEED, DeviceState.FRESH, code(STEP), code(STEP + 1), TotpWindow.CURRENT_STEP_ONLY, NOW))
                .isEqualTo(new Outcome.ClockOff(Duration.ofSeconds(30)));
    }

    @Test
    void equalReversedAndDistantCodesAreWrong() {
        assertThat(check(DeviceState.FRESH, STEP, STEP)).isEqualTo(new Outcome.Wrong());
        assertThat(check(DeviceState.FRESH, STEP, STEP - 1)).isEqualTo(new Outcome.Wrong());
        assertThat(check(DeviceState.FRESH, STEP - 2, STEP)).isEqualTo(new Outcome.Wrong());
        assertThat(PairCheck.check(SEED, DeviceState.FRESH, "", code(STEP), TotpWindow.ONE_STEP_EITHER_SIDE, NOW))
                .isEqualTo(new Outcome.Wrong());
    }

    @Test
    void clockThatIsOffIsToldByHowMuch() {
        assertThat(check(DeviceState.FRESH, STEP + 9, STEP + 10))
                .isEqualTo(new Outcome.ClockOff(Duration.ofMinutes(5)));
        assertThat(check(DeviceState.FRESH, STEP - 1001, STEP - 1000))
                .isEqualTo(new Outcome.ClockOff(Duration.ofMinutes(-500)));
        assertThat(check(DeviceState.FRESH, STEP - 1002, STEP - 1001)).isEqualTo(new Outcome.Wrong());
    }

    @Test
    void pairThatHoldsASpentCodeIsRefused() {
        assertThat(check(spent(STEP - 1), STEP - 1, STEP)).isEqualTo(new Outcome.Spent());
        assertThat(check(spent(STEP), STEP - 1, STEP)).isEqualTo(new Outcome.Spent());
        assertThat(check(spent(STEP - 2), STEP - 1, STEP)).isInstanceOf(Outcome.Accepted.class);
    }

    private static DeviceState spent(long step) {
        return new DeviceState(step, 0, Optional.empty());
    }

    private static Outcome check(DeviceState state, long first, long second) {
        return PairCheck.check(SEED, state, code(first), code(second), TotpWindow.ONE_STEP_EITHER_SIDE, NOW);
    }

    private static String code(long step) {
        return Totp.code(SEED, step);
    }
}

package dev.sallyport.mfa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sallyport.mfa.TotpCheck.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TotpCheckTest {
    private static final TotpSeed SEED =
            TotpSeed.of("seed of the test, 160 bits at least".getBytes(StandardCharsets.US_ASCII));
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final long STEP = Totp.step(NOW);

    @Test
    void codesOfThisStepAndOneOnEitherSideAreAccepted() {
        for (long step = STEP - 1; step <= STEP + 1; step++) {
            assertThat(check(DeviceState.FRESH, step, NOW)).isEqualTo(accepted(step));
        }
    }

    @Test
    void codesTwoStepsOffAreRefused() {
        assertThat(check(DeviceState.FRESH, STEP - 2, NOW)).isInstanceOf(Outcome.Rejected.class);
        assertThat(check(DeviceState.FRESH, STEP + 2, NOW)).isInstanceOf(Outcome.Rejected.class);
    }

    @Test
    void withoutAWindowOnlyTheCodeOfThisStepIsAccepted() {
        for (long step = STEP - 1; step <= STEP + 1; step++) {
            Outcome outcome =
                    TotpCheck.check(SEED, DeviceState.FRESH, Totp.code(SEED, step), TotpWindow.CURRENT_STEP_ONLY, NOW);
            assertThat(outcome instanceof Outcome.Accepted).as("step %d", step).isEqualTo(step == STEP);
        }
    }

    @Test
    void thereIsNoWiderWindow() {
        assertThat(TotpWindow.ofSteps(0)).isEqualTo(TotpWindow.CURRENT_STEP_ONLY);
        assertThat(TotpWindow.ofSteps(1)).isEqualTo(TotpWindow.ONE_STEP_EITHER_SIDE);
        assertThatIllegalArgumentException().isThrownBy(() -> TotpWindow.ofSteps(2));
        assertThatIllegalArgumentException().isThrownBy(() -> TotpWindow.ofSteps(-1));
    }

    @Test
    void windowMovesWithTheFirstInstantOfAStep() {
        Instant start = Totp.start(STEP);
        Instant next = Totp.start(STEP + 1);
        assertThat(next).isEqualTo(start.plusSeconds(30));
        assertThat(check(DeviceState.FRESH, STEP - 1, next.minusNanos(1))).isInstanceOf(Outcome.Accepted.class);
        assertThat(check(DeviceState.FRESH, STEP - 1, next)).isInstanceOf(Outcome.Rejected.class);
        assertThat(check(DeviceState.FRESH, STEP + 1, start)).isInstanceOf(Outcome.Accepted.class);
        assertThat(check(DeviceState.FRESH, STEP + 1, start.minusNanos(1))).isInstanceOf(Outcome.Rejected.class);
    }

    @Test
    void spentStepAndEverythingBeforeItNeverWorksAgain() {
        DeviceState spent = new DeviceState(STEP, 0, Optional.empty());
        assertThat(check(spent, STEP, NOW)).isInstanceOf(Outcome.Rejected.class);
        assertThat(check(spent, STEP - 1, NOW)).isInstanceOf(Outcome.Rejected.class);
        assertThat(check(spent, STEP + 1, NOW)).isInstanceOf(Outcome.Accepted.class);
        assertThat(check(spent, STEP - 1, NOW.minusSeconds(60))).isInstanceOf(Outcome.Rejected.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "%s ", " %s", "%s\t", "\n%s", "+%s", "-%s", "0%s", "%s0", "%s%s", "%s\0", "0x%s", "%se0"
            })
    void onlySixAsciiDigitsAreACode(String form) {
        String code = form.replace("%s", Totp.code(SEED, STEP));
        assertThat(TotpCheck.check(SEED, DeviceState.FRESH, code, TotpWindow.ONE_STEP_EITHER_SIDE, NOW))
                .isInstanceOf(Outcome.Rejected.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0xff10, 0x0660, 0x06f0, 0x0966, 0x1d7ce})
    void digitsOfOtherScriptsAreNotACode(int zero) {
        String code = Totp.code(SEED, STEP)
                .chars()
                .map(digit -> zero + digit - '0')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        assertThat(TotpCheck.check(SEED, DeviceState.FRESH, code, TotpWindow.ONE_STEP_EITHER_SIDE, NOW))
                .isInstanceOf(Outcome.Rejected.class);
    }

    @Test
    void partOfACodeIsNotACode() {
        String code = Totp.code(SEED, STEP);
        for (int length = 0; length < code.length(); length++) {
            assertThat(TotpCheck.check(
                            SEED, DeviceState.FRESH, code.substring(0, length), TotpWindow.ONE_STEP_EITHER_SIDE, NOW))
                    .isInstanceOf(Outcome.Rejected.class);
        }
    }

    @Test
    void codeOfAnotherDeviceIsRefused() {
        TotpSeed other = TotpSeed.of("another seed, 160 bits at least".getBytes(StandardCharsets.US_ASCII));
        assertThat(TotpCheck.check(
                        SEED, DeviceState.FRESH, Totp.code(other, STEP), TotpWindow.ONE_STEP_EITHER_SIDE, NOW))
                .isInstanceOf(Outcome.Rejected.class);
    }

    @Test
    void codeThatTwoStepsShareSpendsTheNewerAndDoesNotWorkTwice() {
        // The first step of this seed that shares its code with the one after next: one in a million does.
        long shared = 2_660_192;
        assertThat(Totp.code(SEED, shared)).isEqualTo(Totp.code(SEED, shared + 2));
        Instant between = Totp.start(shared + 1);
        assertThat(check(DeviceState.FRESH, shared, between)).isEqualTo(accepted(shared + 2));
        DeviceState olderSpent = new DeviceState(shared, 0, Optional.empty());
        assertThat(check(olderSpent, shared, between)).isInstanceOf(Outcome.Rejected.class);
    }

    @Test
    void fourFailuresDoNotThrottleAndFiveDo() {
        DeviceState four = afterFailures(4);
        assertThat(four.throttledUntil()).isEmpty();
        assertThat(check(four, STEP, NOW)).isInstanceOf(Outcome.Accepted.class);
        DeviceState five = afterFailures(5);
        assertThat(five.throttledUntil()).hasValue(NOW.plusSeconds(30));
        assertThat(check(five, STEP, NOW)).isEqualTo(new Outcome.Throttled(NOW.plusSeconds(30)));
    }

    @Test
    void throttleEndsAtItsInstant() {
        DeviceState five = afterFailures(5);
        Instant until = NOW.plusSeconds(30);
        assertThat(check(five, STEP + 1, until.minusNanos(1))).isInstanceOf(Outcome.Throttled.class);
        assertThat(check(five, STEP + 1, until)).isInstanceOf(Outcome.Accepted.class);
    }

    @Test
    void delayDoublesUpToFifteenMinutes() {
        DeviceState state = afterFailures(4);
        Instant now = NOW;
        for (int seconds : List.of(30, 60, 120, 240, 480, 900, 900, 900)) {
            state = rejected(state, now);
            assertThat(state.throttledUntil()).hasValue(now.plusSeconds(seconds));
            now = now.plusSeconds(seconds);
        }
    }

    @Test
    void hundredFailuresInARowLockTheDevice() {
        DeviceState last = new DeviceState(-1, 99, Optional.empty());
        assertThat(check(last, STEP, NOW)).isInstanceOf(Outcome.Accepted.class);
        DeviceState locked = rejected(last, NOW);
        assertThat(locked.failures()).isEqualTo(100);
        assertThat(check(locked, STEP, NOW)).isEqualTo(new Outcome.Locked());
        Instant muchLater = NOW.plus(Duration.ofDays(365));
        assertThat(check(locked, Totp.step(muchLater), muchLater)).isEqualTo(new Outcome.Locked());
    }

    @Test
    void successForgetsFailures() {
        assertThat(check(afterFailures(4), STEP, NOW)).isEqualTo(accepted(STEP));
    }

    @Test
    void failureKeepsTheSpentStep() {
        DeviceState spent = new DeviceState(STEP, 2, Optional.empty());
        assertThat(rejected(spent, NOW)).isEqualTo(new DeviceState(STEP, 3, Optional.empty()));
    }

    @Test
    void clockSetBackOpensNeitherAThrottleNorASpentStep() {
        Instant earlier = NOW.minus(Duration.ofDays(1));
        assertThat(check(afterFailures(5), Totp.step(earlier), earlier)).isInstanceOf(Outcome.Throttled.class);
        DeviceState spent = new DeviceState(STEP, 0, Optional.empty());
        assertThat(check(spent, Totp.step(earlier), earlier)).isInstanceOf(Outcome.Rejected.class);
    }

    @Test
    void aDayOfGuessingSucceedsLessThanOnceInAThousand() {
        DeviceState state = DeviceState.FRESH;
        int compared = 0;
        for (Instant now = NOW; now.isBefore(NOW.plus(Duration.ofDays(1))); now = now.plusSeconds(1)) {
            if (TotpCheck.check(SEED, state, "not it", TotpWindow.ONE_STEP_EITHER_SIDE, now)
                    instanceof Outcome.Rejected rejected) {
                state = rejected.newState();
                compared++;
            }
        }
        // Each compared code meets three steps of a million.
        assertThat(compared * 3 / 1_000_000.0).isLessThan(1 / 1000.0);
    }

    @Test
    void brokenStatesAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new DeviceState(-2, 0, Optional.empty()));
        assertThatIllegalArgumentException().isThrownBy(() -> new DeviceState(0, -1, Optional.empty()));
    }

    private static Outcome accepted(long step) {
        return new Outcome.Accepted(step, new DeviceState(step, 0, Optional.empty()));
    }

    private static Outcome check(DeviceState state, long stepOfTheCode, Instant now) {
        return TotpCheck.check(SEED, state, Totp.code(SEED, stepOfTheCode), TotpWindow.ONE_STEP_EITHER_SIDE, now);
    }

    private static DeviceState rejected(DeviceState state, Instant now) {
        Outcome outcome = TotpCheck.check(SEED, state, "wrong!", TotpWindow.ONE_STEP_EITHER_SIDE, now);
        assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
        return ((Outcome.Rejected) outcome).newState();
    }

    private static DeviceState afterFailures(int failures) {
        DeviceState state = DeviceState.FRESH;
        for (int i = 0; i < failures; i++) {
            state = rejected(state, NOW);
        }
        return state;
    }
}

package dev.sallyport.mfa;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether two codes show that a device holds its seed and keeps time: they are those of two steps in a row, of which the
 * second counts now and is not spent. With that both are spent.
 */
public final class PairCheck {
    /** How far off a clock is looked for, in steps, to tell its owner: a little over eight hours. */
    private static final int FARTHEST_STEPS = 1000;

    private PairCheck() {}

    /** What came of a pair. Only {@link Accepted} is a yes, and only once its state is stored. */
    public sealed interface Outcome {
        /** Both codes are right and are spent by {@code newState}. */
        record Accepted(DeviceState newState) implements Outcome {}

        /** The codes are those of two steps in a row, one of which was spent before. */
        record Spent() implements Outcome {}

        /** The codes are those of two steps in a row, but the device's clock is off by {@code ahead}, negative for behind. */
        record ClockOff(Duration ahead) implements Outcome {}

        /** The codes are not those of two steps in a row. */
        record Wrong() implements Outcome {}
    }

    public static Outcome check(
            TotpSeed seed, DeviceState state, String first, String second, TotpWindow window, Instant now) {
        long current = Totp.step(now);
        Optional<Long> step = stepOfPair(seed, first, second, current);
        if (step.isEmpty()) {
            return new Outcome.Wrong();
        }
        long off = step.get() - current;
        if (Math.abs(off) > window.steps()) {
            return new Outcome.ClockOff(Duration.ofSeconds(Math.multiplyExact(off, (long) Totp.STEP_SECONDS)));
        }
        // The first of the two may be spent by nothing but a code: an earlier owner of the serial number, or a replay.
        return step.get() - 1 <= state.lastStep()
                ? new Outcome.Spent()
                : new Outcome.Accepted(new DeviceState(step.get(), 0, Optional.empty()));
    }

    /** The step of the second code, the nearest to {@code current} if there are several. */
    private static Optional<Long> stepOfPair(TotpSeed seed, String first, String second, long current) {
        for (int distance = 0; distance <= FARTHEST_STEPS; distance++) {
            for (long step : new long[] {current + distance, current - distance}) {
                if (step > 0 && TotpCheck.isCode(seed, step, second) && TotpCheck.isCode(seed, step - 1, first)) {
                    return Optional.of(step);
                }
            }
        }
        return Optional.empty();
    }
}

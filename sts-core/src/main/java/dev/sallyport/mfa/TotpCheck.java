package dev.sallyport.mfa;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a device's code is accepted (RFC 6238; NIST SP 800-63B for the limits).
 *
 * <p>The step of {@code now} and those of the {@link TotpWindow} on either side count. A step at or below the last spent one never works again,
 * which is what makes a code one-time; 200 copies of a code at once are settled by the store, which writes the
 * {@link Outcome.Accepted#newState() new state} only over the state that was checked.
 *
 * <p>Wrong codes slow down: after {@value #FREE_FAILURES} in a row a device is not looked at for 30 seconds, then twice
 * as long after each further one, up to 15 minutes; after {@value #MAX_FAILURES} in a row only an administrator helps.
 * A code that comes too early is not even compared, so it tells nothing and changes nothing. Callers check the
 * signature first: a stranger must not be able to lock a user out.
 */
public final class TotpCheck {
    static final int FREE_FAILURES = 5;
    static final int MAX_FAILURES = 100;
    static final Duration FIRST_DELAY = Duration.ofSeconds(30);
    static final Duration LONGEST_DELAY = Duration.ofMinutes(15);

    private TotpCheck() {}

    /** What came of a code. Only {@link Accepted} is a yes, and only once its state is stored. */
    public sealed interface Outcome {
        /** The code is right and spends {@code step}. */
        record Accepted(long step, DeviceState newState) implements Outcome {}

        /** The code is wrong, spent, or not a code; {@code newState} counts it. */
        record Rejected(DeviceState newState) implements Outcome {}

        /** Too many were wrong: this one was not compared. */
        record Throttled(Instant until) implements Outcome {}

        /** Far too many were wrong: none is compared until an administrator resets the device. */
        record Locked() implements Outcome {}
    }

    public static Outcome check(TotpSeed seed, DeviceState state, String code, TotpWindow window, Instant now) {
        if (isLocked(state)) {
            return new Outcome.Locked();
        }
        Optional<Instant> tooEarlyUntil = state.throttledUntil().filter(now::isBefore);
        if (tooEarlyUntil.isPresent()) {
            return new Outcome.Throttled(tooEarlyUntil.get());
        }
        long current = Totp.step(now);
        long newestMatch = Long.MIN_VALUE;
        boolean spent = false;
        // All steps are compared whatever the first one said: the time taken does not tell which one it was.
        for (long step = current - window.steps(); step <= current + window.steps(); step++) {
            if (isCode(seed, step, code)) {
                newestMatch = step;
                spent |= step <= state.lastStep();
            }
        }
        // Two steps may share a code. It spends the newer, and is refused if either is spent: no code works twice.
        if (newestMatch == Long.MIN_VALUE || spent) {
            return new Outcome.Rejected(afterFailure(state, now));
        }
        return new Outcome.Accepted(newestMatch, new DeviceState(newestMatch, 0, Optional.empty()));
    }

    /** Whether so many codes in a row were wrong that only an administrator helps. */
    public static boolean isLocked(DeviceState state) {
        return state.failures() >= MAX_FAILURES;
    }

    // The text itself is compared with six ASCII digits, never parsed: parsing takes signs and other scripts' digits.
    static boolean isCode(TotpSeed seed, long step, String code) {
        return MessageDigest.isEqual(
                Totp.code(seed, step).getBytes(StandardCharsets.UTF_8), code.getBytes(StandardCharsets.UTF_8));
    }

    private static DeviceState afterFailure(DeviceState state, Instant now) {
        int failures = state.failures() + 1;
        return new DeviceState(state.lastStep(), failures, delayAfter(failures).map(now::plus));
    }

    private static Optional<Duration> delayAfter(int failures) {
        if (failures < FREE_FAILURES) {
            return Optional.empty();
        }
        int doublings = Math.min(failures - FREE_FAILURES, 16);
        Duration delay = FIRST_DELAY.multipliedBy(1L << doublings);
        return Optional.of(delay.compareTo(LONGEST_DELAY) < 0 ? delay : LONGEST_DELAY);
    }
}

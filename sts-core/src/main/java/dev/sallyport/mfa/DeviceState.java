package dev.sallyport.mfa;

import java.time.Instant;
import java.util.Optional;

/**
 * What is remembered of a device between codes; one for all nodes, calls and spellings.
 *
 * @param lastStep the newest step that was spent; {@link #FRESH} has none
 * @param failures how many codes in a row were wrong
 * @param throttledUntil before which no code is looked at
 */
public record DeviceState(long lastStep, int failures, Optional<Instant> throttledUntil) {
    /** A device that never gave a code, or was reset by an administrator. */
    public static final DeviceState FRESH = new DeviceState(-1, 0, Optional.empty());

    /** @throws IllegalArgumentException when a number is below its first value */
    public DeviceState {
        if (lastStep < -1 || failures < 0) {
            throw new IllegalArgumentException("the state of an MFA device is broken");
        }
    }
}

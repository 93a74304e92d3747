package dev.sallyport.gateway.enrolment;

import dev.sallyport.identity.Arn;
import dev.sallyport.mfa.DeviceState;
import dev.sallyport.mfa.TotpCheck;
import java.time.Instant;
import java.util.Optional;

/**
 * A device as an operator sees it.
 *
 * @param source where it is kept
 * @param enabledAt empty for a pending one, and for one of the files
 * @param codes what is remembered of its codes
 */
public record ListedDevice(
        Arn serial, Arn user, Source source, boolean orphaned, Optional<Instant> enabledAt, DeviceState codes) {
    /** Where a device is kept, which is one place. */
    public enum Source {
        FILES,
        STORE
    }

    /** In a word, with until when if that ends by itself. */
    public String state(Instant now) {
        if (orphaned) {
            return "orphaned";
        }
        if (source == Source.STORE && enabledAt.isEmpty()) {
            return "pending";
        }
        if (TotpCheck.isLocked(codes)) {
            return "locked";
        }
        return codes.throttledUntil()
                .filter(now::isBefore)
                .map(until -> "throttled until " + until)
                .orElse("enabled");
    }
}

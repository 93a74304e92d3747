package dev.sallyport.demo.mfa;

import dev.sallyport.mfa.DeviceState;
import dev.sallyport.mfa.Totp;
import java.time.Instant;

/**
 * The next code the gateway will take from a device.
 *
 * @param step the step whose code it is
 * @param usableFrom when the gateway begins to take it: a step early, or when it has stopped slowing the device down
 */
public record UnspentCode(long step, Instant usableFrom) {
    /** The oldest step that is neither past nor spent. The gateway takes codes one step early, so that one is seldom waited for. */
    public static UnspentCode after(DeviceState state, Instant now) {
        long step = Math.max(Totp.step(now), state.lastStep() + 1);
        Instant early = Totp.start(step - 1);
        Instant usableFrom = state.throttledUntil().filter(early::isBefore).orElse(early);
        return new UnspentCode(Math.max(step, Totp.step(usableFrom)), usableFrom);
    }
}

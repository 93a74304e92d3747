package dev.sallyport.acceptance;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The real time, moved: so that clients with a real clock and a gateway with another one can meet. */
final class ShiftedClock implements InstantSource {
    private volatile Duration shift = Duration.ZERO;

    @Override
    public Instant instant() {
        return Instant.now().plus(shift);
    }

    void shiftTo(Duration fromRealTime) {
        shift = fromRealTime;
    }
}

package dev.sallyport.acceptance.attacks;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A time that stands still until it is moved. */
final class SetClock implements InstantSource {
    private volatile Instant now;

    SetClock(Instant now) {
        this.now = now;
    }

    @Override
    public Instant instant() {
        return now;
    }

    void advance(Duration by) {
        now = now.plus(by);
    }
}

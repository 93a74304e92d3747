package dev.sallyport.benchmarks.measure;

import java.util.Optional;

/**
 * What we want to be true.
 *
 * @param measured empty where the run did not look
 */
public record Goal(String text, Optional<Spread> measured, double limit, boolean atLeast) {
    public static Goal atLeast(String text, double limit, Optional<Spread> measured) {
        return new Goal(text, measured, limit, true);
    }

    public static Goal atMost(String text, double limit, Optional<Spread> measured) {
        return new Goal(text, measured, limit, false);
    }

    /** By the median: the range beside it says how sure that is. */
    public String verdict() {
        return measured.map(
                        value -> (atLeast ? value.median() >= limit : value.median() <= limit) ? "met" : "**missed**")
                .orElse("not measured");
    }
}

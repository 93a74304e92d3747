package dev.sallyport.config;

import java.time.Duration;
import java.util.List;

/**
 * A role of emergencies, as the files say.
 *
 * @param targets who is told before credentials leave; at least one
 */
public record BreakGlassEntry(Duration maxDuration, List<NoticeTarget> targets) {
    public BreakGlassEntry {
        targets = List.copyOf(targets);
    }
}

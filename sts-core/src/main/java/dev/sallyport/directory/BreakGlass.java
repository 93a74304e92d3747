package dev.sallyport.directory;

import java.time.Duration;

/**
 * What a break-glass role asks for beyond its trust policy: an MFA code in the very call, a reason as session tag
 * {@link SessionFacts#REASON_TAG}, and a short life.
 *
 * @param maxDuration what a session gets that asks for no duration, and the most that can be asked for
 */
public record BreakGlass(Duration maxDuration) {}

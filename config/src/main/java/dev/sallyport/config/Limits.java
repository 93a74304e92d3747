package dev.sallyport.config;

/**
 * Bounds that an installation may set; each has a default that fits a small one.
 *
 * @param maxBodyBytes of one request on either listener; held in memory until it is verified
 * @param unverifiedBytes of all requests together whose signature is not verified yet
 * @param unverifiedBytesPerSource the same, of one client address
 * @param auditFileBytes at which a new audit file is begun
 */
public record Limits(int maxBodyBytes, int unverifiedBytes, int unverifiedBytesPerSource, int auditFileBytes) {
    /** 1 MiB: more would have to be streamed, which is not built yet. */
    public static final int MOST_BODY_BYTES = 1 << 20;

    public static final Limits DEFAULT = new Limits(MOST_BODY_BYTES, 64 << 20, 8 << 20, 64 << 20);
}

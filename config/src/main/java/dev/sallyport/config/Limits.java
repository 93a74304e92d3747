package dev.sallyport.config;

/**
 * Bounds that an installation may set; each has a default that fits a small one.
 *
 * @param maxBodyBytes of one request on either listener; held in memory until it is verified
 * @param unverifiedBytes of all requests together whose signature is not verified yet
 * @param unverifiedBytesPerSource the same, of one client address
 * @param unverifiedRequestsPerSecond of all sources together that have proved nothing lately
 * @param unverifiedRequestsPerSecondPerSource of one client address or IPv6 /64, that turn out to prove nothing
 * @param requestsPerSecondPerPrincipal of one user or subject of an issuer, with all their sessions, once verified
 * @param requestsPerSecondPerIssuer with good tokens of one OIDC provider whose subjects were given nothing lately
 * @param mfaCodesPerSecondPerDevice of one user's device, right or wrong
 * @param auditFileBytes at which a new audit file is begun
 */
public record Limits(
        int maxBodyBytes,
        int unverifiedBytes,
        int unverifiedBytesPerSource,
        int unverifiedRequestsPerSecond,
        int unverifiedRequestsPerSecondPerSource,
        int requestsPerSecondPerPrincipal,
        int requestsPerSecondPerIssuer,
        int mfaCodesPerSecondPerDevice,
        int auditFileBytes) {
    /** 1 MiB: more would have to be streamed, which is not built yet. */
    public static final int MOST_BODY_BYTES = 1 << 20;

    public static final Limits DEFAULT =
            new Limits(MOST_BODY_BYTES, 64 << 20, 8 << 20, 5000, 500, 1000, 1000, 10, 64 << 20);
}

package dev.sallyport.gateway.enrolment;

import dev.sallyport.identity.Arn;
import dev.sallyport.mfa.KeyUri;
import dev.sallyport.mfa.TotpSeed;

/**
 * A device that waits for its first two codes, with its seed, which is shown this once.
 *
 * @param issuer who its codes are for, as authenticators show it
 */
public record Enrolled(Arn serial, Arn user, TotpSeed seed, String issuer) {
    /** What an authenticator scans. */
    public KeyUri uri() {
        return KeyUri.of(issuer, name(user) + "@" + user.account(), seed);
    }

    static String name(Arn user) {
        return user.resource().substring(user.resource().lastIndexOf('/') + 1);
    }
}

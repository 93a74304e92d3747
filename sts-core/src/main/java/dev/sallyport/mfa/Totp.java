package dev.sallyport.mfa;

import java.time.Instant;

/** Codes by time as MFA devices show them: RFC 6238 with SHA-1, six digits and steps of 30 seconds. */
public final class Totp {
    public static final int STEP_SECONDS = 30;
    public static final int DIGITS = 6;

    private Totp() {}

    /** The step that {@code at} lies in. */
    public static long step(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), (long) STEP_SECONDS);
    }

    /** The first instant of a step. */
    public static Instant start(long step) {
        return Instant.ofEpochSecond(Math.multiplyExact(step, (long) STEP_SECONDS));
    }

    /** The code of a step. */
    public static String code(TotpSeed seed, long step) {
        return Hotp.code(Hotp.Hash.SHA1, seed.bytes(), step, DIGITS);
    }
}

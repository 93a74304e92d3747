package dev.sallyport.mfa;

import dev.sallyport.identity.Base32;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** The secret that a device and the gateway share. It never prints, and compares in constant time. */
public final class TotpSeed {
    /** RFC 4226, R6, wants 128 bits and recommends 160. */
    public static final int MIN_BYTES = 20;

    private static final int MAX_BYTES = 128;

    private static final String REPAIR = ": make one with `openssl rand 20 | base32`";

    /** The seed of the test vectors of RFC 4226 and RFC 6238, which copied examples carry. */
    private static final byte[] SAMPLE = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

    private final byte[] bytes;

    private TotpSeed(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @throws IllegalArgumentException unless there are {@link #MIN_BYTES} to 128 bytes */
    public static TotpSeed of(byte[] bytes) {
        if (bytes.length < MIN_BYTES || bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException("the seed of an MFA device is " + MIN_BYTES + " to " + MAX_BYTES
                    + " random bytes, not " + bytes.length + REPAIR);
        }
        return new TotpSeed(bytes.clone());
    }

    /**
     * Reads the text that authenticator programs take.
     *
     * @throws IllegalArgumentException without any part of the text, unless it is upper-case base32 without padding, of a
     *     seed's length, and not the sample of the standard
     */
    public static TotpSeed parse(String text) {
        byte[] bytes;
        try {
            bytes = Base32.decode(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the seed of an MFA device is base32: only the letters A-Z and the digits 2-7, without `=` and spaces"
                            + REPAIR,
                    e);
        }
        if (MessageDigest.isEqual(bytes, SAMPLE)) {
            throw new IllegalArgumentException("the seed is the sample of RFC 6238, which everybody knows" + REPAIR);
        }
        return of(bytes);
    }

    /** The base32 text that authenticator programs take, for the one answer that hands it out. */
    public String reveal() {
        return Base32.encode(bytes);
    }

    /** The bytes, to be sealed; a copy. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TotpSeed seed && MessageDigest.isEqual(bytes, seed.bytes);
    }

    @Override
    public int hashCode() {
        return 0; // A hash would tell something of the seed.
    }

    @Override
    public String toString() {
        return "TotpSeed[redacted]";
    }
}

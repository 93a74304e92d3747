package dev.sallyport.config;

import dev.sallyport.identity.Base32;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** The secret that an MFA device shares with the gateway. It never prints, and compares in constant time. */
public final class TotpSeed {
    /** RFC 4226, section 4, R6: at least 128 bits. */
    static final int MIN_LENGTH = 16;

    static final int MAX_LENGTH = 64;

    // The seed of the test vectors of RFC 4226 and RFC 6238, which copied examples carry.
    private static final byte[] SAMPLE = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

    private final byte[] bytes;

    private TotpSeed(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @throws IllegalArgumentException without any part of the text, unless it is base32 of 16 to 64 bytes */
    public static TotpSeed ofBase32(String text) {
        byte[] bytes;
        try {
            bytes = Base32.decode(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the seed is not base32: only the letters A-Z and the digits 2-7, without `=` and spaces");
        }
        if (bytes.length < MIN_LENGTH || bytes.length > MAX_LENGTH) {
            throw new IllegalArgumentException("the seed has " + bytes.length + " bytes; it has " + MIN_LENGTH + " to "
                    + MAX_LENGTH + " random ones");
        }
        if (MessageDigest.isEqual(bytes, SAMPLE)) {
            throw new IllegalArgumentException("the seed is the sample of RFC 6238, which everybody knows");
        }
        return new TotpSeed(bytes);
    }

    /** A copy of the seed. */
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

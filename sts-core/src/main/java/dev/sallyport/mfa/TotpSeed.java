package dev.sallyport.mfa;

import dev.sallyport.identity.Base32;

/** The secret that a device and the gateway share. It never prints. */
public final class TotpSeed {
    /** RFC 4226, R6, recommends 160 bits. */
    public static final int MIN_BYTES = 20;

    private static final int MAX_BYTES = 128;

    private final byte[] bytes;

    private TotpSeed(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @throws IllegalArgumentException unless there are {@link #MIN_BYTES} to 128 bytes */
    public static TotpSeed of(byte[] bytes) {
        if (bytes.length < MIN_BYTES || bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "the seed of an MFA device is " + MIN_BYTES + " to " + MAX_BYTES + " bytes, not " + bytes.length);
        }
        return new TotpSeed(bytes.clone());
    }

    /** @throws IllegalArgumentException unless {@code text} is upper-case base32 without padding, of a seed's length */
    public static TotpSeed parse(String text) {
        return of(Base32.decode(text));
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
    public String toString() {
        return "TotpSeed[redacted]";
    }
}

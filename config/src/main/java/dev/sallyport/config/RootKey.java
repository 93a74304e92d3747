package dev.sallyport.config;

import java.security.MessageDigest;
import java.util.Base64;

/**
 * The key outside the data directory that wraps every key inside it: 32 bytes from a secure random source. It never
 * prints, and compares in constant time.
 */
public final class RootKey {
    public static final int BYTES = 32;

    /**
     * 32 random bytes have fewer different values with a chance below 2<sup>-40</sup>; typed, repeated and counted keys
     * have.
     */
    private static final int FEWEST_DIFFERENT_BYTES = 18;

    private final byte[] bytes;

    private RootKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Reads base64 (RFC 4648, section 4) of 32 bytes.
     *
     * @throws IllegalArgumentException without any part of the text, when it is something else or was plainly not
     *     made at random
     */
    public static RootKey ofBase64(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(wanted("is not base64"));
        }
        return of(bytes);
    }

    /**
     * @throws IllegalArgumentException unless there are {@link #BYTES} bytes that can have come from a random source: not
     *     text, zeros or a pattern
     */
    public static RootKey of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException(wanted("has " + bytes.length + " bytes"));
        }
        if (!looksRandom(bytes)) {
            throw new IllegalArgumentException(wanted("is a sample or was made up"));
        }
        return new RootKey(bytes.clone());
    }

    private static boolean looksRandom(byte[] bytes) {
        boolean[] seen = new boolean[256];
        int different = 0;
        boolean text = true;
        boolean steps = true;
        for (int i = 0; i < bytes.length; i++) {
            int value = bytes[i] & 0xff;
            different += seen[value] ? 0 : 1;
            seen[value] = true;
            text &= value >= ' ' && value < 0x7f;
            steps &= i < 2 || (byte) (bytes[i] - bytes[i - 1]) == (byte) (bytes[1] - bytes[0]);
        }
        return different >= FEWEST_DIFFERENT_BYTES && !text && !steps;
    }

    private static String wanted(String problem) {
        return "the root key " + problem + "; it is base64 of " + BYTES
                + " random bytes, as `openssl rand -base64 32` writes it";
    }

    /** A copy of the key. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RootKey key && MessageDigest.isEqual(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return 0; // A hash would tell something of the key.
    }

    @Override
    public String toString() {
        return "RootKey[redacted]";
    }
}

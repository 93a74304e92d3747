package dev.sallyport.config;

import java.security.MessageDigest;
import java.util.Base64;

/** The key that wraps every other key at rest: 32 bytes. It never prints, and compares in constant time. */
public final class RootKey {
    public static final int LENGTH = 32;

    // 32 random bytes hold fewer than 16 different ones once in more than 10^15 times; typed keys nearly always do.
    private static final int LEAST_DIFFERENT_BYTES = 16;

    private final byte[] bytes;

    private RootKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Reads base64 (RFC 4648, section 4) of 32 bytes.
     *
     * @throws IllegalArgumentException without any part of the text, when it is something else or was plainly not
     *     made at random: text, zeros, a pattern
     */
    public static RootKey ofBase64(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(wanted("is not base64"));
        }
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException(wanted("has " + bytes.length + " bytes"));
        }
        boolean isText = true;
        boolean[] seen = new boolean[256];
        int different = 0;
        for (byte b : bytes) {
            isText &= b >= ' ' && b < 0x7f;
            different += seen[b & 0xff] ? 0 : 1;
            seen[b & 0xff] = true;
        }
        if (isText || different < LEAST_DIFFERENT_BYTES) {
            throw new IllegalArgumentException(wanted("is a sample or was made up"));
        }
        return new RootKey(bytes);
    }

    private static String wanted(String problem) {
        return "the root key " + problem + "; it is base64 of " + LENGTH
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

package dev.sallyport.gateway.state;

import dev.sallyport.seal.WrappingKey;
import java.security.MessageDigest;
import java.util.Base64;

/**
 * The key outside the data directory that wraps every key inside it: 32 bytes from a secure random source. It never
 * prints.
 */
public final class RootKey {
    public static final int BYTES = 32;

    /**
     * 32 random bytes have fewer different values with a chance below 2<sup>-40</sup>; typed, repeated and counted keys
     * have.
     */
    private static final int FEWEST_DIFFERENT_BYTES = 18;

    private static final String REPAIR = ": make one with `openssl rand -base64 32`";

    private final byte[] bytes;

    private RootKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @throws IllegalArgumentException unless there are {@link #BYTES} bytes that can have come from a random source */
    public static RootKey of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a root key is " + BYTES + " bytes, not " + bytes.length + REPAIR);
        }
        if (!looksRandom(bytes)) {
            throw new IllegalArgumentException("the root key is not random: it repeats, counts or is text" + REPAIR);
        }
        return new RootKey(bytes.clone());
    }

    /** @throws IllegalArgumentException unless {@code text} is the base64 of a root key, blanks around it aside */
    public static RootKey ofBase64(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("a root key is " + BYTES + " bytes in base64" + REPAIR, e);
        }
        return of(bytes);
    }

    WrappingKey wrappingKey(String trustDomain) {
        return new WrappingKey(trustDomain, bytes);
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

    @Override
    public boolean equals(Object other) {
        return other instanceof RootKey key && MessageDigest.isEqual(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return 0; // A hash would tell something of the key; these are never keys of a map.
    }

    @Override
    public String toString() {
        return "RootKey[redacted]";
    }
}

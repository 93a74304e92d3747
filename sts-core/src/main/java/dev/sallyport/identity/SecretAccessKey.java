package dev.sallyport.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;

/** The secret half of a credential. It never prints, and compares in constant time. */
public final class SecretAccessKey {
    /** Random bytes that {@link #mint} takes. */
    public static final int RANDOM_BYTES = 32;

    private static final int SHOWN_CHARACTERS = 40;

    private final byte[] utf8;

    private SecretAccessKey(byte[] utf8) {
        this.utf8 = utf8;
    }

    /** @throws IllegalArgumentException when {@code text} is empty or not visible ASCII */
    public static SecretAccessKey of(String text) {
        if (text.isEmpty() || !text.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("a secret access key is visible ASCII and not empty");
        }
        return new SecretAccessKey(text.getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * A new secret of 40 characters from 32 random bytes. It holds no {@code +} or {@code /}, which people and shells
     * break: the 43 characters of base64url are cut to 40, which leaves 240 random bits.
     */
    public static SecretAccessKey mint(byte[] random) {
        if (random.length != RANDOM_BYTES) {
            throw new IllegalArgumentException("a secret access key takes " + RANDOM_BYTES + " random bytes");
        }
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        return of(text.substring(0, SHOWN_CHARACTERS));
    }

    /** The text, for the one answer that hands it out. */
    public String reveal() {
        return new String(utf8, StandardCharsets.US_ASCII);
    }

    /** The bytes that SigV4 derives its key from; a copy. */
    public byte[] bytes() {
        return utf8.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecretAccessKey key && MessageDigest.isEqual(utf8, key.utf8);
    }

    @Override
    public int hashCode() {
        return 0; // A hash would tell something of the secret; these are never keys of a map.
    }

    @Override
    public String toString() {
        return "SecretAccessKey[redacted]";
    }
}

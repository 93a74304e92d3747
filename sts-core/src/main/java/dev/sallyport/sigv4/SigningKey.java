package dev.sallyport.sigv4;

import dev.sallyport.identity.SecretAccessKey;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A secret good for one day, region and service: what a verifier needs, and what does not give the secret access key
 * away. It never prints.
 */
public final class SigningKey {
    /** Length in bytes. */
    public static final int LENGTH = 32;

    private final byte[] key;

    private SigningKey(byte[] key) {
        this.key = key;
    }

    public static SigningKey derive(SecretAccessKey secret, CredentialScope scope) {
        byte[] secretBytes = secret.bytes();
        byte[] prefixed = new byte[secretBytes.length + 4];
        prefixed[0] = 'A';
        prefixed[1] = 'W';
        prefixed[2] = 'S';
        prefixed[3] = '4';
        System.arraycopy(secretBytes, 0, prefixed, 4, secretBytes.length);
        byte[] ofDate = HmacSha256.of(prefixed, scope.date());
        byte[] ofRegion = HmacSha256.of(ofDate, scope.region());
        byte[] ofService = HmacSha256.of(ofRegion, scope.service());
        byte[] key = HmacSha256.of(ofService, CredentialScope.TERMINATOR);
        for (byte[] wider : new byte[][] {secretBytes, prefixed, ofDate, ofRegion, ofService}) {
            Arrays.fill(wider, (byte) 0);
        }
        return new SigningKey(key);
    }

    /** @throws IllegalArgumentException unless there are {@link #LENGTH} bytes */
    public static SigningKey of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a signing key is " + LENGTH + " bytes");
        }
        return new SigningKey(bytes.clone());
    }

    /** The key itself, to hand to the one filter that may hold it; a copy. */
    public byte[] bytes() {
        return key.clone();
    }

    /** The signature of that text: 64 lower-case hex digits. */
    public String sign(String stringToSign) {
        return HexFormat.of().formatHex(HmacSha256.of(key, stringToSign));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SigningKey that && MessageDigest.isEqual(key, that.key);
    }

    @Override
    public int hashCode() {
        return 0; // A hash would tell something of the key; these are never keys of a map.
    }

    @Override
    public String toString() {
        return "SigningKey[redacted]";
    }
}

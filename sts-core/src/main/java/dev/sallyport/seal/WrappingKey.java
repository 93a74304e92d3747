package dev.sallyport.seal;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A key that seals small secrets at rest. The root key is one, and wraps one more for each purpose; those seal rows.
 *
 * <p>A secret is sealed for a place: trust domain, purpose, and the identity of its row are additional data, so a blob
 * that is copied to another row, another column or another installation does not open.
 *
 * <pre>blob = form(1) || fingerprint of the key(8) || nonce(24) || XAES-256-GCM ciphertext and tag</pre>
 *
 * <p>The fingerprint says which key a blob wants before anything is tried, and is what an operator reads when it is not
 * the one at hand. Eight bytes of a digest of 256 random bits tell nothing of them.
 */
public final class WrappingKey {
    public static final int KEY_BYTES = Xaes256Gcm.KEY_BYTES;
    public static final int NONCE_BYTES = Xaes256Gcm.NONCE_BYTES;

    private static final byte FORM = 1;
    private static final int FINGERPRINT_BYTES = 8;
    private static final int HEADER_BYTES = 1 + FINGERPRINT_BYTES + NONCE_BYTES;
    private static final String DOMAIN = "sallyport/at-rest/v1";

    private final String trustDomain;
    private final Xaes256Gcm cipher;
    private final byte[] fingerprint;

    /** @throws IllegalArgumentException unless the key is {@link #KEY_BYTES} long and the trust domain is not empty */
    public WrappingKey(String trustDomain, byte[] key) {
        if (trustDomain.isBlank()) {
            throw new IllegalArgumentException("a wrapping key belongs to a trust domain, which cannot be empty");
        }
        this.trustDomain = trustDomain;
        this.cipher = new Xaes256Gcm(key);
        this.fingerprint = fingerprint(key);
    }

    /**
     * @param purpose what kind of secret this is, such as {@code mfa-seed}
     * @param row what identifies the place the blob is kept in: account, user id, key id, version
     * @param nonce {@link #NONCE_BYTES} random bytes, never used before under this key
     */
    public byte[] seal(String purpose, List<String> row, byte[] secret, byte[] nonce) {
        byte[] sealed = cipher.seal(nonce, additionalData(purpose, row), secret);
        return ByteBuffer.allocate(HEADER_BYTES + sealed.length)
                .put(FORM)
                .put(fingerprint)
                .put(nonce)
                .put(sealed)
                .array();
    }

    /** @throws BrokenSealException when {@code blob} was not sealed with this key for this purpose and row */
    public byte[] open(String purpose, List<String> row, byte[] blob) {
        if (blob.length < HEADER_BYTES + Xaes256Gcm.TAG_BYTES || blob[0] != FORM) {
            throw new BrokenSealException("the sealed `" + purpose + "` is cut or of an unknown form");
        }
        if (!Arrays.equals(blob, 1, 1 + FINGERPRINT_BYTES, fingerprint, 0, FINGERPRINT_BYTES)) {
            throw new BrokenSealException("the `" + purpose
                    + "` was sealed with another key than the one given: give the key that this data was written with");
        }
        byte[] nonce = Arrays.copyOfRange(blob, 1 + FINGERPRINT_BYTES, HEADER_BYTES);
        byte[] sealed = Arrays.copyOfRange(blob, HEADER_BYTES, blob.length);
        return cipher.open(nonce, additionalData(purpose, row), sealed)
                .orElseThrow(() -> new BrokenSealException("the sealed `" + purpose
                        + "` was changed, or belongs to another row or trust domain: restore it from where it was"));
    }

    private byte[] additionalData(String purpose, List<String> row) {
        List<String> fields = new ArrayList<>(List.of(DOMAIN, trustDomain, purpose));
        fields.addAll(row);
        return AdditionalData.of(fields.toArray(String[]::new));
    }

    private static byte[] fingerprint(byte[] key) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(AdditionalData.of("sallyport/key-fingerprint/v1"));
            return Arrays.copyOf(sha256.digest(key), FINGERPRINT_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "WrappingKey[redacted]";
    }
}

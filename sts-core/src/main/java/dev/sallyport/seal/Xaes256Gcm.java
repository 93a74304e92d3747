package dev.sallyport.seal;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * XAES-256-GCM (C2SP, <a href="https://c2sp.org/XAES-256-GCM">c2sp.org/XAES-256-GCM</a>) under one key, on the JDK's
 * AES.
 *
 * <p>Nonces are 192 random bits, so nodes that share a key need no counter: AES-GCM's own 96 bits would be spent after
 * 2<sup>32</sup> messages. Each nonce's first half derives a key of its own by the CMAC of NIST SP 800-108 (two AES
 * blocks), its second half is the nonce of AES-256-GCM under that key.
 *
 * <p>The cipher does not commit to its key: a text could be made that opens under two. Whoever opens must know the one
 * key to try, and never try several.
 */
public final class Xaes256Gcm {
    public static final int KEY_BYTES = 32;
    public static final int NONCE_BYTES = 24;
    public static final int TAG_BYTES = 16;

    private static final int BLOCK = 16;
    private static final int HALF_NONCE = 12;
    private static final byte[] ZERO_BLOCK = new byte[BLOCK];

    private final SecretKeySpec key;
    private final byte[] cmacSubkey;

    /** @throws IllegalArgumentException unless the key is {@link #KEY_BYTES} long */
    public Xaes256Gcm(byte[] key) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("a key for XAES-256-GCM is " + KEY_BYTES + " bytes");
        }
        this.key = new SecretKeySpec(key, "AES");
        this.cmacSubkey = doubled(encryptBlock(ZERO_BLOCK, ZERO_BLOCK));
    }

    /**
     * The ciphertext of {@code plaintext}, followed by the tag.
     *
     * @param nonce {@link #NONCE_BYTES} random bytes, never used before under this key
     */
    public byte[] seal(byte[] nonce, byte[] additionalData, byte[] plaintext) {
        try {
            return aesGcm(Cipher.ENCRYPT_MODE, nonce, additionalData).doFinal(plaintext);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime does not do AES-256-GCM", e);
        }
    }

    /** The plaintext; empty when key, nonce, additional data or a bit of {@code sealed} is not what it was sealed with. */
    public Optional<byte[]> open(byte[] nonce, byte[] additionalData, byte[] sealed) {
        if (sealed.length < TAG_BYTES) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    aesGcm(Cipher.DECRYPT_MODE, nonce, additionalData).doFinal(sealed));
        } catch (AEADBadTagException forged) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime does not do AES-256-GCM", e);
        }
    }

    private Cipher aesGcm(int mode, byte[] nonce, byte[] additionalData) throws GeneralSecurityException {
        if (nonce.length != NONCE_BYTES) {
            throw new IllegalArgumentException("a nonce for XAES-256-GCM is " + NONCE_BYTES + " bytes");
        }
        byte[] derived = derivedKey(nonce);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                mode,
                new SecretKeySpec(derived, "AES"),
                new GCMParameterSpec(TAG_BYTES * 8, nonce, HALF_NONCE, NONCE_BYTES - HALF_NONCE));
        Arrays.fill(derived, (byte) 0);
        cipher.updateAAD(additionalData);
        return cipher;
    }

    /** The AES-256-GCM key of one nonce: the CMACs of counter 1 and 2, label {@code X}, and the nonce's first half. */
    byte[] derivedKey(byte[] nonce) {
        byte[] message = new byte[BLOCK];
        message[2] = 'X';
        System.arraycopy(nonce, 0, message, BLOCK - HALF_NONCE, HALF_NONCE);
        byte[] derived = new byte[2 * BLOCK];
        for (byte counter = 1; counter <= 2; counter++) {
            message[1] = counter;
            System.arraycopy(encryptBlock(cmacSubkey, message), 0, derived, (counter - 1) * BLOCK, BLOCK);
        }
        return derived;
    }

    // One block of CBC is AES(iv xor block): exactly a one-block CMAC when the iv is the CMAC's subkey.
    private byte[] encryptBlock(byte[] iv, byte[] block) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(iv));
            return cipher.doFinal(block);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime does not do AES-256", e);
        }
    }

    // NIST SP 800-38B, 6.1: shift left by one bit, and fold the bit that falls out back in with the constant 0x87.
    private static byte[] doubled(byte[] block) {
        byte[] result = new byte[BLOCK];
        int carry = 0;
        for (int i = BLOCK - 1; i >= 0; i--) {
            int shifted = ((block[i] & 0xff) << 1) | carry;
            result[i] = (byte) shifted;
            carry = shifted >> 8;
        }
        result[BLOCK - 1] ^= (byte) (carry * 0x87);
        return result;
    }

    @Override
    public String toString() {
        return "Xaes256Gcm[redacted]";
    }
}

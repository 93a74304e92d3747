package dev.sallyport.seal;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
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
    private static final String AES_GCM = "AES/GCM/NoPadding";

    // For opening alone: one that seals remembers its last nonce, and which it gets would be chance.
    private static final IdleCiphers OPENING = new IdleCiphers(() -> Cipher.getInstance(AES_GCM));

    private final IdleCiphers blocks;
    private final byte[] cmacSubkey;

    /** @throws IllegalArgumentException unless the key is {@link #KEY_BYTES} long */
    public Xaes256Gcm(byte[] key) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("a key for XAES-256-GCM is " + KEY_BYTES + " bytes");
        }
        SecretKeySpec aesKey = new SecretKeySpec(key, "AES");
        this.blocks = new IdleCiphers(() -> {
            Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, aesKey);
            return cipher;
        });
        this.cmacSubkey = doubled(encryptBlocks(new byte[BLOCK]));
    }

    /**
     * The ciphertext of {@code plaintext}, followed by the tag.
     *
     * @param nonce {@link #NONCE_BYTES} random bytes, never used before under this key
     */
    public byte[] seal(byte[] nonce, byte[] additionalData, byte[] plaintext) {
        try {
            Cipher cipher = Cipher.getInstance(AES_GCM);
            start(cipher, Cipher.ENCRYPT_MODE, nonce, additionalData);
            return cipher.doFinal(plaintext);
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
            Cipher cipher = OPENING.take();
            start(cipher, Cipher.DECRYPT_MODE, nonce, additionalData);
            byte[] plaintext = cipher.doFinal(sealed);
            OPENING.giveBack(cipher);
            return Optional.of(plaintext);
        } catch (AEADBadTagException forged) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime does not do AES-256-GCM", e);
        }
    }

    private void start(Cipher cipher, int mode, byte[] nonce, byte[] additionalData) throws GeneralSecurityException {
        if (nonce.length != NONCE_BYTES) {
            throw new IllegalArgumentException("a nonce for XAES-256-GCM is " + NONCE_BYTES + " bytes");
        }
        byte[] derived = derivedKey(nonce);
        cipher.init(
                mode,
                new SecretKeySpec(derived, "AES"),
                new GCMParameterSpec(TAG_BYTES * 8, nonce, HALF_NONCE, NONCE_BYTES - HALF_NONCE));
        Arrays.fill(derived, (byte) 0);
        cipher.updateAAD(additionalData);
    }

    /** The AES-256-GCM key of one nonce: the CMACs of counter 1 and 2, label {@code X}, and the nonce's first half. */
    byte[] derivedKey(byte[] nonce) {
        byte[] messages = new byte[2 * BLOCK];
        for (int counter = 1; counter <= 2; counter++) {
            int start = (counter - 1) * BLOCK;
            messages[start + 1] = (byte) counter;
            messages[start + 2] = 'X';
            System.arraycopy(nonce, 0, messages, start + BLOCK - HALF_NONCE, HALF_NONCE);
            // A one-block CMAC is AES(subkey xor message).
            for (int i = 0; i < BLOCK; i++) {
                messages[start + i] ^= cmacSubkey[i];
            }
        }
        return encryptBlocks(messages);
    }

    private byte[] encryptBlocks(byte[] wholeBlocks) {
        try {
            Cipher cipher = blocks.take();
            byte[] encrypted = cipher.doFinal(wholeBlocks);
            blocks.giveBack(cipher);
            return encrypted;
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

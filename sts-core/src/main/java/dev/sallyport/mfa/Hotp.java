package dev.sallyport.mfa;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Codes by counter (RFC 4226), of which {@link Totp} is the use by time. */
final class Hotp {
    /** The hashes of RFC 6238. */
    enum Hash {
        SHA1("HmacSHA1"),
        SHA256("HmacSHA256"),
        SHA512("HmacSHA512");

        private final String mac;

        Hash(String mac) {
            this.mac = mac;
        }
    }

    private static final int[] POWERS_OF_TEN = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000};

    private Hotp() {}

    static String code(Hash hash, byte[] seed, long counter, int digits) {
        byte[] mac = mac(hash, seed, counter);
        // RFC 4226, 5.3: the last four bits say where the 31 bits of the code begin.
        int offset = mac[mac.length - 1] & 0xf;
        int bits = ByteBuffer.wrap(mac, offset, Integer.BYTES).getInt() & Integer.MAX_VALUE;
        return String.format(Locale.ROOT, "%0" + digits + "d", bits % POWERS_OF_TEN[digits]);
    }

    private static byte[] mac(Hash hash, byte[] seed, long counter) {
        try {
            Mac mac = Mac.getInstance(hash.mac);
            mac.init(new SecretKeySpec(seed, hash.mac));
            return mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(counter).array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has " + hash.mac, e);
        }
    }
}

package dev.sallyport.sigv4;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 in the one form SigV4 writes it: 64 lower-case hex digits. */
public final class Sha256 {
    /** The hash of no bytes: the payload hash of a request without a body. */
    public static final String OF_NOTHING = hex(new byte[0]);

    private static final int HEX_LENGTH = 64;

    private Sha256() {}

    public static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(digest().digest(bytes));
    }

    /** A digest for a body that arrives in pieces; end it with {@link #hex(MessageDigest)}. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    public static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Whether {@code text} has the form of a hash; upper-case digits have not. */
    public static boolean isHex(String text) {
        return text.length() == HEX_LENGTH && text.chars().allMatch(Ascii::isLowerHexDigit);
    }
}

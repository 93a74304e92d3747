package dev.sallyport.sigv4;

import dev.sallyport.error.ApiException;
import java.util.HexFormat;

/** RFC 3986 percent-encoding as SigV4 uses it: bytes in, {@code A-Za-z0-9-._~} plain, upper-case digits. */
final class PercentEncoding {
    private static final HexFormat UPPER = HexFormat.of().withUpperCase();

    private static final String UNRESERVED_MARKS = "-._~";

    private PercentEncoding() {}

    static String encode(String bytes) {
        return encode(bytes, "");
    }

    /** @param alsoPlain further characters to leave as they are */
    static String encode(String bytes, String alsoPlain) {
        StringBuilder encoded = new StringBuilder(bytes.length() + 16);
        for (int i = 0; i < bytes.length(); i++) {
            char c = bytes.charAt(i);
            if (isUnreserved(c) || alsoPlain.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append('%').append(UPPER.toHexDigits((byte) c));
            }
        }
        return encoded.toString();
    }

    /** @throws ApiException when a {@code %} is not followed by two hex digits */
    static String decode(String encoded) {
        if (encoded.indexOf('%') < 0) {
            return encoded;
        }
        StringBuilder bytes = new StringBuilder(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c != '%') {
                bytes.append(c);
            } else if (i + 2 < encoded.length()
                    && HexFormat.isHexDigit(encoded.charAt(i + 1))
                    && HexFormat.isHexDigit(encoded.charAt(i + 2))) {
                bytes.append((char) HexFormat.fromHexDigits(encoded, i + 1, i + 3));
                i += 2;
            } else {
                throw Refusal.incomplete("the query has a `%` that is not followed by two hex digits");
            }
        }
        return bytes.toString();
    }

    private static boolean isUnreserved(char c) {
        return Ascii.isLetterOrDigit(c) || UNRESERVED_MARKS.indexOf(c) >= 0;
    }
}

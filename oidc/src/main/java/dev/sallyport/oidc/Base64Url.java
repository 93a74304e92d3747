package dev.sallyport.oidc;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Base64url as JOSE writes it (RFC 7515, 2): no padding, no white space, and one text for one value. */
final class Base64Url {
    private Base64Url() {}

    /** @throws IllegalArgumentException on any other character, padding, or unused bits that are not zero */
    static byte[] decode(String text) {
        byte[] bytes = Base64.getUrlDecoder().decode(text);
        // The JDK's decoder takes padding and non-zero unused bits; whoever can respell a token can dodge a list of
        // them.
        if (!text.equals(encode(bytes))) {
            throw new IllegalArgumentException("the base64url is padded or has unused bits that are not zero");
        }
        return bytes;
    }

    static String encode(byte[] bytes) {
        return new String(Base64.getUrlEncoder().withoutPadding().encode(bytes), StandardCharsets.US_ASCII);
    }
}

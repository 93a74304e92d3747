package dev.sallyport.sigv4;

import dev.sallyport.error.ApiException;
import java.util.Locale;

/** One header field as it arrived: a copy of a name is a field of its own. Values are compared byte for byte. */
public record HeaderField(String name, String value) {
    /**
     * @throws ApiException when the name is not an HTTP token or the value holds a control character other than tab,
     *     or a character that is no byte
     */
    public HeaderField {
        if (!HttpToken.matches(name)) {
            throw Refusal.incomplete("a header name is letters, digits and hyphens");
        }
        if (!value.chars().allMatch(HeaderField::isValueCharacter)) {
            throw Refusal.incomplete("the value of header `" + name.toLowerCase(Locale.ROOT)
                    + "` holds a control character or is not made of bytes");
        }
    }

    boolean isNamed(String lowerCaseName) {
        return name.equalsIgnoreCase(lowerCaseName);
    }

    String lowerCaseName() {
        return name.toLowerCase(Locale.ROOT);
    }

    // RFC 9110 5.5: visible characters, space, tab, and bytes over 127 that nobody interprets.
    private static boolean isValueCharacter(int c) {
        return c == '\t' || (c >= ' ' && c != 0x7f && c <= 0xff);
    }

    /** The name alone: the value may be a session token or another application's password. */
    @Override
    public String toString() {
        return "HeaderField[" + name + "]";
    }
}

package dev.sallyport.route;

import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A request path that has one reading only, so that what is authorised is what any upstream will see.
 *
 * <p>Refused are: dot segments, empty segments ({@code //}), {@code ;}, an encoded slash, backslash, percent, question
 * mark, hash or semicolon, control characters, percent-encoding of a letter, digit or {@code -._~}, lower-case hex,
 * bytes that are not UTF-8, and every character that RFC 3986 does not allow in a path. A space arrives as
 * {@code %20}; the sub-delimiters and {@code :} {@code @} may arrive raw or encoded, for SDKs differ there.
 */
public final class CanonicalPath {
    /** Characters of the raw path. */
    public static final int MAX_LENGTH = 8192;

    public static final int MAX_SEGMENTS = 256;

    private static final String RAW_PUNCTUATION = "-._~!$&'()*+,=:@";
    private static final String HEX = "0123456789ABCDEF";

    private final String raw;
    private final List<String> segments;

    private CanonicalPath(String raw, List<String> segments) {
        this.raw = raw;
        this.segments = segments;
    }

    /** @throws ApiException {@code InvalidURI} when {@code rawPath} could be read in more than one way */
    public static CanonicalPath of(String rawPath) {
        if (rawPath.isEmpty() || rawPath.charAt(0) != '/') {
            throw refused("it does not begin with a slash");
        }
        if (rawPath.length() > MAX_LENGTH) {
            throw refused("it is longer than " + MAX_LENGTH + " characters");
        }
        if (rawPath.length() == 1) {
            return new CanonicalPath(rawPath, List.of(""));
        }
        List<String> segments = new ArrayList<>();
        for (int start = 1; start <= rawPath.length(); ) {
            int slash = rawPath.indexOf('/', start);
            int end = slash < 0 ? rawPath.length() : slash;
            // A path may end in a slash; anywhere else an empty segment is `//`.
            if (end == start && slash >= 0) {
                throw refused("it holds `//`");
            }
            segments.add(decode(rawPath.substring(start, end)));
            if (segments.size() > MAX_SEGMENTS) {
                throw refused("it has more than " + MAX_SEGMENTS + " segments");
            }
            start = end + 1;
        }
        return new CanonicalPath(rawPath, List.copyOf(segments));
    }

    /** The path exactly as it arrived. */
    public String raw() {
        return raw;
    }

    /** The decoded segments after the leading slash; the last one is empty when the path ends in a slash. */
    public List<String> segments() {
        return segments;
    }

    private static String decode(String segment) {
        ByteBuffer bytes = ByteBuffer.allocate(segment.length());
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (c == '%') {
                bytes.put(encodedByte(segment, i));
                i += 2;
            } else if (isUnreserved(c) || RAW_PUNCTUATION.indexOf(c) >= 0) {
                bytes.put((byte) c);
            } else {
                throw refused(c == ';' ? "it holds `;`" : "it holds a character that must be percent-encoded");
            }
        }
        String decoded = utf8(bytes.flip());
        if (decoded.equals(".") || decoded.equals("..")) {
            throw refused("it holds a `.` or `..` segment");
        }
        return decoded;
    }

    private static byte encodedByte(String segment, int percent) {
        int high = percent + 2 < segment.length() ? HEX.indexOf(segment.charAt(percent + 1)) : -1;
        int low = percent + 2 < segment.length() ? HEX.indexOf(segment.charAt(percent + 2)) : -1;
        if (high < 0 || low < 0) {
            throw refused("a `%` in it is not followed by two upper-case hexadecimal digits");
        }
        int value = high << 4 | low;
        if (value < 0x20 || value == 0x7f) {
            throw refused("it holds an encoded control character");
        }
        if ("/\\%?#;".indexOf(value) >= 0) {
            throw refused("it holds an encoded `" + (char) value + "`");
        }
        if (isUnreserved((char) value)) {
            throw refused("it percent-encodes `" + (char) value + "`, which needs no encoding");
        }
        return (byte) value;
    }

    private static String utf8(ByteBuffer bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(bytes)
                    .toString();
            if (text.chars().anyMatch(Character::isISOControl)) {
                throw refused("it holds an encoded control character");
            }
            return text;
        } catch (CharacterCodingException e) {
            throw refused("its percent-encoded bytes are not UTF-8");
        }
    }

    private static boolean isUnreserved(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "-._~".indexOf(c) >= 0;
    }

    private static ApiException refused(String why) {
        return new ApiException(
                ApiError.INVALID_URI, "the request path is refused because " + why + "; send it in its normal form");
    }

    @Override
    public String toString() {
        return raw;
    }
}

package dev.sallyport.policy;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How address literals are read. */
enum IpLiteral {
    /** The standards and nothing more: for headers and configuration. */
    STRICT,
    /**
     * What AWS reads when it evaluates a condition (recorded answers): leading zeroes in decimal numbers, and a side of
     * {@code ::} that begins or ends with one more colon.
     */
    AS_AWS;

    private static final int MAX_LENGTH = 64;

    Optional<byte[]> read(String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        return Optional.ofNullable(text.indexOf(':') < 0 ? v4(text) : v6(text));
    }

    private byte @Nullable [] v4(String text) {
        long bits = v4Bits(text);
        return bits < 0 ? null : new byte[] {(byte) (bits >> 24), (byte) (bits >> 16), (byte) (bits >> 8), (byte) bits};
    }

    /** The 32 bits of an IPv4 address; negative when the text is none. Allocates nothing. */
    long v4Bits(String text) {
        long bits = 0;
        int numbers = 0;
        int digits = 0;
        int value = 0;
        int length = text.length();
        if (length > MAX_LENGTH) {
            return -1;
        }
        for (int i = 0; i <= length; i++) {
            char c = i == length ? '.' : text.charAt(i);
            if (c >= '0' && c <= '9') {
                if (++digits > 3 || (this == STRICT && digits == 2 && value == 0)) {
                    return -1;
                }
                value = value * 10 + c - '0';
            } else {
                if (c != '.' || digits == 0 || value > 255 || ++numbers > IpAddress.V4_BYTES) {
                    return -1;
                }
                bits = bits << 8 | value;
                digits = 0;
                value = 0;
            }
        }
        return numbers == IpAddress.V4_BYTES ? bits : -1;
    }

    private byte @Nullable [] v6(String text) {
        int gap = text.indexOf("::");
        String left = gap < 0 ? text : text.substring(0, gap);
        String right = gap < 0 ? "" : text.substring(gap + 2);
        if (right.contains("::")) {
            return null;
        }
        byte[] bytes = new byte[IpAddress.V6_BYTES];
        byte[] head = new byte[IpAddress.V6_BYTES];
        byte[] tail = new byte[IpAddress.V6_BYTES];
        int headLength = groups(left, head, gap >= 0, gap < 0);
        int tailLength = gap < 0 ? 0 : groups(right, tail, true, true);
        int total = headLength + tailLength;
        if (headLength < 0 || tailLength < 0 || (gap < 0 ? total != bytes.length : total > bytes.length - 2)) {
            return null;
        }
        System.arraycopy(head, 0, bytes, 0, headLength);
        System.arraycopy(tail, 0, bytes, bytes.length - tailLength, tailLength);
        boolean dotted = text.indexOf('.') >= 0;
        // AWS reads four decimal numbers at the end only in an address that wraps an IPv4 one.
        return dotted && this == AS_AWS && !IpAddress.isMapped(bytes) ? null : bytes;
    }

    /** Reads colon-separated groups into {@code bytes}; the number of bytes, or a negative number if they are malformed. */
    private int groups(String side, byte[] bytes, boolean besideGap, boolean atEnd) {
        if (side.isEmpty()) {
            return 0; // Only beside a gap.
        }
        String[] groups = side.split(":", -1);
        int length = 0;
        for (int i = 0; i < groups.length; i++) {
            String group = groups[i];
            boolean last = i == groups.length - 1;
            if (last && atEnd && group.indexOf('.') >= 0) {
                byte[] v4 = STRICT.v4(group);
                if (v4 == null || length + v4.length > bytes.length) {
                    return -1;
                }
                System.arraycopy(v4, 0, bytes, length, v4.length);
                return length + v4.length;
            }
            if (group.isEmpty() && this == AS_AWS && besideGap) {
                if (last) {
                    continue;
                }
            } else if (group.isEmpty() || group.length() > 4) {
                return -1;
            }
            int value = 0;
            for (int c = 0; c < group.length(); c++) {
                int digit = hex(group.charAt(c));
                if (digit < 0) {
                    return -1;
                }
                value = (value << 4) | digit;
            }
            if (length + 2 > bytes.length) {
                return -1;
            }
            bytes[length++] = (byte) (value >> 8);
            bytes[length++] = (byte) value;
        }
        return length;
    }

    private static int hex(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        if (c >= 'a' && c <= 'f') {
            return c - 'a' + 10;
        }
        return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
    }
}

package dev.sallyport.policy;

import java.util.Arrays;
import java.util.Optional;

/**
 * An IPv4 or IPv6 address. An IPv6 address that only wraps an IPv4 one ({@code ::ffff:192.0.2.1}) is that IPv4 address, so
 * that no client escapes a rule for the one by spelling the other.
 */
public final class IpAddress {
    static final int V4_BYTES = 4;
    static final int V6_BYTES = 16;

    private final byte[] bytes;

    private IpAddress(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Reads a literal of RFC 4291 or four decimal numbers without leading zeroes. Zones, ports, brackets, host names,
     * shortened or octal IPv4 are not addresses.
     */
    public static Optional<IpAddress> parse(String text) {
        return IpLiteral.STRICT.read(text).map(IpAddress::ofBytes);
    }

    /** @throws IllegalArgumentException unless there are 4 or 16 bytes */
    public static IpAddress ofBytes(byte[] bytes) {
        if (bytes.length != V4_BYTES && bytes.length != V6_BYTES) {
            throw new IllegalArgumentException("an address has 4 or 16 bytes");
        }
        return new IpAddress(isMapped(bytes) ? Arrays.copyOfRange(bytes, 12, V6_BYTES) : bytes.clone());
    }

    static boolean isMapped(byte[] bytes) {
        if (bytes.length != V6_BYTES || bytes[10] != -1 || bytes[11] != -1) {
            return false;
        }
        for (int i = 0; i < 10; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    public boolean isV4() {
        return bytes.length == V4_BYTES;
    }

    byte[] bytes() {
        return bytes;
    }

    /** The 4 or 16 bytes; a copy. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IpAddress address && Arrays.equals(bytes, address.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** The canonical text: dotted decimal, or RFC 5952. */
    @Override
    public String toString() {
        return isV4() ? dotted() : compressed();
    }

    private String dotted() {
        return (bytes[0] & 0xff) + "." + (bytes[1] & 0xff) + "." + (bytes[2] & 0xff) + "." + (bytes[3] & 0xff);
    }

    private String compressed() {
        int longest = -1;
        int length = 1; // A single group of zeroes is not shortened.
        for (int i = 0; i < 8; i++) {
            int end = i;
            while (end < 8 && group(end) == 0) {
                end++;
            }
            if (end - i > length) {
                longest = i;
                length = end - i;
            }
            i = Math.max(i, end - 1);
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == longest) {
                text.append("::");
                i += length - 1;
            } else {
                if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                    text.append(':');
                }
                text.append(Integer.toHexString(group(i)));
            }
        }
        return text.toString();
    }

    private int group(int index) {
        return ((bytes[2 * index] & 0xff) << 8) | (bytes[2 * index + 1] & 0xff);
    }
}

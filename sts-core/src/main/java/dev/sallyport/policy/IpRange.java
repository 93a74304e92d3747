package dev.sallyport.policy;

import java.util.Optional;

/**
 * A block of addresses in CIDR notation; a lone address is the block of that one. An IPv4 block may have host bits set,
 * which do not count.
 */
public final class IpRange {
    private final byte[] network;
    private final int prefix;
    private final long v4Network;

    private IpRange(byte[] network, int prefix) {
        this.network = network;
        this.prefix = prefix;
        this.v4Network = network.length == IpAddress.V4_BYTES ? v4(network) : 0;
    }

    private static long v4(byte[] bytes) {
        return (bytes[0] & 0xffL) << 24 | (bytes[1] & 0xff) << 16 | (bytes[2] & 0xff) << 8 | (bytes[3] & 0xff);
    }

    /**
     * Reads {@code address} or {@code address/prefix}, strictly as {@link IpAddress#parse}; wrapped IPv4 addresses and
     * IPv6 blocks with host bits set are refused.
     */
    public static Optional<IpRange> parse(String text) {
        return read(text, IpLiteral.STRICT);
    }

    /** A literal of a policy, in the forms that AWS takes. */
    static Optional<IpRange> ofPolicy(String text) {
        return read(text, IpLiteral.AS_AWS);
    }

    private static Optional<IpRange> read(String text, IpLiteral literal) {
        int slash = text.indexOf('/');
        Optional<byte[]> network = literal.read(slash < 0 ? text : text.substring(0, slash));
        if (network.isEmpty() || IpAddress.isMapped(network.get())) {
            return Optional.empty();
        }
        int bits = network.get().length * 8;
        int prefix = slash < 0 ? bits : prefix(text.substring(slash + 1), literal);
        if (prefix < 0 || prefix > bits) {
            return Optional.empty();
        }
        IpRange range = new IpRange(network.get(), prefix);
        return bits == IpAddress.V6_BYTES * 8 && range.hasHostBits() ? Optional.empty() : Optional.of(range);
    }

    private static int prefix(String text, IpLiteral literal) {
        String digits = literal == IpLiteral.AS_AWS && text.startsWith("+") ? text.substring(1) : text;
        boolean padded = digits.length() > 1 && digits.startsWith("0");
        if (digits.isEmpty() || digits.length() > 3 || (padded && literal == IpLiteral.STRICT)) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    /** Whether a bit behind the prefix is set; only an IPv4 block may have one. */
    public boolean hasHostBits() {
        for (int bit = prefix; bit < network.length * 8; bit++) {
            if ((network[bit / 8] & (0x80 >> (bit % 8))) != 0) {
                return true;
            }
        }
        return false;
    }

    public boolean contains(IpAddress address) {
        byte[] bytes = address.bytes();
        if (bytes.length != network.length) {
            return false;
        }
        int whole = prefix / 8;
        for (int i = 0; i < whole; i++) {
            if (bytes[i] != network[i]) {
                return false;
            }
        }
        int rest = prefix % 8;
        return rest == 0 || ((bytes[whole] ^ network[whole]) & (0xff00 >> rest) & 0xff) == 0;
    }

    /** As {@link #contains}, of an IPv4 address in 32 bits. */
    boolean containsV4(long bits) {
        return network.length == IpAddress.V4_BYTES && ((bits ^ v4Network) >>> (Integer.SIZE - prefix)) == 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IpRange range
                && prefix == range.prefix
                && IpAddress.ofBytes(network).equals(IpAddress.ofBytes(range.network));
    }

    @Override
    public int hashCode() {
        return IpAddress.ofBytes(network).hashCode() * 31 + prefix;
    }

    @Override
    public String toString() {
        return IpAddress.ofBytes(network) + "/" + prefix;
    }
}

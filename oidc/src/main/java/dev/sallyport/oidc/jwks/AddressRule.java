package dev.sallyport.oidc.jwks;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;

/**
 * Where a fetch may connect to. A resolver that is made to answer so could have the gateway talk to its neighbours: cloud
 * metadata services are on the link's own addresses, admin interfaces on this machine.
 */
final class AddressRule {
    /** Prefixes under which the last four bytes are an IPv4 address: NAT64 (RFC 6052) and the old compatible form. */
    private static final byte[][] EMBEDDING = {
        {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0}, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}
    };

    private AddressRule() {}

    /** Whether an issuer may be at {@code address}. */
    static boolean allows(InetAddress address, boolean privateAddresses) {
        if (address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isAnyLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        if (address instanceof Inet6Address) {
            return allows(bytes, privateAddresses);
        }
        return address instanceof Inet4Address && allowsV4(bytes, 0, privateAddresses) && bytes[0] != 0;
    }

    private static boolean allows(byte[] v6, boolean privateAddresses) {
        for (byte[] prefix : EMBEDDING) {
            if (Arrays.equals(v6, 0, prefix.length, prefix, 0, prefix.length)) {
                return allowsV4(v6, prefix.length, privateAddresses) && isUnicastElsewhere(v6, prefix.length);
            }
        }
        // fc00::/7 (RFC 4193) and fec0::/10, which came before it.
        boolean isPrivate = (v6[0] & 0xfe) == 0xfc || ((v6[0] & 0xff) == 0xfe && (v6[1] & 0xc0) == 0xc0);
        return privateAddresses || !isPrivate;
    }

    private static boolean isUnicastElsewhere(byte[] bytes, int at) {
        int first = bytes[at] & 0xff;
        boolean linkLocal = first == 169 && (bytes[at + 1] & 0xff) == 254;
        return first != 0 && first != 127 && first < 224 && !linkLocal;
    }

    private static boolean allowsV4(byte[] bytes, int at, boolean privateAddresses) {
        int first = bytes[at] & 0xff;
        int second = bytes[at + 1] & 0xff;
        // RFC 1918, and shared address space (RFC 6598).
        boolean isPrivate = first == 10
                || (first == 172 && second >= 16 && second < 32)
                || (first == 192 && second == 168)
                || (first == 100 && second >= 64 && second < 128);
        return privateAddresses || !isPrivate;
    }
}

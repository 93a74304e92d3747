package dev.sallyport.gateway.http;

import dev.sallyport.policy.IpAddress;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Whom work for strangers is charged to: an IPv4 address, or the 64-bit network of an IPv6 address, since whoever has one
 * address of it has them all.
 */
public record Source(String key) {
    private static final int NETWORK_BYTES = 8;

    public static Source of(IpAddress address) {
        byte[] bytes = address.toBytes();
        return new Source(HexFormat.of().formatHex(address.isV4() ? bytes : Arrays.copyOf(bytes, NETWORK_BYTES)));
    }
}

package dev.sallyport.demo.port;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** Asks the machine whether a port is free. */
public final class FreePorts {
    private static final byte[] IPV4_LOOPBACK = {127, 0, 0, 1};
    private static final byte[] IPV6_LOOPBACK = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    private FreePorts() {}

    /**
     * Whether nobody listens on that port of either loopback address. The demo listens on IPv4 only, but clients try
     * {@code localhost} on IPv6 first: whoever listens there would get its credentials.
     */
    public static boolean isFree(int port) {
        return canBind(IPV4_LOOPBACK, port) && canBind(IPV6_LOOPBACK, port);
    }

    private static boolean canBind(byte[] address, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(address), port));
            return true;
        } catch (BindException e) {
            // A machine without IPv6 cannot bind to its address at all, and nobody else can either.
            return address.length == IPV6_LOOPBACK.length && !hasIpv6();
        } catch (IOException e) {
            return address.length == IPV6_LOOPBACK.length;
        }
    }

    private static boolean hasIpv6() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(IPV6_LOOPBACK), 0));
            return true;
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            return false;
        }
    }
}

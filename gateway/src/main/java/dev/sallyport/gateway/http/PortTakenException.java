package dev.sallyport.gateway.http;

import java.net.InetSocketAddress;

/** Another program listens on the address. */
public final class PortTakenException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int port;

    PortTakenException(InetSocketAddress address, Throwable cause) {
        super(
                "`" + address.getHostString() + ":" + address.getPort()
                        + "` is taken or not an address of this machine",
                cause);
        this.port = address.getPort();
    }

    public int port() {
        return port;
    }
}

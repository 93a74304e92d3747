package dev.sallyport.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Loopback ports for whoever is told one and listens on it a little later.
 *
 * <p>A port that was merely free a moment ago can be somebody's by then: the system gives it to the next who asks for any,
 * and to outgoing connections. So each is left in TIME_WAIT, by a connection that its server ended first. For a minute
 * nobody gets it by chance, and who names it can listen, since servers set SO_REUSEADDR.
 */
final class FreePort {
    private FreePort() {}

    static int next() {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket server = new ServerSocket(0, 1, loopback);
                Socket client = new Socket(loopback, server.getLocalPort())) {
            server.accept().close();
            // Its end has come: the client, which closes second, waits for nothing.
            int end = client.getInputStream().read();
            if (end != -1) {
                throw new IOException("somebody else answers on port " + server.getLocalPort());
            }
            return server.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

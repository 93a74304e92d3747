package dev.sallyport.benchmarks.flood;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One HTTP/1.1 connection at a time from a sender to the gateway, made again whenever the gateway has ended it. */
final class Connection implements AutoCloseable {
    private static final int MAX_HEAD = 16 * 1024;
    private static final int TIMEOUT_MILLIS = 10_000;
    private static final String LENGTH = "\r\ncontent-length: ";

    private final Sender sender;
    private final int port;
    private Socket socket = new Socket();
    private InputStream in = InputStream.nullInputStream();

    Connection(Sender sender, int port) {
        this.sender = sender;
        this.port = port;
    }

    /** The answer's body. */
    String ask(byte[] request) throws IOException {
        if (!socket.isConnected() || socket.isClosed()) {
            socket = new Socket();
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(sender.address()), 0));
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            in = new BufferedInputStream(socket.getInputStream());
        }
        socket.getOutputStream().write(request);
        String head = head();
        byte[] body = in.readNBytes(length(head));
        if (head.contains("\r\nconnection: close")) {
            socket.close();
        }
        return new String(body, StandardCharsets.UTF_8);
    }

    private String head() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
            int next = in.read();
            if (next < 0 || head.length() > MAX_HEAD) {
                throw new EOFException("the gateway ended the connection within the head of an answer");
            }
            head.append((char) next);
        }
        return head.toString().toLowerCase(Locale.ROOT);
    }

    private static int length(String head) throws IOException {
        int at = head.indexOf(LENGTH);
        if (at < 0) {
            throw new IOException("an answer does not say its length");
        }
        int from = at + LENGTH.length();
        return Integer.parseInt(head.substring(from, head.indexOf("\r\n", from)));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

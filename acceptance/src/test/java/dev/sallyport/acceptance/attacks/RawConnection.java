package dev.sallyport.acceptance.attacks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Sends bytes as they are, and reads what comes back until the gateway has nothing more to say. */
final class RawConnection {
    /** Without an answer for so long, the gateway waits for more bytes: the end of them is said. */
    private static final int IDLE_MILLIS = 2_000;
    /** Within which a gateway that means to close has closed, however busy the machine is. */
    private static final int CLOSE_MILLIS = 8_000;

    private static final int END_MILLIS = 20_000;

    /** @param closedByGateway whether the gateway ended the connection before this side said that it had no more to send */
    record Heard(List<RawAnswer> answers, String rest, boolean closedByGateway) {}

    private RawConnection() {}

    /**
     * A client that only went silent would have to guess how long a second answer may take. This one ends its own side
     * and reads on: what the gateway still makes of the bytes it has, it answers before it closes.
     *
     * @param mustClose to wait for the gateway to close by itself
     */
    static Heard send(int port, String request, boolean mustClose) throws IOException {
        boolean toHead = request.startsWith("HEAD ");
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        boolean closedByGateway = false;
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), END_MILLIS);
            socket.setSoTimeout(mustClose ? CLOSE_MILLIS : IDLE_MILLIS);
            try {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            } catch (IOException refusedEarly) {
                // It may refuse before it has read everything; its answer is read below.
            }
            try {
                closedByGateway = readUntilQuiet(socket, received, toHead, mustClose);
                if (!closedByGateway) {
                    socket.shutdownOutput();
                    socket.setSoTimeout(END_MILLIS);
                    readToEnd(socket, received);
                }
            } catch (SocketTimeoutException stillOpen) {
                throw new AssertionError("the connection stays open though the client has ended its side", stillOpen);
            } catch (IOException reset) {
                closedByGateway = true;
            }
        }
        RawAnswer.Stream stream = RawAnswer.parse(received.toByteArray(), toHead, true);
        return new Heard(stream.answers(), stream.rest(), closedByGateway);
    }

    /** @return whether the gateway closed */
    private static boolean readUntilQuiet(
            Socket socket, ByteArrayOutputStream received, boolean toHead, boolean mustClose) throws IOException {
        byte[] buffer = new byte[16 * 1024];
        try {
            while (mustClose
                    || RawAnswer.parse(received.toByteArray(), toHead, false)
                            .answers()
                            .isEmpty()) {
                int count = socket.getInputStream().read(buffer);
                if (count < 0) {
                    return true;
                }
                received.write(buffer, 0, count);
            }
        } catch (SocketTimeoutException quiet) {
            return false;
        }
        return false;
    }

    private static void readToEnd(Socket socket, ByteArrayOutputStream received) throws IOException {
        byte[] buffer = new byte[16 * 1024];
        for (int count = socket.getInputStream().read(buffer);
                count >= 0;
                count = socket.getInputStream().read(buffer)) {
            received.write(buffer, 0, count);
        }
    }
}

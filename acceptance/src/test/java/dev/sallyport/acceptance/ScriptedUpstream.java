package dev.sallyport.acceptance;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An upstream that answers every request with the bytes it was told, whatever HTTP says of them, and hangs up. */
final class ScriptedUpstream implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private volatile String answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private volatile Runnable beforeHangingUp = () -> {};

    private ScriptedUpstream() throws IOException {
        Thread thread = new Thread(this::serve, "scripted-upstream");
        thread.setDaemon(true);
        thread.start();
    }

    static ScriptedUpstream start() throws IOException {
        return new ScriptedUpstream();
    }

    void answers(String raw) {
        answers(raw, () -> {});
    }

    /** @param before what happens after the bytes were sent and before the connection ends */
    void answers(String raw, Runnable before) {
        // It says that it hangs up, or the gateway's next request could meet a connection that is about to end.
        answer = raw.replaceFirst("(HTTP/1\\.1 [2-5][^\r]*\r\n)", "$1Connection: close\r\n");
        beforeHangingUp = before;
    }

    int port() {
        return server.getLocalPort();
    }

    /** The last request's line and fields, as they arrived. */
    String lastHead() {
        return heads.get(heads.size() - 1);
    }

    int requests() {
        return heads.size();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                String head = head(socket.getInputStream());
                if (!head.isEmpty()) {
                    heads.add(head);
                    socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
                    socket.getOutputStream().flush();
                    beforeHangingUp.run();
                }
            } catch (IOException e) {
                // The gateway hung up first, or the test is over.
            }
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        for (int b = in.read(); b >= 0; b = in.read()) {
            head.append((char) b);
            if (head.length() >= 4 && head.substring(head.length() - 4).equals("\r\n\r\n")) {
                return head.toString();
            }
        }
        return "";
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}

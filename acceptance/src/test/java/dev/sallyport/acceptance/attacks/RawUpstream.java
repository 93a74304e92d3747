package dev.sallyport.acceptance.attacks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An API that keeps each request as the bytes it came in. It is no HTTP server, for one would tidy up what it gets: it
 * reads a head up to its empty line and a body by exactly one length, and writes down everything that is not like that.
 */
final class RawUpstream implements AutoCloseable {
    /**
     * @param fields each as one line
     * @param trailers the same, after a chunked body
     * @param fault empty for a request of one unambiguous length
     */
    record Received(
            String method, String target, List<String> fields, String body, List<String> trailers, String fault) {
        List<String> values(String name) {
            return fields.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                    .map(line -> line.substring(name.length() + 1).trim())
                    .toList();
        }
    }

    private final ServerSocket server;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final List<Received> received = new CopyOnWriteArrayList<>();

    private RawUpstream(ServerSocket server) {
        this.server = server;
    }

    static RawUpstream start() throws IOException {
        RawUpstream upstream = new RawUpstream(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        daemon(upstream::accept);
        return upstream;
    }

    int port() {
        return server.getLocalPort();
    }

    List<Received> received() {
        return List.copyOf(received);
    }

    void forget() {
        received.clear();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                connections.add(socket);
                daemon(() -> serve(socket));
            }
        } catch (IOException closed) {
            // By close().
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            while (serveOne(in, socket)) {
                // The next one of this connection.
            }
        } catch (IOException gone) {
            // The gateway may close whenever it likes.
        } finally {
            connections.remove(socket);
        }
    }

    private boolean serveOne(InputStream in, Socket socket) throws IOException {
        List<String> lines = new ArrayList<>();
        String line = line(in);
        if (line.isEmpty()) {
            return false;
        }
        while (!line.equals("\r\n") && !line.isEmpty()) {
            lines.add(line.endsWith("\r\n") ? line.substring(0, line.length() - 2) : line);
            line = line(in);
        }
        Received request = read(lines, in);
        received.add(request);
        if (!request.fault().isEmpty()) {
            return false;
        }
        byte[] body = "here".getBytes(StandardCharsets.US_ASCII);
        String head = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " + body.length + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        if (!request.method().equals("HEAD")) {
            socket.getOutputStream().write(body);
        }
        socket.getOutputStream().flush();
        return true;
    }

    private static Received read(List<String> lines, InputStream in) throws IOException {
        String[] first = lines.get(0).split(" ", -1);
        List<String> fields = List.copyOf(lines.subList(1, lines.size()));
        List<String> lengths = values(fields, "content-length");
        List<String> codings = values(fields, "transfer-encoding");
        String method = first[0];
        String target = first.length > 1 ? first[1] : "";
        String fault = "";
        String body = "";
        List<String> trailers = new ArrayList<>();
        if (first.length != 3 || !first[2].equals("HTTP/1.1")) {
            fault = "the first line is `" + lines.get(0) + "`";
        } else if (fields.stream().anyMatch(field -> field.indexOf('\n') >= 0 || field.indexOf('\r') >= 0)) {
            fault = "a line of the head holds CR or LF";
        } else if (lengths.size() + codings.size() > 1) {
            fault = "more than one length";
        } else if (lengths.size() == 1) {
            int length = Integer.parseInt(lengths.get(0));
            byte[] bytes = in.readNBytes(length);
            body = new String(bytes, StandardCharsets.ISO_8859_1);
            fault = bytes.length == length ? "" : "the body is cut";
        } else if (codings.size() == 1) {
            fault = codings.get(0).equals("chunked") ? "" : "the transfer coding is `" + codings.get(0) + "`";
            StringBuilder chunks = new StringBuilder();
            if (fault.isEmpty()) {
                fault = readChunks(in, chunks, trailers);
            }
            body = chunks.toString();
        }
        return new Received(method, target, fields, body, List.copyOf(trailers), fault);
    }

    private static String readChunks(InputStream in, StringBuilder chunks, List<String> trailers) throws IOException {
        while (true) {
            String size = line(in);
            if (!size.endsWith("\r\n") || !isHex(size.substring(0, size.length() - 2))) {
                return "a chunk has the size `" + size + "`";
            }
            int length = Integer.parseInt(size.substring(0, size.length() - 2), 16);
            if (length == 0) {
                for (String line = line(in); !line.equals("\r\n"); line = line(in)) {
                    if (line.isEmpty()) {
                        return "the body is cut";
                    }
                    trailers.add(line.stripTrailing());
                }
                return "";
            }
            chunks.append(new String(in.readNBytes(length), StandardCharsets.ISO_8859_1));
            if (!line(in).equals("\r\n")) {
                return "a chunk does not end where it says";
            }
        }
    }

    private static boolean isHex(String text) {
        return !text.isEmpty()
                && text.length() < 8
                && text.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 0x80);
    }

    private static List<String> values(List<String> fields, String name) {
        return new Received("", "", fields, "", List.of(), "").values(name);
    }

    /** Up to and with the next LF; less at the end. */
    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b >= 0; b = in.read()) {
            line.append((char) b);
            if (b == '\n') {
                break;
            }
        }
        return line.toString();
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "raw-upstream");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

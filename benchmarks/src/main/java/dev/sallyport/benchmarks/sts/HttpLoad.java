package dev.sallyport.benchmarks.sts;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/**
 * Sends requests that were written beforehand to a server on this machine, over connections that it keeps, the next one as soon
 * as an answer is there. It does little else: what it costs is not measured, but takes the processors from the server.
 */
final class HttpLoad {
    private static final int SILENCE_MILLIS = 30_000;
    private static final int BUFFER_BYTES = 16 * 1024;

    private final int port;
    private final int connections;

    /** @param port on the loopback address */
    HttpLoad(int port, int connections) {
        this.port = port;
        this.connections = connections;
    }

    record Answer(int status, String body) {}

    /** One answer, over a connection of its own. */
    Answer ask(byte[] request) throws IOException {
        try (Connection connection = new Connection(port)) {
            return connection.ask(request);
        }
    }

    /**
     * Sends each request once.
     *
     * @return nanoseconds from the first to the last
     * @throws IOException when an answer is not 200: what was measured until then is worth nothing
     */
    long send(List<byte[]> requests) throws IOException {
        return inParallel(connection -> () -> {
            long sent = 0;
            try (Connection kept = new Connection(port)) {
                for (int i = connection; i < requests.size(); i += connections) {
                    requireSuccess(kept.ask(requests.get(i)));
                    sent++;
                }
            }
            return sent;
        });
    }

    /** Sends the requests again and again for so many nanoseconds. */
    void sendFor(long nanos, List<byte[]> requests) throws IOException {
        long end = System.nanoTime() + nanos;
        inParallel(connection -> () -> {
            long sent = 0;
            try (Connection kept = new Connection(port)) {
                for (int i = connection; System.nanoTime() < end; i = (i + connections) % requests.size()) {
                    requireSuccess(kept.ask(requests.get(i)));
                    sent++;
                }
            }
            return sent;
        });
    }

    private long inParallel(IntFunction<Callable<Long>> sender) throws IOException {
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            List<Callable<Long>> senders = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                senders.add(sender.apply(i));
            }
            long start = System.nanoTime();
            for (Future<Long> sent : threads.invokeAll(senders)) {
                sent.get();
            }
            return System.nanoTime() - start;
        } catch (ExecutionException failed) {
            throw new IOException("a connection failed: " + failed.getCause(), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        } finally {
            threads.shutdownNow();
        }
    }

    private static void requireSuccess(Answer answer) throws IOException {
        if (answer.status() != 200) {
            throw new IOException("an answer has status " + answer.status() + ": "
                    + answer.body().lines().findFirst().orElse(""));
        }
    }

    /** One connection, as much of HTTP/1.1 as our servers speak; opened again after a server has closed it. */
    private static final class Connection implements AutoCloseable {
        private final int port;
        private Socket socket;
        private InputStream in;
        private boolean open;

        Connection(int port) throws IOException {
            this.port = port;
            this.socket = connect();
            this.in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
            this.open = true;
        }

        Answer ask(byte[] request) throws IOException {
            if (!open) {
                socket = connect();
                in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
                open = true;
            }
            socket.getOutputStream().write(request);
            return HttpAnswers.read(in, this::closeAfterwards);
        }

        private void closeAfterwards() {
            open = false;
        }

        private Socket connect() throws IOException {
            Socket connected = new Socket(InetAddress.getLoopbackAddress(), port);
            connected.setTcpNoDelay(true);
            connected.setSoTimeout(SILENCE_MILLIS);
            return connected;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    /** Reads answers. */
    static final class HttpAnswers {
        private HttpAnswers() {}

        /** @param closing told when the server ends the connection after this answer */
        static Answer read(InputStream in, Runnable closing) throws IOException {
            String statusLine = line(in);
            if (!statusLine.startsWith("HTTP/1.1 ") || statusLine.length() < 12) {
                throw new IOException("this is no answer: " + statusLine);
            }
            int status = Integer.parseInt(statusLine.substring(9, 12));
            int length = 0;
            boolean chunked = false;
            for (String field = line(in); !field.isEmpty(); field = line(in)) {
                int colon = field.indexOf(':');
                String name = field.substring(0, colon).toLowerCase(Locale.ROOT);
                String value = field.substring(colon + 1).strip();
                switch (name) {
                    case "content-length" -> length = Integer.parseInt(value);
                    case "transfer-encoding" -> chunked = value.equalsIgnoreCase("chunked");
                    case "connection" -> {
                        if (value.equalsIgnoreCase("close")) {
                            closing.run();
                        }
                    }
                    default -> {
                        // Says nothing about where the answer ends.
                    }
                }
            }
            return new Answer(status, chunked ? chunks(in) : text(in, length));
        }

        private static String chunks(InputStream in) throws IOException {
            StringBuilder body = new StringBuilder();
            while (true) {
                int length = Integer.parseInt(line(in), 16);
                body.append(text(in, length));
                line(in);
                if (length == 0) {
                    return body.toString();
                }
            }
        }

        private static String text(InputStream in, int length) throws IOException {
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length) {
                throw new EOFException("an answer ends in its body");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }

        private static String line(InputStream in) throws IOException {
            StringBuilder line = new StringBuilder();
            for (int next = in.read(); next != '\n'; next = in.read()) {
                if (next < 0) {
                    throw new EOFException("an answer ends in its head");
                }
                if (next != '\r') {
                    line.append((char) next);
                }
            }
            return line.toString();
        }
    }
}

package dev.sallyport.gateway.operator;

import dev.sallyport.gateway.files.FileFault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The socket {@code operator.sock} in the data directory, on which a gateway takes commands. The directory lets nobody but
 * its owner in; who is at the other end is asked of the system all the same, for the audit record.
 */
public final class OperatorSocket implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OperatorSocket.class);

    /** The address of a socket holds no longer path, on any system. */
    private static final int MAX_PATH_BYTES = 100;

    private static final int MOST_AT_ONCE = 4;
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final Path path;
    private final ServerSocketChannel server;
    private final OperatorDesk desk;
    private final Semaphore free = new Semaphore(MOST_AT_ONCE);
    private final ExecutorService connections = Executors.newCachedThreadPool(OperatorSocket::daemon);
    private final ScheduledExecutorService deadlines =
            Executors.newSingleThreadScheduledExecutor(OperatorSocket::daemon);

    private OperatorSocket(Path path, ServerSocketChannel server, OperatorDesk desk) {
        this.path = path;
        this.server = server;
        this.desk = desk;
    }

    /** Where the socket of a data directory is. */
    public static Path in(Path dataDirectory) {
        return dataDirectory.resolve("operator.sock");
    }

    /**
     * Listens in {@code dataDirectory}, on which only its owner has rights; empty when another gateway does so already,
     * which then takes the commands for both.
     *
     * @throws FileFault when the path is too long for a socket, or it cannot be made
     */
    public static Optional<OperatorSocket> open(Path dataDirectory, OperatorDesk desk) {
        Path path = in(dataDirectory.toAbsolutePath());
        if (path.toString().getBytes(StandardCharsets.UTF_8).length > MAX_PATH_BYTES) {
            throw new FileFault("the path of the operator's socket, `" + path + "`, has more than " + MAX_PATH_BYTES
                    + " bytes, which is the most a socket can have: choose a shorter data directory");
        }
        try {
            if (isTaken(path)) {
                LOG.warn("another gateway on the data directory takes the operator's commands: {}", path);
                return Optional.empty();
            }
            ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(path), MOST_AT_ONCE);
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            OperatorSocket socket = new OperatorSocket(path, server, desk);
            socket.connections.execute(socket::accept);
            return Optional.of(socket);
        } catch (IOException | UnsupportedOperationException e) {
            throw new FileFault(
                    "the operator's socket `" + path + "` cannot be made (" + e.getMessage()
                            + "): use a local disk this user may write to",
                    e);
        }
    }

    /** Whether somebody answers there; what a killed gateway left is removed. */
    private static boolean isTaken(Path path) throws IOException {
        if (Files.isSymbolicLink(path)) {
            throw new FileFault(
                    "`" + path + "` is a link, and an operator's commands would go where it leads: remove it");
        }
        if (!Files.exists(path)) {
            return false;
        }
        try (SocketChannel other = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            return other.isConnected();
        } catch (IOException nobody) {
            Files.deleteIfExists(path);
            return false;
        }
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                SocketChannel client = server.accept();
                if (!free.tryAcquire()) {
                    client.close();
                    continue;
                }
                connections.execute(() -> serve(client));
            } catch (IOException e) {
                if (server.isOpen()) {
                    LOG.warn("an operator's connection failed: {}", e.getMessage());
                }
            }
        }
    }

    private void serve(SocketChannel client) {
        Future<?> deadline = deadlines.schedule(() -> close(client), LONGEST.toSeconds(), TimeUnit.SECONDS);
        try (client) {
            String who =
                    client.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
            answer(client, who);
        } catch (IOException | RuntimeException e) {
            LOG.warn("an operator's command was not answered: {}", e.getMessage());
        } finally {
            deadline.cancel(false);
            free.release();
        }
    }

    private void answer(SocketChannel client, String who) throws IOException {
        OperatorRequest request;
        try {
            Optional<byte[]> line = readLine(client);
            if (line.isEmpty()) {
                return; // Somebody looked whether a gateway runs.
            }
            request = OperatorRequest.parse(line.get());
        } catch (OperatorRefusal refusal) {
            write(client, OperatorAnswer.failed(String.valueOf(refusal.getMessage())));
            return;
        }
        desk.answer(request, who, line -> {
            try {
                write(client, line);
            } catch (IOException gone) {
                // What was asked is done or not done whether or not somebody still listens.
                LOG.warn("an operator left before the answer: {}", gone.getMessage());
            }
        });
    }

    /** Empty when the other end says nothing at all. */
    private static Optional<byte[]> readLine(SocketChannel client) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(4096);
        while (client.read(buffer.clear()) >= 0) {
            buffer.flip();
            while (buffer.hasRemaining()) {
                byte next = buffer.get();
                if (next == '\n') {
                    return Optional.of(line.toByteArray());
                }
                if (line.size() == OperatorRequest.MAX_BYTES) {
                    throw new OperatorRefusal(
                            "a command has at most " + OperatorRequest.MAX_BYTES + " bytes: shorten its arguments");
                }
                line.write(next);
            }
        }
        if (line.size() == 0) {
            return Optional.empty();
        }
        throw new IOException("the connection ended before the command did");
    }

    private static void write(SocketChannel client, String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            client.write(bytes);
        }
    }

    private static void close(SocketChannel client) {
        try {
            client.close();
        } catch (IOException alreadyClosed) {
            // That is what was wanted.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        deadlines.shutdownNow();
        connections.shutdownNow();
        Files.deleteIfExists(path);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "operator");
        thread.setDaemon(true);
        return thread;
    }
}

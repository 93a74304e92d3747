package dev.sallyport.gateway.operator;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** The operator's end of the socket. */
public final class OperatorConnection implements AutoCloseable {
    private final SocketChannel channel;

    private OperatorConnection(SocketChannel channel) {
        this.channel = channel;
    }

    /** To the gateway that runs on {@code dataDirectory}; empty when none does, and where a link leads elsewhere. */
    public static Optional<OperatorConnection> open(Path dataDirectory) {
        if (Files.isSymbolicLink(OperatorSocket.in(dataDirectory))) {
            return Optional.empty();
        }
        try {
            return Optional.of(new OperatorConnection(
                    SocketChannel.open(UnixDomainSocketAddress.of(OperatorSocket.in(dataDirectory)))));
        } catch (IOException | IllegalArgumentException nobody) {
            return Optional.empty();
        }
    }

    /** Whether a gateway runs there. */
    public static boolean isOpen(Path dataDirectory) {
        Optional<OperatorConnection> running = open(dataDirectory);
        try {
            if (running.isPresent()) {
                running.get().close();
            }
        } catch (IOException goneAgain) {
            return false;
        }
        return running.isPresent();
    }

    /**
     * Has {@code request} done; {@code lines} takes the answer, with its last line.
     *
     * @throws IOException when the gateway went away
     */
    public void ask(OperatorRequest request, Consumer<String> lines) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(request.line());
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        BufferedReader answer =
                new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8.newDecoder(), -1));
        for (String line = answer.readLine(); line != null; line = answer.readLine()) {
            lines.accept(line);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

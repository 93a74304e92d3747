package dev.sallyport.gateway.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sallyport.gateway.audit.AuditLog;
import dev.sallyport.gateway.files.FileFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperatorSocketTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-15T12:00:00Z"));

    @TempDir
    private Path folder;

    @Test
    void linkToAnotherSocketIsNeitherOursNorAskedForAnything() throws IOException {
        Path elsewhere = folder.resolve("theirs.sock");
        try (ServerSocketChannel theirs = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            theirs.bind(UnixDomainSocketAddress.of(elsewhere));
            theirs.configureBlocking(false);
            Path data = Files.createDirectory(folder.resolve("data"));
            Files.createSymbolicLink(OperatorSocket.in(data), elsewhere);

            assertThatExceptionOfType(FileFault.class)
                    .isThrownBy(() -> open(data))
                    .withMessageContaining("is a link");
            assertThat(OperatorConnection.open(data)).isEmpty();
            assertThat(theirs.accept()).as("nobody called").isNull();
        }
    }

    @Test
    void linkToNothingIsRefusedAndStays() throws IOException {
        Path link = Files.createSymbolicLink(OperatorSocket.in(folder), folder.resolve("nothing"));

        assertThatExceptionOfType(FileFault.class)
                .isThrownBy(() -> open(folder))
                .withMessageContaining("is a link");
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(folder.resolve("nothing")).doesNotExist();
    }

    @Test
    void whatAKilledGatewayLeftIsReplaced() throws IOException {
        Files.createFile(OperatorSocket.in(folder));
        try (AuditLog audit = audit();
                OperatorSocket socket = OperatorSocket.open(folder, new OperatorDesk(List.of(), audit, CLOCK))
                        .orElseThrow()) {
            assertThat(socket).isNotNull();
            OperatorConnection.open(folder).orElseThrow().close();
        }
        assertThat(OperatorSocket.in(folder)).doesNotExist();
    }

    private void open(Path data) throws IOException {
        try (AuditLog audit = audit()) {
            OperatorSocket.open(data, new OperatorDesk(List.of(), audit, CLOCK)).ifPresent(socket -> {
                throw new AssertionError("it listens");
            });
        }
    }

    private AuditLog audit() {
        Path directory = folder.resolve("audit");
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return AuditLog.open(directory, AuditLog.Settings.DEFAULT, CLOCK);
    }
}

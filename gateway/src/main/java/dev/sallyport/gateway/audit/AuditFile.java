package dev.sallyport.gateway.audit;

import dev.sallyport.gateway.files.FileFault;
import dev.sallyport.gateway.files.FileMutex;
import dev.sallyport.gateway.files.OwnerOnly;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * {@code audit.jsonl} and its predecessors. Whole lines only: a write that fails in its middle is taken back, and what a
 * killed process left behind is cut at the end of its last line.
 *
 * <p>Each append looks again for the file that has the name, so a log that was moved away or deleted is begun anew, and
 * holds a lock among processes, so that two gateways on one data directory do not rotate under each other. Not for use by
 * several threads.
 */
final class AuditFile implements Closeable {
    static final String NAME = "audit.jsonl";

    private static final Set<OpenOption> OPTIONS = Set.of(
            StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

    /** Sorts by time as text; no colons, which some tools take for a host. */
    private static final DateTimeFormatter ROTATED_AT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final String ROTATED_NAMES = "audit-????????T??????.???Z-[0-9][0-9][0-9][0-9].jsonl";

    /** How a file is opened; tests put a disk behind it that is full. */
    interface Opener {
        FileChannel open(Path file, Set<OpenOption> options) throws IOException;
    }

    private final Path directory;
    private final Path path;
    private final long maxBytes;
    private final int keptFiles;
    private final InstantSource clock;
    private final Opener opener;
    private Optional<Open> current = Optional.empty();

    private record Open(FileChannel channel, Object key) {}

    AuditFile(Path directory, long maxBytes, int keptFiles, InstantSource clock, Opener opener) {
        this.directory = directory;
        this.path = directory.resolve(NAME);
        this.maxBytes = maxBytes;
        this.keptFiles = keptFiles;
        this.clock = clock;
        this.opener = opener;
    }

    static FileChannel openOwnerOnly(Path file, Set<OpenOption> options) throws IOException {
        return FileChannel.open(file, options, OwnerOnly.newFile());
    }

    /**
     * Appends whole lines, after rotating if they would not fit.
     *
     * @param durably whether they must be on disk when this returns
     * @throws IOException when they are not in the file; then none of them is
     */
    void append(ByteBuffer lines, boolean durably) throws IOException {
        try {
            FileMutex.whileHeld(directory.resolve("lock"), () -> {
                FileChannel channel = open();
                if (channel.size() > 0 && channel.size() + lines.remaining() > maxBytes) {
                    rotate(channel);
                    channel = open();
                }
                return append(channel, lines, durably);
            });
        } catch (IOException e) {
            close(); // A handle that failed once is not trusted: the next append opens the file again.
            throw e;
        }
    }

    @Override
    public void close() {
        current.ifPresent(open -> {
            try {
                open.channel.close();
            } catch (IOException alreadyBroken) {
                // The failure that led here is the one that is reported.
            }
        });
        current = Optional.empty();
    }

    private static long append(FileChannel channel, ByteBuffer lines, boolean durably) throws IOException {
        long start = channel.size();
        try {
            channel.position(start);
            while (lines.hasRemaining()) {
                channel.write(lines);
            }
            if (durably) {
                channel.force(false);
            }
            return channel.position();
        } catch (IOException e) {
            try {
                channel.truncate(start);
            } catch (IOException stillFailing) {
                // Half a line may remain; open() cuts it.
                e.addSuppressed(stillFailing);
            }
            throw e;
        }
    }

    private FileChannel open() throws IOException {
        if (current.isPresent() && current.get().key.equals(keyOf(path))) {
            return current.get().channel;
        }
        close();
        FileChannel channel = opener.open(path, OPTIONS);
        try {
            OwnerOnly.requireFile(path);
            cutHalfLine(channel);
            OwnerOnly.sync(directory);
            current = Optional.of(new Open(channel, keyOf(path)));
            return channel;
        } catch (IOException | FileFault e) {
            channel.close();
            throw e instanceof IOException io ? io : new IOException(e.getMessage(), e);
        }
    }

    private static Object keyOf(Path file) throws IOException {
        try {
            Object key = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .fileKey();
            return Objects.requireNonNullElse(key, file);
        } catch (NoSuchFileException gone) {
            return "gone";
        }
    }

    private static void cutHalfLine(FileChannel channel) throws IOException {
        long end = channel.size();
        ByteBuffer block = ByteBuffer.allocate(8192);
        while (end > 0) {
            long from = Math.max(0, end - block.capacity());
            block.clear().limit((int) (end - from));
            while (block.hasRemaining() && channel.read(block, from + block.position()) >= 0) {
                // Until the block is full.
            }
            for (int i = block.position() - 1; i >= 0; i--) {
                if (block.get(i) == '\n') {
                    if (from + i + 1 < channel.size()) {
                        channel.truncate(from + i + 1);
                    }
                    return;
                }
            }
            end = from;
        }
        channel.truncate(0);
    }

    private void rotate(FileChannel channel) throws IOException {
        channel.force(true);
        List<String> rotated = rotated();
        String name = nameAfter(rotated.isEmpty() ? "" : rotated.get(rotated.size() - 1));
        Files.move(path, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        close();
        OwnerOnly.sync(directory);
        rotated.add(name);
        for (String oldest : rotated.subList(0, Math.max(0, rotated.size() - keptFiles))) {
            Files.delete(directory.resolve(oldest));
        }
    }

    /** Names of rotated files, oldest first. */
    private List<String> rotated() throws IOException {
        List<String> rotated = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, ROTATED_NAMES)) {
            files.forEach(file -> rotated.add(String.valueOf(file.getFileName())));
        }
        Collections.sort(rotated);
        return rotated;
    }

    // The order of names is the order of files, also within a millisecond and when the clock was set back.
    private String nameAfter(String last) {
        String byClock = "audit-" + ROTATED_AT.format(clock.instant()) + "-0000.jsonl";
        if (byClock.compareTo(last) > 0) {
            return byClock;
        }
        int digits = last.lastIndexOf('-') + 1;
        int number = Integer.parseInt(last, digits, digits + 4, 10);
        return last.substring(0, digits) + String.format(Locale.ROOT, "%04d", number + 1) + ".jsonl";
    }

    /** What went wrong, in a line an operator can read. */
    static String reason(IOException e) {
        String message = e instanceof FileSystemException file && file.getReason() == null
                ? e.getClass().getSimpleName() + " " + e.getMessage()
                : String.valueOf(e.getMessage());
        return message.lines().findFirst().orElse(e.getClass().getSimpleName());
    }
}

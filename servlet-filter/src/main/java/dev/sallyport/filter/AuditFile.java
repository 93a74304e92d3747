package dev.sallyport.filter;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A file of audit lines, one JSON object each. It is made for its owner alone, and moved to {@code NAME.1} when it has
 * grown to its limit, so that it takes twice that at most; what moves it away in the meantime finds a new one begun.
 */
final class AuditFile implements AuditSink {
    static final long MAX_BYTES = 128L * 1024 * 1024;

    private static final Set<OpenOption> OPTIONS =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);

    private final Path file;
    private final long maxBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Open> open = Optional.empty();

    /** A channel and what the file system knew the file by when it was opened. */
    private record Open(FileChannel channel, Object key) {}

    /** @throws IOException when the file cannot be written */
    AuditFile(Path file, long maxBytes) throws IOException {
        this.file = file;
        this.maxBytes = maxBytes;
        lock.lock();
        try {
            channel();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void take(String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((line + '\n').getBytes(StandardCharsets.UTF_8));
        lock.lock();
        try {
            FileChannel channel = channel();
            if (channel.size() > 0 && channel.size() + bytes.remaining() > maxBytes) {
                Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
                channel = channel();
            }
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException failure) {
            close(); // A channel that failed once is not trusted again.
            throw failure;
        } finally {
            lock.unlock();
        }
    }

    /** The file that has the name at the moment. */
    private FileChannel channel() throws IOException {
        if (open.isPresent() && open.get().key.equals(keyOfFile())) {
            return open.get().channel;
        }
        close();
        FileChannel channel = FileChannel.open(file, OPTIONS, ownerOnly());
        open = Optional.of(new Open(channel, keyOfFile()));
        return channel;
    }

    private Object keyOfFile() throws IOException {
        try {
            BasicFileAttributes found =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return Objects.requireNonNullElse(found.fileKey(), file);
        } catch (NoSuchFileException moved) {
            return "moved away";
        }
    }

    private FileAttribute<?>[] ownerOnly() {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            if (open.isPresent()) {
                FileChannel channel = open.get().channel;
                open = Optional.empty();
                channel.close();
            }
        } finally {
            lock.unlock();
        }
    }
}

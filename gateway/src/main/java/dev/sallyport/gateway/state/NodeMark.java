package dev.sallyport.gateway.state;

import dev.sallyport.gateway.files.FileFault;
import dev.sallyport.gateway.files.OwnerOnly;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * That a gateway runs on a data directory: a file with its id, locked as long as its process lives. However a process ends,
 * the system lets go of its locks, so a file that nobody has locked is of one that was killed.
 *
 * <p>A process loses its lock when it closes any other handle of the file. So the marks of this JVM are not looked into,
 * which makes them a fact of the JVM.
 */
public final class NodeMark implements AutoCloseable {
    private static final Set<Path> OF_THIS_JVM = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel locked;

    private NodeMark(Path file, FileChannel locked) {
        this.file = file;
        this.locked = locked;
    }

    /** @throws FileFault when it cannot be made */
    public static NodeMark set(DataDirectory data, String id) {
        Path file = data.nodes().resolve(id);
        return data.exclusively(() -> {
            try {
                FileChannel channel = FileChannel.open(
                        file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OwnerOnly.newFile());
                channel.lock();
                OF_THIS_JVM.add(file);
                return new NodeMark(file, channel);
            } catch (IOException e) {
                throw fault(file, e);
            }
        });
    }

    /**
     * The ids of those that ended without taking their mark away, once: this takes it away.
     *
     * @throws FileFault when the marks cannot be read
     */
    public static List<String> ofTheKilled(DataDirectory data) {
        return data.exclusively(() -> {
            List<String> killed = new ArrayList<>();
            try (DirectoryStream<Path> marks = Files.newDirectoryStream(data.nodes())) {
                for (Path mark : marks) {
                    if (!OF_THIS_JVM.contains(mark) && isUnlocked(mark)) {
                        Files.delete(mark);
                        killed.add(String.valueOf(mark.getFileName()));
                    }
                }
            } catch (IOException e) {
                throw fault(data.nodes(), e);
            }
            return List.copyOf(killed);
        });
    }

    private static boolean isUnlocked(Path mark) throws IOException {
        try (FileChannel channel = FileChannel.open(mark, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock != null;
        }
    }

    private static FileFault fault(Path path, IOException e) {
        return new FileFault(
                "the mark of a running gateway cannot be kept at `" + path + "` (" + e.getMessage()
                        + "): use a local disk this user may write to",
                e);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
        locked.close();
        OF_THIS_JVM.remove(file);
    }
}

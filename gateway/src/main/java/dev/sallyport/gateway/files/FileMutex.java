package dev.sallyport.gateway.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One holder at a time among all threads of all processes of this machine. A process that dies lets go.
 *
 * <p>The operating system's file lock belongs to a process, not to a thread, and is lost when the process closes any
 * handle of the file: so threads queue on a lock of their own first. That makes the map of locks a fact of the JVM, which
 * is why it is static. It holds one entry per lock file, of which a gateway has two.
 */
public final class FileMutex {
    private static final Map<Path, ReentrantLock> OF_THIS_JVM = new ConcurrentHashMap<>();

    private FileMutex() {}

    /** What is done while the mutex is held. */
    public interface Work<T> {
        T run() throws IOException;
    }

    /** Waits for {@code lockFile}, which is made if it is missing and never removed, and holds it for {@code work}. */
    public static <T> T whileHeld(Path lockFile, Work<T> work) throws IOException {
        ReentrantLock threads =
                OF_THIS_JVM.computeIfAbsent(lockFile.toAbsolutePath().normalize(), path -> new ReentrantLock(true));
        threads.lock();
        try (FileChannel channel = FileChannel.open(
                lockFile, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), OwnerOnly.newFile())) {
            channel.lock();
            return work.run();
        } finally {
            threads.unlock();
        }
    }
}

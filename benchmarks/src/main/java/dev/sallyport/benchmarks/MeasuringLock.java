package dev.sallyport.benchmarks;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One measurement at a time on a machine. It is JMH's own lock, which JMH would take and release for each cell: whoever came
 * between would spoil both runs.
 */
final class MeasuringLock implements AutoCloseable {
    /** Somebody else is measuring. */
    static final class TakenException extends IOException {
        private static final long serialVersionUID = 1;

        TakenException(Path file) {
            super("somebody else is measuring on this machine (`" + file + "` is locked): wait until they are done");
        }
    }

    private final Path file;
    private final FileChannel channel;

    private MeasuringLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static MeasuringLock take() throws IOException {
        Path file = Path.of(System.getProperty("java.io.tmpdir"), "jmh.lock");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            throw new TakenException(file);
        }
        System.setProperty("jmh.ignoreLock", "true");
        return new MeasuringLock(file, channel);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    @Override
    public String toString() {
        return file.toString();
    }
}

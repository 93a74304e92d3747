package dev.sallyport.gateway.state;

import dev.sallyport.gateway.files.FileFault;
import dev.sallyport.gateway.files.FileMutex;
import dev.sallyport.gateway.files.OwnerOnly;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;

/** The one directory in which a gateway keeps what outlives it. Only its owner has rights on it. */
public final class DataDirectory {
    private final Path path;

    private DataDirectory(Path path) {
        this.path = path;
    }

    /**
     * Makes the directory, and those inside it, where they are missing.
     *
     * @throws FileFault when that is not possible, or others than the owner have rights on one of them
     */
    public static DataDirectory open(Path path) {
        DataDirectory directory = new DataDirectory(path.toAbsolutePath().normalize());
        OwnerOnly.directory(directory.path);
        OwnerOnly.directory(directory.keys());
        OwnerOnly.directory(directory.audit());
        OwnerOnly.directory(directory.nodes());
        return directory;
    }

    public Path path() {
        return path;
    }

    /** The embedded database. */
    public Path database() {
        return path.resolve("sallyport.db");
    }

    /** The wrapped keys. */
    public Path keys() {
        return path.resolve("keys");
    }

    /** The audit log and its predecessors. */
    public Path audit() {
        return path.resolve("audit");
    }

    /** A file for each gateway that runs on it. */
    Path nodes() {
        return path.resolve("nodes");
    }

    /** Runs {@code work} while no other process or thread is inside this method for the same directory. */
    <T> T exclusively(Supplier<T> work) {
        try {
            return FileMutex.whileHeld(path.resolve("lock"), work::get);
        } catch (IOException e) {
            throw new FileFault(
                    "the data directory `" + path + "` cannot be locked (" + e.getMessage()
                            + "): use a local disk this user may write to",
                    e);
        }
    }
}

package dev.sallyport.gateway.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * Files and directories that no other user of the machine can read or change. Rights are given when a file is made, never
 * afterwards: between the two somebody could have opened it.
 */
public final class OwnerOnly {
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_EXECUTE);

    private OwnerOnly() {}

    /** The attribute to create a file with: {@code rw-------}. */
    public static FileAttribute<Set<PosixFilePermission>> newFile() {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    }

    /**
     * Makes {@code directory} if it is missing.
     *
     * @throws FileFault when it cannot be made, or exists with rights for others
     */
    public static void directory(Path directory) {
        try {
            Path parent = directory.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException exists) {
            if (!Files.isDirectory(directory)) {
                throw new FileFault("`" + directory + "` is not a directory: move it away or name another path");
            }
            require(directory, "chmod 700");
        } catch (IOException | UnsupportedOperationException e) {
            throw new FileFault(
                    "the directory `" + directory + "` cannot be made (" + reason(e)
                            + "): give a path that this user may write to",
                    e);
        }
    }

    /**
     * Makes an empty {@code file} if it is missing.
     *
     * @throws FileFault when it cannot be made, or exists with rights for others
     */
    public static void file(Path file) {
        try {
            Files.createFile(file, newFile());
        } catch (FileAlreadyExistsException exists) {
            requireFile(file);
        } catch (IOException | UnsupportedOperationException e) {
            throw new FileFault(
                    "the file `" + file + "` cannot be made (" + reason(e)
                            + "): give a path that this user may write to",
                    e);
        }
    }

    /** @throws FileFault unless {@code file} exists and only its owner has rights on it */
    public static void requireFile(Path file) {
        require(file, "chmod 600");
    }

    /**
     * The whole of a file that only its owner can read.
     *
     * @throws FileFault when it is missing, larger than {@code maxBytes}, or readable by others
     */
    public static byte[] read(Path file, int maxBytes) {
        requireFile(file);
        try {
            if (Files.size(file) > maxBytes) {
                throw new FileFault("the file `" + file + "` is larger than " + maxBytes
                        + " bytes, which no file of its kind is: name the right one");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * Puts {@code content} into {@code file} so that, whenever the machine stops, the file is there as a whole or as it
     * was before.
     *
     * @throws FileFault when the disk did not take it; the file is then as it was before
     */
    public static void replace(Path file, byte[] content) {
        Path directory = file.toAbsolutePath().getParent();
        Path temporary = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(temporary); // What a stopped process left behind.
            try (FileChannel channel = FileChannel.open(
                    temporary, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), newFile())) {
                ByteBuffer buffer = ByteBuffer.wrap(content);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            if (directory != null) {
                sync(directory);
            }
        } catch (IOException | UnsupportedOperationException e) {
            throw new FileFault(
                    "the file `" + file + "` cannot be written (" + reason(e)
                            + "): make room or give this user the right",
                    e);
        }
    }

    /** Makes the names in {@code directory} durable: a new or renamed file survives a power cut only after this. */
    public static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void require(Path path, String repair) {
        try {
            Set<PosixFilePermission> rights = Files.getPosixFilePermissions(path);
            if (rights.stream().anyMatch(OTHERS::contains)) {
                throw new FileFault("`" + path + "` has the rights `" + PosixFilePermissions.toString(rights)
                        + "`, so others than its owner reach it: run `" + repair + " " + path + "`");
            }
        } catch (IOException | UnsupportedOperationException e) {
            throw unreadable(path, e);
        }
    }

    private static FileFault unreadable(Path path, Exception e) {
        if (e instanceof NoSuchFileException || !Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return new FileFault("there is no file `" + path + "`: create it or correct the path", e);
        }
        return new FileFault("`" + path + "` cannot be read (" + reason(e) + "): give this user the right to", e);
    }

    private static String reason(Exception e) {
        if (e instanceof UnsupportedOperationException) {
            return "its file system does not keep owner rights";
        }
        return e instanceof java.nio.file.AccessDeniedException
                ? "permission denied"
                : e.getClass().getSimpleName() + " " + e.getMessage();
    }
}

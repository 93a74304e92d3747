package dev.sallyport.gateway.notice;

import dev.sallyport.gateway.files.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;

/** A file as the target of notices, one line each. */
final class NoticeFile {
    private NoticeFile() {}

    /**
     * Appends {@code body} as a line, which is on disk when this returns.
     *
     * <p>The folder may be one that others can write to. A link they put there would have this process write where they cannot,
     * and a pipe that nobody reads would hold up every other notice: both are refused.
     *
     * @return what is wrong with the file, if it is none that notices go into
     * @throws IOException when the disk did not take it
     */
    static Optional<String> append(Path file, String body) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of("it is a link or no ordinary file: remove it, or name another file");
        }
        try (FileChannel channel = FileChannel.open(
                file,
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.APPEND,
                        LinkOption.NOFOLLOW_LINKS),
                OwnerOnly.newFile())) {
            // Half a line of a process that was killed ends here, so that this one can be read.
            String line = (endsInALine(file, channel.size()) ? "" : "\n") + body + "\n";
            ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        return Optional.empty();
    }

    /** Also of what is empty. */
    private static boolean endsInALine(Path file, long size) throws IOException {
        if (size == 0) {
            return true;
        }
        try (FileChannel channel = FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            ByteBuffer last = ByteBuffer.allocate(1);
            return channel.read(last, size - 1) < 1 || last.get(0) == '\n';
        }
    }
}

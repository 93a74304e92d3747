package dev.sallyport.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A file that holds one secret and that nobody but its owner may read or change. */
final class SecretFile {
    private static final int MAX_BYTES = 64 * 1024;

    private static final Set<PosixFilePermission> RIGHTS_OF_OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private SecretFile() {}

    /** Why this file is not taken; links are followed, and what they lead to counts. */
    static Optional<String> refusal(Path path) {
        try {
            if (!Files.isRegularFile(path)) {
                return Optional.of("there is no file `" + path + "`");
            }
            PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
            if (view == null) {
                return Optional.of("this file system does not tell who can read `" + path + "`; use `env:NAME`");
            }
            Set<PosixFilePermission> rights = view.readAttributes().permissions();
            if (rights.stream().anyMatch(RIGHTS_OF_OTHERS::contains)) {
                return Optional.of("others than its owner can read or write `" + path + "`; run `chmod 600 " + path
                        + "`, and replace the secret if they may have read it");
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("`" + path + "` cannot be looked at");
        }
    }

    /** The text of the file without the line end behind it. */
    static Optional<String> read(Path path, Consumer<String> fault) {
        Optional<String> refusal = refusal(path);
        if (refusal.isPresent()) {
            fault.accept(refusal.get());
            return Optional.empty();
        }
        return FileContent.text(path, MAX_BYTES, fault).flatMap(text -> withoutLineEnd(text, path, fault));
    }

    private static Optional<String> withoutLineEnd(String text, Path path, Consumer<String> fault) {
        // Editors and `echo` end a file with a line end that is no part of the secret.
        String secret = text.endsWith("\r\n")
                ? text.substring(0, text.length() - 2)
                : text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        if (secret.isEmpty()) {
            fault.accept("`" + path + "` is empty");
            return Optional.empty();
        }
        return Optional.of(secret);
    }
}

package dev.sallyport.config;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Paths in configuration files, which are relative to the file that names them. */
final class FilePaths {
    private FilePaths() {}

    static ValueReader<Path> any() {
        return (node, faults) -> Values.text(text -> resolve(node.place().file(), text)
                        .orElseThrow(() -> new IllegalArgumentException("`" + text + "` is no path of a file")))
                .read(node, faults);
    }

    static ValueReader<Path> existingFile() {
        return (node, faults) -> any().read(node, faults).flatMap(path -> {
            if (Files.isRegularFile(path) && Files.isReadable(path)) {
                return Optional.of(path);
            }
            faults.add(node.place(), "there is no readable file `" + path + "`");
            return Optional.empty();
        });
    }

    /** {@code text} from the folder of {@code file}; empty when it is no path at all. */
    static Optional<Path> resolve(Path file, String text) {
        try {
            return Optional.of(file.resolveSibling(text).normalize());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}

package dev.sallyport.config;

import dev.sallyport.config.yaml.Place;
import java.nio.file.Path;
import java.util.Comparator;

/**
 * Something in a configuration file that is wrong.
 *
 * @param path the settings that lead to it, such as {@code users[0].name}; empty for a file as a whole
 * @param message one line: what is wrong and, where that can be said, what to write instead; never a secret
 */
public record Fault(Path file, int line, int column, String path, String message) {
    static final Comparator<Fault> BY_PLACE = Comparator.comparing(Fault::file)
            .thenComparingInt(Fault::line)
            .thenComparingInt(Fault::column)
            .thenComparing(Fault::message);

    public Fault {
        path = OneLine.of(path);
        message = OneLine.of(message);
    }

    static Fault at(Place place, String message) {
        return new Fault(place.file(), place.line(), place.column(), place.path(), message);
    }

    /** {@code file:line:column: path: message}, as compilers write it, so that editors can jump there. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + (path.isEmpty() ? "" : path + ": ") + message;
    }
}

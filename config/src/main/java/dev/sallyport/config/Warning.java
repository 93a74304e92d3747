package dev.sallyport.config;

import dev.sallyport.config.yaml.Place;
import java.nio.file.Path;

/** Something that loads but that somebody should know of at each load, such as a named override of a check. */
public record Warning(Path file, int line, int column, String path, String message) {
    public Warning {
        path = OneLine.of(path);
        message = OneLine.of(message);
    }

    static Warning at(Place place, String message) {
        return new Warning(place.file(), place.line(), place.column(), place.path(), message);
    }

    /** In the form of {@link Fault}, marked as a warning. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + path + ": warning: " + message;
    }
}

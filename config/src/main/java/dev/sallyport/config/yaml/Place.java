package dev.sallyport.config.yaml;

import java.nio.file.Path;

/**
 * Where something stands: the file, the line and column counted from one, and the path of settings that leads there,
 * such as {@code users[0].name}. The path is empty for the file as a whole.
 */
public record Place(Path file, int line, int column, String path) {
    /** The first character of a file. */
    public static Place startOf(Path file) {
        return new Place(file, 1, 1, "");
    }

    /** The same setting in another line and column, for text inside text. */
    public Place at(int newLine, int newColumn) {
        return new Place(file, newLine, newColumn, path);
    }

    Place key(String key, int newLine, int newColumn) {
        return new Place(file, newLine, newColumn, path.isEmpty() ? key : path + "." + key);
    }

    Place index(int index, int newLine, int newColumn) {
        return new Place(file, newLine, newColumn, path + "[" + index + "]");
    }
}

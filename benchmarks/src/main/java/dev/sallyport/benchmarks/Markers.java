package dev.sallyport.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The place in a page that a run fills. */
final class Markers {
    private static final String BEGIN = "<!-- figures: begin -->\n";
    private static final String END = "<!-- figures: end -->\n";

    private Markers() {}

    /** Replaces what is between the markers; a page without them becomes the tables alone. */
    static void write(Path page, String tables) throws IOException {
        String text = Files.exists(page) ? Files.readString(page) : "";
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        Files.writeString(
                page,
                begin < 0 || end < begin
                        ? tables
                        : text.substring(0, begin + BEGIN.length()) + "\n" + tables + text.substring(end));
    }
}

package dev.sallyport.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The place in a page that a run fills. */
final class Markers {
    private Markers() {}

    /** Replaces a section of a page; a page without it gets it at its end. */
    static void write(Path page, String section, String tables) throws IOException {
        String text = Files.exists(page) ? Files.readString(page) : "";
        String begin = "<!-- " + section + ": begin -->\n";
        String end = "<!-- " + section + ": end -->\n";
        int from = text.indexOf(begin);
        int to = text.indexOf(end);
        String before = from < 0 ? text : text.substring(0, from);
        String after = to < from || to < 0 ? "" : text.substring(to + end.length());
        Files.writeString(page, before + begin + "\n" + tables + "\n" + end + after);
    }
}

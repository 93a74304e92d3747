package dev.sallyport.demo.tour;

import java.io.PrintWriter;

/** Writes the tour for people: ASCII, at most {@value #WIDTH} columns where words allow it, colour only on a terminal. */
final class Screen {
    private static final int WIDTH = 110;
    private static final String INDENT = "       ";

    /** How a text stands out on a terminal that has colours. */
    private enum Style {
        BOLD("1"),
        DIM("2"),
        GREEN("32"),
        RED("31");

        private final String code;

        Style(String code) {
            this.code = code;
        }
    }

    private final PrintWriter out;
    private final boolean colours;

    Screen(PrintWriter out, boolean colours) {
        this.out = out;
        this.colours = colours;
    }

    void job(int number, String title) {
        out.println();
        out.println(styled(Style.BOLD, number + "  " + title));
        out.println();
    }

    void step(String number, String title) {
        out.println(" " + styled(Style.BOLD, number + "  " + title));
    }

    void request(String line) {
        labelled("ask", line);
    }

    void answer(String line) {
        labelled("get", line);
    }

    void why(String line) {
        labelled("why", line);
    }

    void asExpected() {
        out.println(INDENT + styled(Style.GREEN, "ok"));
        out.println();
        out.flush();
    }

    void notAsExpected(String what) {
        labelled("NOT", what);
        out.println(INDENT + styled(Style.RED, "FAILED"));
        out.println();
        out.flush();
    }

    private void labelled(String label, String text) {
        String head = INDENT + styled(Style.DIM, label) + "  ";
        StringBuilder line = new StringBuilder();
        int room = WIDTH - INDENT.length() - label.length() - 2;
        for (String word : text.split(" ", -1)) {
            // A word longer than a line breaks somewhere anyway; it need not leave the rest of this one empty.
            if (line.length() > 0 && line.length() + 1 + word.length() > room && word.length() <= room) {
                out.println(head + printable(line));
                head = INDENT + " ".repeat(label.length() + 2);
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        out.println(head + printable(line));
    }

    // Answers come from outside: an escape sequence in one must not reach the terminal.
    private static String printable(CharSequence text) {
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints().forEach(c -> printable.append(c >= ' ' && c < 0x7f ? (char) c : '?'));
        return printable.toString();
    }

    private String styled(Style style, String text) {
        return colours ? "\u001b[" + style.code + "m" + text + "\u001b[0m" : text;
    }
}

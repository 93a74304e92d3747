package dev.sallyport.gateway.cli.policy;

/** Somebody's text for a terminal: nothing in it may move a cursor or end a line. */
public final class OneLine {
    private OneLine() {}

    public static String of(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints()
                .map(c -> Character.isISOControl(c) || c == '\u2028' || c == '\u2029' ? '?' : c)
                .forEach(shown::appendCodePoint);
        return shown.toString();
    }
}

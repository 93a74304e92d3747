package dev.sallyport.config;

/** Text from a file, made fit to stand in one line of a report or log. */
final class OneLine {
    private static final int MAX_LENGTH = 1000;

    private OneLine() {}

    static String of(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints().limit(MAX_LENGTH).forEach(c -> {
            if (isShown(c)) {
                line.appendCodePoint(c);
            } else {
                line.append("\\u{").append(Integer.toHexString(c)).append('}');
            }
        });
        return line.toString();
    }

    // A reviewer has to see what is there: neither control characters nor those that reorder or hide text.
    private static boolean isShown(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}

package dev.sallyport.json;

/** An offset in a text with its line and column. */
record Place(int offset, int line, int column) {
    static final Place START = new Place(0, 1, 1);

    /** The place {@code to}, reached by walking on from here. */
    Place walkTo(CharSequence text, int to) {
        int newLine = line;
        int newColumn = column;
        for (int i = offset; i < to; i++) {
            newColumn++;
            if (text.charAt(i) == '\n') {
                newLine++;
                newColumn = 1;
            }
        }
        return new Place(to, newLine, newColumn);
    }

    Span until(Place end) {
        return new Span(line, column, end.line, end.column);
    }

    JsonSyntaxException fault(String problem) {
        return new JsonSyntaxException(problem, line, column);
    }
}

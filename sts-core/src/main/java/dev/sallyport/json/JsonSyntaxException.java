package dev.sallyport.json;

/** A text that is not the JSON we accept, with the place where that shows. */
public final class JsonSyntaxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;
    private final String problem;

    JsonSyntaxException(String problem, int line, int column) {
        super("line " + line + ", column " + column + ": " + problem, null, false, false);
        this.problem = problem;
        this.line = line;
        this.column = column;
    }

    public int line() {
        return line;
    }

    public int column() {
        return column;
    }

    /** What is wrong, without the place. It never repeats more of the text than one character or one member name. */
    public String problem() {
        return problem;
    }
}

package dev.sallyport.policy;

/** A document that is not a policy of its type. */
public final class MalformedPolicyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String awsMessage;
    private final String detail;
    private final int line;
    private final int column;

    private final boolean onlyPrincipal;

    MalformedPolicyException(String awsMessage, String detail, int line, int column) {
        this(awsMessage, detail, line, column, false);
    }

    MalformedPolicyException(String awsMessage, String detail, int line, int column, boolean onlyPrincipal) {
        super("line " + line + ", column " + column + ": " + detail, null, false, false);
        this.awsMessage = awsMessage;
        this.detail = detail;
        this.line = line;
        this.column = column;
        this.onlyPrincipal = onlyPrincipal;
    }

    /** AWS's own sentence, which goes with the code {@code MalformedPolicyDocument}. */
    public String awsMessage() {
        return awsMessage;
    }

    /** What was wrong and what was expected. */
    public String detail() {
        return detail;
    }

    /** Whether everything is in order but for a principal that names nobody. */
    public boolean onlyPrincipal() {
        return onlyPrincipal;
    }

    public int line() {
        return line;
    }

    public int column() {
        return column;
    }
}

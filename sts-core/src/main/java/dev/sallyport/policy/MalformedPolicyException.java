package dev.sallyport.policy;

/** A document that is not a policy of its type. */
public final class MalformedPolicyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String awsMessage;
    private final String detail;
    private final int line;
    private final int column;

    MalformedPolicyException(String awsMessage, String detail, int line, int column) {
        super("line " + line + ", column " + column + ": " + detail, null, false, false);
        this.awsMessage = awsMessage;
        this.detail = detail;
        this.line = line;
        this.column = column;
    }

    /** AWS's own sentence, which goes with the code {@code MalformedPolicyDocument}. */
    public String awsMessage() {
        return awsMessage;
    }

    /** What was wrong and what was expected. */
    public String detail() {
        return detail;
    }

    public int line() {
        return line;
    }

    public int column() {
        return column;
    }
}

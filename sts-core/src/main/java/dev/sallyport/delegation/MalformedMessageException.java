package dev.sallyport.delegation;

/** A message that is not one of this protocol. The text names members and kinds, never the values in the message. */
public final class MalformedMessageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedMessageException(String problem) {
        super(problem, null, false, false);
    }
}

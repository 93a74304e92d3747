package dev.sallyport.gateway.operator;

/** Why a command was not done, in a text that says what to type instead. */
public final class OperatorRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public OperatorRefusal(String message) {
        super(message);
    }
}

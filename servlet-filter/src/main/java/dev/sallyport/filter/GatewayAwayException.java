package dev.sallyport.filter;

/** The gateway gave no usable answer. What depends on it waits; nothing is granted instead. */
final class GatewayAwayException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Whether the gateway answered, and refused the filter itself. */
    private final boolean refused;

    GatewayAwayException(String problem) {
        this(problem, false);
    }

    private GatewayAwayException(String problem, boolean refused) {
        super(problem, null, false, false);
        this.refused = refused;
    }

    /** The gateway is there and does not take this filter for one. */
    static GatewayAwayException refused(String problem) {
        return new GatewayAwayException(problem, true);
    }

    boolean isRefusal() {
        return refused;
    }

    String problem() {
        return String.valueOf(getMessage());
    }
}

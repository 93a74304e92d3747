package dev.sallyport.demo.port;

/** A port that the demo was told to use cannot be had. The text names the port and the option. */
public final class PortTakenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PortTakenException(String message) {
        super(message);
    }
}

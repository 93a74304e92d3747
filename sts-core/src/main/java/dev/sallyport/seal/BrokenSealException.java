package dev.sallyport.seal;

/** A secret at rest that does not open: another key, another place than it was sealed for, or changed bytes. */
public final class BrokenSealException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BrokenSealException(String message) {
        super(message);
    }
}

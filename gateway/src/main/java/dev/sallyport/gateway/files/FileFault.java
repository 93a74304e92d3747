package dev.sallyport.gateway.files;

/** A file the gateway cannot or must not use. The text names the file, what is wrong with it and what to do. */
public final class FileFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public FileFault(String message) {
        super(message);
    }

    public FileFault(String message, Throwable cause) {
        super(message, cause);
    }
}

package dev.sallyport.acceptance.attacks;

/** A case says something that this driver does not understand, so that running it would prove nothing. */
final class UnknownShape extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownShape(String what) {
        super(what);
    }
}

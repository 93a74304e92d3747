package dev.sallyport.gateway.cli;

/** An option or a file that cannot be used: what is wrong and what to do, for whoever typed the command. */
final class UnusableInputException extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableInputException(String message) {
        super(message);
    }
}

package dev.sallyport.sigv4;

/** Character classes without Unicode: {@link Character#isDigit} takes the digits of thirty scripts. */
final class Ascii {
    private Ascii() {}

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    static boolean isLowerHexDigit(int c) {
        return isDigit(c) || (c >= 'a' && c <= 'f');
    }

    static boolean isLetterOrDigit(int c) {
        return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}

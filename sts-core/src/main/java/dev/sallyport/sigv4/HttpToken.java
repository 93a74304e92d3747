package dev.sallyport.sigv4;

/** RFC 9110 5.6.2 {@code token}: what a method and a header name are made of. */
final class HttpToken {
    private static final String MARKS = "!#$%&'*+-.^_`|~";

    private HttpToken() {}

    static boolean matches(String text) {
        return !text.isEmpty() && text.chars().allMatch(HttpToken::isTokenCharacter);
    }

    private static boolean isTokenCharacter(int c) {
        return Ascii.isLetterOrDigit(c) || MARKS.indexOf(c) >= 0;
    }
}

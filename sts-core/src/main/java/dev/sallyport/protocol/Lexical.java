package dev.sallyport.protocol;

import java.util.Optional;

/** How the Query protocol writes numbers and booleans, as captured from AWS. */
final class Lexical {
    /** More digits than any 32-bit number with the leading zeros AWS takes. */
    private static final int MAX_DIGITS = 20;

    private Lexical() {}

    /** ASCII digits with leading zeros and one sign; empty for all else and beyond 32 bits. */
    static Optional<Integer> integer(String text) {
        boolean signed = text.startsWith("+") || text.startsWith("-");
        String digits = signed ? text.substring(1) : text;
        if (digits.isEmpty() || digits.length() > MAX_DIGITS || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        try {
            return Optional.of(Integer.parseInt(text));
        } catch (NumberFormatException beyond32Bits) {
            return Optional.empty();
        }
    }

    static Optional<Boolean> bool(String text) {
        return switch (text) {
            case "true", "1" -> Optional.of(true);
            case "false", "0" -> Optional.of(false);
            default -> Optional.empty();
        };
    }
}

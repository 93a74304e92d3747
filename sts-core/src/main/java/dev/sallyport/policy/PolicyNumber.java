package dev.sallyport.policy;

import java.math.BigDecimal;
import java.util.Optional;

/** Numbers as numeric operators read them: decimal, with sign and exponent, exact. */
final class PolicyNumber {
    private static final int MAX_LENGTH = 256;

    private PolicyNumber() {}

    /** Empty when the text is not a number in ASCII digits. */
    static Optional<BigDecimal> parse(String text) {
        // BigDecimal would also take other scripts' digits.
        if (text.isEmpty() || text.length() > MAX_LENGTH || !text.chars().allMatch(PolicyNumber::belongsToNumber)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BigDecimal(text));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    private static boolean belongsToNumber(int c) {
        return (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.' || c == 'e' || c == 'E';
    }
}

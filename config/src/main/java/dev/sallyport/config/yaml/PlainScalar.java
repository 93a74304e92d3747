package dev.sallyport.config.yaml;

import dev.sallyport.config.yaml.YamlScalar.Form;
import java.util.Set;

/**
 * What a value without quotes is: by the core schema of YAML 1.2.2, section 10.3.2, where all readers agree, and
 * ambiguous where those of YAML 1.1 or of looser schemas read a number or a truth value differently.
 */
final class PlainScalar {
    private static final Set<String> EMPTY = Set.of("", "~", "null", "Null", "NULL");
    private static final Set<String> TRUTH = Set.of("true", "false");
    private static final Set<String> OTHER_TRUTH = Set.of("True", "TRUE", "False", "FALSE");
    private static final Set<String> NOT_FINITE = Set.of(".inf", ".Inf", ".INF", ".nan", ".NaN", ".NAN");

    private PlainScalar() {}

    static Form form(String text) {
        if (EMPTY.contains(text)) {
            return Form.EMPTY;
        }
        if (TRUTH.contains(text)) {
            return Form.BOOLEAN;
        }
        if (isInteger(text)) {
            return Form.INTEGER;
        }
        return OTHER_TRUTH.contains(text) || isOtherNumber(text) ? Form.AMBIGUOUS : Form.PLAIN_TEXT;
    }

    private static boolean isInteger(String text) {
        String digits = text.startsWith("-") ? text.substring(1) : text;
        boolean leadingZero = digits.length() > 1 && digits.startsWith("0");
        return !digits.isEmpty() && !leadingZero && digits.chars().allMatch(PlainScalar::isDigit);
    }

    /** Signs, {@code 0x 0o 0b} prefixes, underscores, fractions and exponents. */
    private static boolean isOtherNumber(String text) {
        String unsigned = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
        if (NOT_FINITE.contains(unsigned)) {
            return true;
        }
        if (unsigned.startsWith("0x") || unsigned.startsWith("0o") || unsigned.startsWith("0b")) {
            return unsigned.length() > 2
                    && unsigned.substring(2)
                            .chars()
                            .allMatch(c -> isDigit(c) || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F' || c == '_');
        }
        int at = digitsFrom(unsigned, 0);
        boolean hasDigits = at > 0;
        if (at < unsigned.length() && unsigned.charAt(at) == '.') {
            int end = digitsFrom(unsigned, at + 1);
            hasDigits |= end > at + 1;
            at = end;
        }
        if (hasDigits && at < unsigned.length() && "eE".indexOf(unsigned.charAt(at)) >= 0) {
            boolean sign = at + 1 < unsigned.length() && "+-".indexOf(unsigned.charAt(at + 1)) >= 0;
            int exponent = at + (sign ? 2 : 1);
            int end = digitsFrom(unsigned, exponent);
            at = end > exponent ? end : at;
        }
        return hasDigits && at == unsigned.length() && isDigit(unsigned.charAt(unsigned.startsWith(".") ? 1 : 0));
    }

    private static int digitsFrom(String text, int from) {
        int at = from;
        while (at < text.length() && (isDigit(text.charAt(at)) || text.charAt(at) == '_')) {
            at++;
        }
        return at;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}

package dev.sallyport.policy.compare;

import dev.sallyport.policy.LiteralForm;
import dev.sallyport.policy.Operator;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Values at and beside what a policy writes: where two policies differ, they differ at such a boundary first. */
final class SampleValues {
    /** What stands for a variable, whose key the requests then have with this value. */
    static final String FILL = "sample";

    private static final String OTHER = "other";

    /** Longer or exponential numbers have no neighbours that are worth the digits. */
    private static final int MAX_NUMBER_LENGTH = 30;

    private static final int MAX_PREFIX = 32;

    private SampleValues() {}

    /** Texts that a pattern matches, with its wildcards empty and filled, and one beside it. */
    static List<String> ofPattern(String pattern) {
        Set<String> samples = new LinkedHashSet<>();
        samples.add(text(pattern, "a"));
        if (pattern.indexOf('*') >= 0) {
            samples.add(text(pattern, ""));
            samples.add(text(pattern, "a/b:c"));
        }
        return List.copyOf(samples);
    }

    /** A pattern or literal with something in the place of each wildcard and variable. */
    static String text(String pattern, String star) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            int end = c == '$' && pattern.startsWith("${", i) ? pattern.indexOf('}', i) : -1;
            if (end > 0) {
                String name = pattern.substring(i + 2, end);
                text.append(name.length() == 1 && "*?$".contains(name) ? name : FILL);
                i = end;
            } else if (c == '*') {
                text.append(star);
            } else {
                text.append(c == '?' ? 'x' : c);
            }
        }
        return text.toString();
    }

    /** Values of a condition key: first one that satisfies the operator and literal if one is known, then others. */
    static List<String> of(Operator operator, String literal) {
        Set<String> values = new LinkedHashSet<>();
        String plain = text(literal, "a");
        switch (LiteralForm.of(operator.base())) {
            case NUMBER -> numbers(plain, values);
            case DATE -> dates(plain, values);
            case ADDRESS -> addresses(plain, values);
            case BOOLEAN -> {
                values.add(plain.toLowerCase(Locale.ROOT).equals("true") ? "true" : "false");
                values.add(plain.toLowerCase(Locale.ROOT).equals("true") ? "false" : "true");
            }
            case TEXT, ARN, BASE64 -> {
                values.addAll(ofPattern(literal));
                values.add(literal); // Equality takes a wildcard for itself.
                values.add(plain + "x");
                values.add(plain.toUpperCase(Locale.ROOT));
                values.add(plain.toLowerCase(Locale.ROOT));
            }
        }
        values.add(OTHER);
        return satisfyingFirst(operator, new ArrayList<>(values));
    }

    private static List<String> satisfyingFirst(Operator operator, List<String> values) {
        int first = switch (operator.base()) {
            case NUMERIC_LESS_THAN, DATE_LESS_THAN -> Math.min(1, values.size() - 1);
            case NUMERIC_GREATER_THAN, DATE_GREATER_THAN -> Math.min(2, values.size() - 1);
            default -> operator.base().negated() ? values.size() - 1 : 0;
        };
        values.add(0, values.remove(first));
        return values;
    }

    /** The number, the one below, the one above. */
    private static void numbers(String literal, Set<String> values) {
        values.add(literal);
        if (literal.length() > MAX_NUMBER_LENGTH
                || literal.toLowerCase(Locale.ROOT).indexOf('e') >= 0) {
            return;
        }
        try {
            BigDecimal number = new BigDecimal(literal.strip());
            values.add(number.subtract(BigDecimal.ONE).toPlainString());
            values.add(number.add(BigDecimal.ONE).toPlainString());
        } catch (NumberFormatException notANumber) {
            // It stands alone.
        }
    }

    /** The moment, the second before, the second behind. */
    private static void dates(String literal, Set<String> values) {
        values.add(literal);
        try {
            boolean day = literal.length() == "2026-01-01".length() && literal.indexOf('-') == 4;
            Instant moment = literal.chars().allMatch(c -> c >= '0' && c <= '9') && literal.length() > 4
                    ? Instant.ofEpochSecond(Long.parseLong(literal))
                    : Instant.parse(day ? literal + "T00:00:00Z" : literal);
            values.add(moment.minusSeconds(1).toString());
            values.add(moment.plusSeconds(1).toString());
        } catch (DateTimeException | ArithmeticException | NumberFormatException notADate) {
            // It stands alone.
        }
    }

    /** First and last address of the range and their neighbours outside; of IPv6 the first. */
    private static void addresses(String literal, Set<String> values) {
        int slash = literal.indexOf('/');
        values.add(slash < 0 ? literal : literal.substring(0, slash));
        String[] parts = (slash < 0 ? literal : literal.substring(0, slash)).split("\\.", -1);
        if (parts.length != 4) {
            return;
        }
        try {
            long address = 0;
            for (String part : parts) {
                address = address << 8 | Integer.parseInt(part) & 0xff;
            }
            int prefix = slash < 0 ? MAX_PREFIX : Integer.parseInt(literal.substring(slash + 1));
            if (prefix < 0 || prefix > MAX_PREFIX) {
                return;
            }
            long size = 1L << (MAX_PREFIX - prefix);
            long first = address / size * size;
            for (long sample : new long[] {first, first + size - 1, first - 1, first + size}) {
                if (sample >= 0 && sample < 1L << MAX_PREFIX) {
                    values.add(((sample >> 24) & 0xff) + "." + ((sample >> 16) & 0xff) + "." + ((sample >> 8) & 0xff)
                            + "." + (sample & 0xff));
                }
            }
        } catch (NumberFormatException notAnAddress) {
            // It stands alone.
        }
    }
}

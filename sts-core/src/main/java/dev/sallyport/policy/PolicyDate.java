package dev.sallyport.policy;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.OptionalLong;

/**
 * Points in time as date operators read them: epoch seconds, or ISO 8601 in the forms that AWS takes ({@code 2026-11-22},
 * {@code 2026-11-22T04:07:44.123+01:00}); without an offset it is UTC. Compared in milliseconds.
 */
final class PolicyDate {
    private static final int MAX_LENGTH = 64;
    private static final int MAX_YEAR_DIGITS = 9;
    private static final int YEAR_DIGITS = 4;
    private static final long MAX_EPOCH_SECONDS = Long.MAX_VALUE / 1000;

    private final String text;
    private int at;

    private PolicyDate(String text) {
        this.text = text;
    }

    /** Milliseconds since 1970; empty when the text is no date. */
    static OptionalLong parse(String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            return OptionalLong.empty();
        }
        PolicyDate reader = new PolicyDate(text);
        try {
            return OptionalLong.of(reader.isPlainNumber() ? reader.epochSeconds() : reader.dateTime());
        } catch (DateTimeException | ArithmeticException | NumberFormatException notADate) {
            return OptionalLong.empty();
        }
    }

    /** Only digits, and not just the four of a year. */
    private boolean isPlainNumber() {
        int start = text.charAt(0) == '+' || text.charAt(0) == '-' ? 1 : 0;
        return text.length() > start
                && (start == 1 || text.length() != YEAR_DIGITS)
                && text.chars().skip(start).allMatch(c -> c >= '0' && c <= '9');
    }

    private long epochSeconds() {
        long seconds = Long.parseLong(text);
        return Math.max(-MAX_EPOCH_SECONDS, Math.min(MAX_EPOCH_SECONDS, seconds)) * 1000;
    }

    private long dateTime() {
        boolean negative = text.charAt(0) == '-';
        if (negative || text.charAt(0) == '+') {
            at++;
        }
        int year = number(1, MAX_YEAR_DIGITS);
        int month = take('-') ? number(1, 2) : 1;
        int day = month > 0 && take('-') ? number(1, 2) : 1;
        long millis = 0;
        long offset = 0;
        if (take('T') || take('t')) {
            millis = atDigit() ? timeOfDay() : 0;
            offset = offset();
        }
        if (at != text.length()) {
            throw new DateTimeException("text is left");
        }
        long days = LocalDate.of(negative ? -year : year, month, day).toEpochDay();
        return Math.addExact(Math.multiplyExact(days, 86_400_000L), millis - offset);
    }

    private long timeOfDay() {
        long millis = number(1, 2, 23) * 3_600_000L;
        if (take(':')) {
            millis += number(1, 2, 59) * 60_000L;
            if (take(':')) {
                millis += number(1, 2, 59) * 1000L;
                if (take('.') || take(',')) {
                    millis += fractionMillis();
                }
            }
        }
        return millis;
    }

    private long fractionMillis() {
        int start = at;
        long nanos = number(1, 9);
        for (int digits = at - start; digits < 9; digits++) {
            nanos *= 10;
        }
        return nanos / 1_000_000;
    }

    private long offset() {
        if (take('Z') || take('z')) {
            return 0;
        }
        boolean negative = at < text.length() && text.charAt(at) == '-';
        if (!negative && !take('+')) {
            return 0;
        }
        if (negative) {
            at++;
        }
        long millis = number(2, 2, 23) * 3_600_000L;
        if (take(':') || atDigit()) {
            millis += number(2, 2, 59) * 60_000L;
        }
        return negative ? -millis : millis;
    }

    private boolean take(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private boolean atDigit() {
        return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }

    private int number(int minDigits, int maxDigits) {
        return number(minDigits, maxDigits, Integer.MAX_VALUE);
    }

    private int number(int minDigits, int maxDigits, int max) {
        int start = at;
        int value = 0;
        while (atDigit() && at - start < maxDigits) {
            value = value * 10 + (text.charAt(at++) - '0');
        }
        if (at - start < minDigits || value > max) {
            throw new DateTimeException("a number is missing or too large");
        }
        return value;
    }
}

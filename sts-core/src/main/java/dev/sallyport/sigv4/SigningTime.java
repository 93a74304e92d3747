package dev.sallyport.sigv4;

import dev.sallyport.error.ApiException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** The moment a request says it was signed at, and its text in the string to sign: {@code yyyyMMdd'T'HHmmss'Z'}. */
record SigningTime(Instant instant, String text) {
    private static final int BASIC_LENGTH = 16;
    private static final int HTTP_LENGTH = 29;
    private static final List<String> DAYS = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
    private static final List<String> MONTHS =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

    /** The second {@code instant} lies in. */
    static SigningTime of(Instant instant) {
        return of(LocalDateTime.ofEpochSecond(instant.getEpochSecond(), 0, ZoneOffset.UTC));
    }

    private static SigningTime of(LocalDateTime time) {
        String text = padded(time.getYear(), 4)
                + padded(time.getMonthValue(), 2)
                + padded(time.getDayOfMonth(), 2)
                + 'T'
                + padded(time.getHour(), 2)
                + padded(time.getMinute(), 2)
                + padded(time.getSecond(), 2)
                + 'Z';
        return new SigningTime(time.toInstant(ZoneOffset.UTC), text);
    }

    /** @throws ApiException unless {@code text} is ISO 8601 basic format and a moment that exists */
    static SigningTime ofBasic(String text) {
        try {
            if (text.length() != BASIC_LENGTH || text.charAt(8) != 'T' || text.charAt(15) != 'Z') {
                throw malformed(text);
            }
            return of(LocalDateTime.of(
                    number(text, 0, 4),
                    number(text, 4, 6),
                    number(text, 6, 8),
                    number(text, 9, 11),
                    number(text, 11, 13),
                    number(text, 13, 15)));
        } catch (DateTimeException noSuchMoment) {
            throw malformed(text);
        }
    }

    /** The {@code Date} header: RFC 9110 IMF-fixdate, {@code Sun, 06 Nov 1994 08:49:37 GMT}, or as {@link #ofBasic}. */
    static SigningTime ofDateHeader(String text) {
        if (text.length() != HTTP_LENGTH) {
            return ofBasic(text);
        }
        try {
            LocalDateTime time = LocalDateTime.of(
                    number(text, 12, 16),
                    MONTHS.indexOf(text.substring(8, 11)) + 1,
                    number(text, 5, 7),
                    number(text, 17, 19),
                    number(text, 20, 22),
                    number(text, 23, 25));
            // Written again, so that separators and the day of the week are the right ones too.
            String written = DAYS.get(time.getDayOfWeek().getValue() - 1) + ", " + padded(time.getDayOfMonth(), 2) + ' '
                    + MONTHS.get(time.getMonthValue() - 1) + ' ' + padded(time.getYear(), 4) + ' '
                    + padded(time.getHour(), 2) + ':' + padded(time.getMinute(), 2) + ':'
                    + padded(time.getSecond(), 2) + " GMT";
            if (!written.equals(text)) {
                throw malformed(text);
            }
            return of(time);
        } catch (DateTimeException noSuchMoment) {
            throw malformed(text);
        }
    }

    /** {@code yyyyMMdd}. */
    String date() {
        return text.substring(0, 8);
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (!Ascii.isDigit(c)) {
                throw malformed(text);
            }
            number = number * 10 + c - '0';
        }
        return number;
    }

    private static String padded(int number, int digits) {
        String text = Integer.toString(number);
        return "0".repeat(Math.max(0, digits - text.length())) + text;
    }

    private static ApiException malformed(String text) {
        return Refusal.incomplete("Date must be in ISO-8601 'basic format'. Got '" + text
                + "'. See http://en.wikipedia.org/wiki/ISO_8601");
    }
}

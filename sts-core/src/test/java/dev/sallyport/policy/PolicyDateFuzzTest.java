package dev.sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.OptionalLong;

class PolicyDateFuzzTest {
    private static final String[] SEPARATORS = {"T", "t", " ", ""};
    private static final String[] PIECES = {
        "2026", "-", "11", "02", "30", "T", ":", "24", "23", "59", "60", ".", "123", "Z", "+", "01", "0", "9999", "t",
        ",", " "
    };

    @FuzzTest
    void aDateIsTheInstantThatJavaSays(FuzzedDataProvider data) {
        int year = data.consumeInt(0, 9999);
        int month = data.consumeInt(0, 13);
        int day = data.consumeInt(0, 32);
        int hour = data.consumeInt(0, 25);
        int minute = data.consumeInt(0, 61);
        int second = data.consumeInt(0, 61);
        int milli = data.consumeInt(0, 999);
        int offsetHour = data.consumeInt(-18, 18);
        int offsetMinute = data.consumeInt(0, 59);
        String separator = data.pickValue(SEPARATORS);
        String text = String.format(
                "%04d-%02d-%02d%s%02d:%02d:%02d.%03d%s%02d:%02d",
                year,
                month,
                day,
                separator,
                hour,
                minute,
                second,
                milli,
                offsetHour < 0 ? "-" : "+",
                Math.abs(offsetHour),
                offsetMinute);
        OptionalLong expected;
        try {
            int sign = offsetHour < 0 ? -1 : 1;
            long offsetMillis = sign * (Math.abs(offsetHour) * 60L + offsetMinute) * 60_000L;
            long millis = LocalDateTime.of(year, month, day, hour, minute, second, milli * 1_000_000)
                    .toInstant(ZoneOffset.UTC)
                    .toEpochMilli();
            expected = separator.equalsIgnoreCase("T") ? OptionalLong.of(millis - offsetMillis) : OptionalLong.empty();
        } catch (DateTimeException noSuchTime) {
            expected = OptionalLong.empty();
        }

        assertThat(PolicyDate.parse(text)).as(text).isEqualTo(expected);
    }

    @FuzzTest
    void whatJavaReadsIsReadTheSame(FuzzedDataProvider data) {
        String text = data.consumeBoolean() ? data.consumeRemainingAsString() : pieces(data);
        OptionalLong read = PolicyDate.parse(text);
        try {
            OffsetDateTime java = OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME);
            boolean secondsInOffset = java.getOffset().getTotalSeconds() % 60 != 0 || text.matches(".*[+-]..:..:..");
            boolean emptyFraction = text.matches(".*\\.[Zz+-].*");
            if (!secondsInOffset && !emptyFraction && text.length() <= 64) {
                assertThat(read).as(text).hasValue(java.toInstant().toEpochMilli());
            }
        } catch (DateTimeException otherForm) {
            // AWS takes more forms than Java does.
        }
        if (text.matches("[+-]?[0-9]{5,15}")) {
            assertThat(read).hasValue(Long.parseLong(text) * 1000);
        }
        if (!text.matches("[-+0-9TtZz:.,]*")) {
            assertThat(read).isEmpty();
        }
    }

    private static String pieces(FuzzedDataProvider data) {
        StringBuilder text = new StringBuilder();
        for (int i = data.consumeInt(0, 20); i > 0; i--) {
            text.append(data.pickValue(PIECES));
        }
        return text.toString();
    }
}

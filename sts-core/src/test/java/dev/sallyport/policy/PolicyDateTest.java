package dev.sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyDateTest {
    @ParameterizedTest
    @CsvSource({
        "2026-11-22T04:07:44Z,2026-11-22T04:07:44Z",
        "2026-11-22t04:07:44z,2026-11-22T04:07:44Z",
        "2026-11-22,2026-11-22T00:00:00Z",
        "2026-11,2026-11-01T00:00:00Z",
        "2026,2026-01-01T00:00:00Z",
        "2026-11-22T04:07,2026-11-22T04:07:00Z",
        "2026-11-22T04:07:44.1234567+01:30,2026-11-22T02:37:44.123Z",
        "2026-11-22T04:07:44-0100,2026-11-22T05:07:44Z",
        "2026-11-22T4:07:44+23,2026-11-21T05:07:44Z",
        "-0001-03-01T00:00:00Z,-0001-03-01T00:00:00Z",
        "+2026-11-22,2026-11-22T00:00:00Z",
        "2029-09-19T19:39:59Z,2029-09-19T19:39:59Z",
        "'2026-11-22T04:07:44,5Z',2026-11-22T04:07:44.500Z",
        "0,1970-01-01T00:00:00Z",
        "+60,1970-01-01T00:01:00Z",
        "-60,1969-12-31T23:59:00Z",
        "1893456000,2030-01-01T00:00:00Z",
    })
    void datesAreReadInTheFormsThatAwsTakes(String text, String instant) {
        assertThat(PolicyDate.parse(text)).hasValue(Instant.parse(instant).toEpochMilli());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tomorrow",
                "2026-13-01",
                "2026-02-30",
                "2026-11-22T24:00:00Z",
                "2026-11-22T04:60:00Z",
                "2026-11-22T04:07:60Z",
                "2026-11-22T04:07:44.Z",
                "2026-11-22T04:07:44.1234567890Z",
                "2026-11-22T04:07:44+1",
                "2026-11-22T04:07:44+24",
                "2026-11-22 04:07:44Z",
                "2026-11-22T04:07:44Zx",
                "\u0662026-11-22",
                "1.5",
                "99999999999999999999"
            })
    void everythingElseIsNoDate(String text) {
        assertThat(PolicyDate.parse(text)).isEmpty();
    }

    @Test
    void noDateIsLongerThan64Characters() {
        assertThat(PolicyDate.parse("0".repeat(64))).hasValue(0);
        assertThat(PolicyDate.parse("0".repeat(65))).isEmpty();
    }
}

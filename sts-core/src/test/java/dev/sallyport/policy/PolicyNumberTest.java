package dev.sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyNumberTest {
    @ParameterizedTest
    @ValueSource(strings = {"0", "9", "-0", "+1", "-1.50", ".5", "5.", "1e3", "1E-3", "1e+3", "007", "1e999999999"})
    void decimalsWithSignAndExponentAreNumbers(String text) {
        assertThat(PolicyNumber.parse(text)).contains(new BigDecimal(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "1 ",
                " 1",
                "1,5",
                "1_000",
                "0x1",
                "1f",
                "1d",
                "NaN",
                "Infinity",
                "ten",
                "-",
                "+",
                ".",
                "e",
                "1e",
                "1e1.5",
                "--1",
                "1/",
                "1:",
                "\u0661",
                "\uff11",
                "1e99999999999"
            })
    void everythingElseIsNone(String text) {
        assertThat(PolicyNumber.parse(text)).isEmpty();
    }

    @Test
    void noNumberIsLongerThan256Characters() {
        assertThat(PolicyNumber.parse("1".repeat(256))).isPresent();
        assertThat(PolicyNumber.parse("1".repeat(257))).isEmpty();
    }
}

package dev.sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;

class PolicyNumberFuzzTest {
    private static final Pattern NUMBER = Pattern.compile("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]{1,9})?");
    private static final String[] PIECES = {
        "0", "1", "9", "00", ".", "-", "+", "e", "E", "999999999", "2147483647", " ", "x", "\u0661", "1e", "e-"
    };

    @FuzzTest
    void whatLooksLikeANumberIsOne(FuzzedDataProvider data) {
        String text = data.consumeBoolean() ? data.consumeRemainingAsString() : pieces(data);
        Optional<BigDecimal> read = PolicyNumber.parse(text);

        if (NUMBER.matcher(text).matches() && text.length() <= 256) {
            assertThat(read).contains(new BigDecimal(text));
        } else if (!text.matches("[-+.0-9]+[eE][+-]?[0-9]{10,}")) {
            assertThat(read).isEmpty(); // Of longer exponents Java decides.
        }
    }

    @FuzzTest
    void numbersOfAnySizeAreComparedAtOnce(FuzzedDataProvider data) {
        Optional<BigDecimal> one = PolicyNumber.parse(pieces(data));
        Optional<BigDecimal> other = PolicyNumber.parse(pieces(data));
        if (one.isPresent() && other.isPresent()) {
            int comparison = Assertions.assertTimeout(
                    Duration.ofSeconds(2), () -> one.get().compareTo(other.get()));
            assertThat(other.get().compareTo(one.get())).isEqualTo(-comparison);
        }
    }

    private static String pieces(FuzzedDataProvider data) {
        StringBuilder text = new StringBuilder();
        for (int i = data.consumeInt(0, 8); i > 0; i--) {
            text.append(data.pickValue(PIECES));
        }
        return text.toString();
    }
}

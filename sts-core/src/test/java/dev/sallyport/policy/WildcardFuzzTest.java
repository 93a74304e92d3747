package dev.sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;

class WildcardFuzzTest {
    private static final String[] PIECES = {"*", "?", "a", "b", "ab", "*?", "\n", "\ud83d", "\ude00"};

    @FuzzTest
    void aPatternMatchesWhatAPlainMatcherSays(FuzzedDataProvider data) {
        boolean any = data.consumeBoolean();
        String glob = any ? data.consumeString(40) : pieces(data, 12);
        String text = any ? data.consumeRemainingAsString() : pieces(data, 20);
        Wildcard wildcard = Wildcard.of(glob);
        boolean expected = PlainMatcher.of(glob).matches(text);

        assertThat(wildcard.matches(text)).isEqualTo(expected);
        assertThat(wildcard.matches("*" + text + "?", 1, text.length() + 1)).isEqualTo(expected);
        if (expected) {
            assertThat(text).startsWith(wildcard.literalPrefix());
        }
        if (wildcard.isLiteral()) {
            assertThat(expected).isEqualTo(text.equals(glob));
        }
        if (wildcard.matchesEverything()) {
            assertThat(expected).isTrue();
        }
    }

    @FuzzTest
    void noPatternTakesLongerThanItsLengthTimesTheTexts(FuzzedDataProvider data) {
        String glob = pieces(data, 4);
        String text = pieces(data, 4);
        if (glob.isEmpty() || text.isEmpty()) {
            return;
        }
        Wildcard wildcard = Wildcard.of(glob.repeat(2000 / glob.length()) + data.consumeString(3));
        String longText = text.repeat(5000 / text.length());
        Assertions.assertTimeout(Duration.ofSeconds(2), () -> wildcard.matches(longText));
    }

    private static String pieces(FuzzedDataProvider data, int max) {
        StringBuilder text = new StringBuilder();
        for (int i = data.consumeInt(0, max); i > 0; i--) {
            text.append(data.pickValue(PIECES));
        }
        return text.toString();
    }
}

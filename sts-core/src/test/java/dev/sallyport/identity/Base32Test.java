package dev.sallyport.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Base32Test {
    @Test
    void bytesOfAnyLengthComeBack() {
        Random random = new Random(1);
        for (int length = 0; length < 100; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            assertThat(Base32.decode(Base32.encode(bytes))).isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "AAA", "AAAAAA", "AAAAAAAAA"})
    void lengthsThatNoBytesHaveAreRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Base32.decode(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AB", "AAAB", "AAAAB", "AAAAAAB"})
    void unusedBitsThatAreNotZeroAreRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Base32.decode(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"aa", "AA======", "A ", "A1", "A0", "A8", "A-", "AÉ", "ＡＡ"})
    void otherCharactersAreRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Base32.decode(text));
    }
}

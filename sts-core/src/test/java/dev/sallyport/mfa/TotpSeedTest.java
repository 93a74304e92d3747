package dev.sallyport.mfa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.identity.Base32;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TotpSeedTest {
    @ParameterizedTest
    @ValueSource(ints = {20, 32, 64, 128})
    void twentyToAHundredAndTwentyEightBytesAreTaken(int length) {
        assertThat(TotpSeed.parse(Base32.encode(new byte[length])).bytes()).hasSize(length);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16, 19, 129})
    void anotherLengthIsRefused(int length) {
        assertThatThrownBy(() -> TotpSeed.parse(Base32.encode(new byte[length])))
                .hasMessageContaining("random bytes, not " + length)
                .hasMessageContaining("openssl rand 20 | base32");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"mfrggzdfmztwq2lknnwg23tpobyxe43u", "MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U====", "MFRG GZDF MZTW Q2LK"
            })
    void otherSpellingsAreRefusedAndNotRepeated(String text) {
        assertThatThrownBy(() -> TotpSeed.parse(text))
                .hasMessageContaining("is base32")
                .hasMessageNotContaining(text);
    }

    @Test
    void theSampleOfTheStandardIsRefused() {
        String sample = Base32.encode("12345678901234567890".getBytes(StandardCharsets.US_ASCII));

        assertThatThrownBy(() -> TotpSeed.parse(sample)).hasMessageContaining("which everybody knows");
    }

    @Test
    void aSeedComparesByItsBytesAndDoesNotPrint() {
        TotpSeed seed = TotpSeed.parse("MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U");

        assertThat(seed).isEqualTo(TotpSeed.parse(seed.reveal())).isNotEqualTo(TotpSeed.of(new byte[20]));
        assertThat(seed).hasToString("TotpSeed[redacted]");
    }
}

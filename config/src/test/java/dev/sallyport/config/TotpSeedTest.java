package dev.sallyport.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.identity.Base32;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TotpSeedTest {
    @ParameterizedTest
    @ValueSource(ints = {16, 20, 64})
    void sixteenToSixtyFourBytesAreTaken(int length) {
        assertThat(TotpSeed.ofBase32(Base32.encode(new byte[length])).bytes()).hasSize(length);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 15, 65})
    void anotherLengthIsRefused(int length) {
        assertThatThrownBy(() -> TotpSeed.ofBase32(Base32.encode(new byte[length])))
                .hasMessageContaining("the seed has " + length + " bytes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"mfrggzdfmztwq2lknnwg23tpobyxe43u", "MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U====", "MFRG GZDF MZTW Q2LK"
            })
    void otherSpellingsAreRefusedAndNotRepeated(String text) {
        assertThatThrownBy(() -> TotpSeed.ofBase32(text))
                .hasMessageContaining("the seed is not base32")
                .hasMessageNotContaining(text);
    }

    @Test
    void theSampleOfTheStandardIsRefused() {
        String sample = Base32.encode("12345678901234567890".getBytes(StandardCharsets.US_ASCII));

        assertThatThrownBy(() -> TotpSeed.ofBase32(sample)).hasMessageContaining("which everybody knows");
    }

    @Test
    void aSeedDoesNotPrint() {
        assertThat(TotpSeed.ofBase32(ConfigurationFiles.ALICE_SEED)).hasToString("TotpSeed[redacted]");
    }
}

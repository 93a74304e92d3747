package dev.sallyport.mfa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyUriTest {
    private static final TotpSeed SEED = TotpSeed.of("a seed of twenty byt".getBytes(StandardCharsets.US_ASCII));

    @Test
    void everythingTheFormatKnowsIsWrittenOut() {
        assertThat(KeyUri.of("sallyport.example.com", "alice@111122223333", SEED)
                        .reveal())
                .isEqualTo("otpauth://totp/sallyport.example.com:alice%40111122223333?secret=" + SEED.reveal()
                        + "&issuer=sallyport.example.com&algorithm=SHA1&digits=6&period=30");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "a&secret=AAAA|a%26secret%3DAAAA",
                "a?issuer=x|a%3Fissuer%3Dx",
                "a/../b|a%2F..%2Fb",
                "a#b|a%23b",
                "a b+c|a%20b%2Bc",
                "100%25|100%2525",
                "=,.@-_|%3D%2C.%40-_",
                "Zoë 山|Zo%C3%AB%20%E5%B1%B1"
            })
    void namesNeverBecomeSyntax(String name, String encoded) {
        assertThat(KeyUri.of(name, name, SEED).reveal())
                .startsWith("otpauth://totp/" + encoded + ":" + encoded + "?secret=" + SEED.reveal() + "&issuer="
                        + encoded + "&algorithm=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a:b", "a\nb", "a\0b", "a\u009bb"})
    void labelsWithoutOneMeaningAreRefused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> KeyUri.of(name, "alice", SEED));
        assertThatIllegalArgumentException().isThrownBy(() -> KeyUri.of("issuer", name, SEED));
    }

    @Test
    void uriDoesNotPrint() {
        assertThat(KeyUri.of("issuer", "alice", SEED)).hasToString("KeyUri[redacted]");
    }
}

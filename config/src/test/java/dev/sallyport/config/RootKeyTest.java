package dev.sallyport.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RootKeyTest {
    @Test
    void thirtyTwoRandomBytesAreTaken() {
        RootKey key = RootKey.ofBase64(ConfigurationFiles.ROOT_KEY);

        assertThat(Base64.getEncoder().encodeToString(key.bytes())).isEqualTo(ConfigurationFiles.ROOT_KEY);
        assertThat(key).hasToString("RootKey[redacted]");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 16, 31, 33, 64})
    void anotherLengthIsRefused(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 37);
        }
        String text = Base64.getEncoder().encodeToString(bytes);

        assertThatThrownBy(() -> RootKey.ofBase64(text)).hasMessageContaining("has " + length + " bytes");
    }

    @Test
    void zerosPatternsAndTextAreRefused() {
        String counted =
                "\3\6\11\14\17\22\25\30\33\36\41\44\47\52\55\60\63\66\71\74\77\102\105\110\113\116\121\124\127\132\135\140";
        for (String made :
                new String[] {"\0".repeat(32), "ab".repeat(16), "0123456789abcdef0123456789ABCDEF", counted}) {
            String text = Base64.getEncoder().encodeToString(made.getBytes(StandardCharsets.US_ASCII));

            assertThatThrownBy(() -> RootKey.ofBase64(text))
                    .hasMessageContaining("is a sample or was made up")
                    .hasMessageNotContaining(text);
        }
    }

    @Test
    void keysFromARandomSourceAreTaken() {
        Random random = new Random(7);
        for (int i = 0; i < 1000; i++) {
            byte[] bytes = new byte[RootKey.BYTES];
            random.nextBytes(bytes);

            assertThat(RootKey.ofBase64(Base64.getEncoder().encodeToString(bytes)))
                    .isEqualTo(RootKey.of(bytes));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"not base64!", "q0Yf2mGmJ8vJ3b0w1k7s5nXo9tPzL4RrD6cHhE2uAaM=\n"})
    void whatIsNotBase64IsRefusedAndNotRepeated(String text) {
        assertThatThrownBy(() -> RootKey.ofBase64(text))
                .hasMessageContaining("is not base64")
                .hasMessageNotContaining(text.strip());
    }
}

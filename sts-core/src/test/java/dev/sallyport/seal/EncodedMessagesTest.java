package dev.sallyport.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EncodedMessagesTest {
    private static final String ACCOUNT = "111122223333";
    private static final EncodedMessages MESSAGES = new EncodedMessages("test", new byte[EncodedMessages.KEY_BYTES]);

    @Test
    void messageOpensForItsAccountAlone() {
        String text = MESSAGES.encode(ACCOUNT, List.of("{\"allowed\":false} ü"), nonce(1));
        assertThat(MESSAGES.decode(ACCOUNT, text)).contains("{\"allowed\":false} ü");
        assertThat(MESSAGES.decode("444455556666", text)).isEmpty();
        assertThat(new EncodedMessages("other", new byte[EncodedMessages.KEY_BYTES]).decode(ACCOUNT, text))
                .isEmpty();
    }

    @Test
    void everyMessageHasTheSameLength() {
        assertThat(MESSAGES.encode(ACCOUNT, List.of(""), nonce(1)))
                .hasSameSizeAs(MESSAGES.encode(ACCOUNT, List.of("a".repeat(60_000)), nonce(2)))
                .hasSameSizeAs(MESSAGES.encode(ACCOUNT, List.of(noise(1900)), nonce(3)));
    }

    @Test
    void shorterDocumentStandsInForOneThatDoesNotFit() {
        String text = MESSAGES.encode(ACCOUNT, List.of(noise(10_000), "a".repeat(70_000), "short"), nonce(1));
        assertThat(MESSAGES.decode(ACCOUNT, text)).contains("short");
        assertThatThrownBy(() -> MESSAGES.encode(ACCOUNT, List.of(noise(10_000)), nonce(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyOtherTextIsNone() {
        String text = MESSAGES.encode(ACCOUNT, List.of("document"), nonce(1));
        for (int i = 0; i < text.length(); i += 7) {
            char other = text.charAt(i) == 'A' ? 'B' : 'A';
            assertThat(MESSAGES.decode(ACCOUNT, text.substring(0, i) + other + text.substring(i + 1)))
                    .isEmpty();
        }
        for (String none : List.of(
                "",
                "A",
                text + "A",
                text.substring(1),
                text + "=",
                "\n" + text.substring(1),
                "é".repeat(text.length()))) {
            assertThat(MESSAGES.decode(ACCOUNT, none)).isEmpty();
        }
    }

    private static byte[] nonce(int value) {
        byte[] nonce = new byte[EncodedMessages.NONCE_BYTES];
        nonce[0] = (byte) value;
        return nonce;
    }

    /** Text that hardly shrinks. */
    private static String noise(int length) {
        return new Random(1)
                .ints(length, '!', '~')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}

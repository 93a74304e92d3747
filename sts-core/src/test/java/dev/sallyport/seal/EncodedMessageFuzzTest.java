package dev.sallyport.seal;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

class EncodedMessageFuzzTest {
    private static final String ACCOUNT = "111122223333";
    private static final byte[] KEY = new byte[EncodedMessages.KEY_BYTES];
    private static final EncodedMessages MESSAGES = new EncodedMessages("fuzz", KEY);
    private static final String TEXT =
            MESSAGES.encode(ACCOUNT, List.of("document"), new byte[EncodedMessages.NONCE_BYTES]);

    @FuzzTest
    void nothingOpensButWhatWasSealed(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        byte[] changed = Base64.getUrlDecoder().decode(TEXT);
        for (int i = 0; i < Math.min(bytes.length, changed.length); i++) {
            changed[i] ^= bytes[i];
        }
        String alike = Base64.getUrlEncoder().withoutPadding().encodeToString(changed);
        for (String candidate : new String[] {text, alike}) {
            assertThat(MESSAGES.decode(ACCOUNT, candidate).isPresent()).isEqualTo(candidate.equals(TEXT));
        }
    }
}

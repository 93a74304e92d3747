package dev.sallyport.delegation;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Whatever the other side sends: it is a message whose text is found again, or it is refused as malformed. */
class FilterProtocolFuzzTest {
    @FuzzTest
    void anyBytesAreAMessageOrRefused(byte[] json) {
        read(json, bytes -> SessionQuestion.parse(bytes).json());
        read(json, bytes -> SessionAnswer.parse(bytes).json());
        read(json, bytes -> RoutesAnswer.parse(bytes).json());
    }

    private static void read(byte[] json, Function<byte[], byte[]> readAndWrite) {
        byte[] written;
        try {
            written = readAndWrite.apply(json);
        } catch (MalformedMessageException refused) {
            return;
        }
        if (!Arrays.equals(written, readAndWrite.apply(written))) {
            throw new IllegalStateException("a message changed when it was read and written again");
        }
    }

    /** One changed, missing or doubled byte anywhere in a message ends in a message or a refusal, never in a fault of ours. */
    @Test
    void everyMessageWithOneByteChangedIsAMessageOrRefused() {
        byte[][] messages = {
            Messages.verified(Messages.roleSession()).json(), Messages.routes().json(),
        };
        for (byte[] message : messages) {
            for (int i = 0; i < message.length; i++) {
                for (byte replacement : new byte[] {'0', '"', '}', ' ', (byte) 0xff}) {
                    byte[] changed = message.clone();
                    changed[i] = replacement;
                    anyBytesAreAMessageOrRefused(changed);
                }
                anyBytesAreAMessageOrRefused(Arrays.copyOf(message, i));
            }
        }
    }
}

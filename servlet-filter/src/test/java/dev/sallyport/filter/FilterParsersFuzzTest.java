package dev.sallyport.filter;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What comes from the gateway's STS and from clients' forms is read or refused, and nothing else happens. */
class FilterParsersFuzzTest {
    @FuzzTest
    void anyBytesAreAnStsAnswerOrRefused(byte[] xml) {
        StsAnswer.errorCode(xml);
        try {
            StsAnswer.credentials("AssumeRole", xml);
        } catch (IllegalArgumentException refused) {
            return;
        }
    }

    @FuzzTest
    void anyBytesAreParametersOrRefused(byte[] form) {
        try {
            new FormParameters()
                    .add(new String(form, StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)
                    .toMap();
        } catch (IllegalStateException refused) {
            return;
        }
    }

    @Test
    void everyStsAnswerWithOneByteChangedIsReadOrRefused() {
        byte[] answer = StsAnswerTest.bytes(StsAnswerTest.ANSWER);
        for (int i = 0; i < answer.length; i++) {
            for (byte replacement : new byte[] {'<', '&', '"', 0, (byte) 0xff}) {
                byte[] changed = answer.clone();
                changed[i] = replacement;
                anyBytesAreAnStsAnswerOrRefused(changed);
            }
            anyBytesAreAnStsAnswerOrRefused(Arrays.copyOf(answer, i));
        }
    }
}

package dev.sallyport.gateway.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

class OperatorRequestFuzzTest {
    @FuzzTest
    void aLineIsACommandOrIsRefusedInOneWay(byte[] line) {
        OperatorRequest request;
        try {
            request = OperatorRequest.parse(line);
        } catch (OperatorRefusal refused) {
            assertThat(refused).hasMessageContaining("use the `sallyport` of its version");
            return;
        }
        byte[] written = request.line();
        assertThat(OperatorRequest.parse(Arrays.copyOf(written, written.length - 1)))
                .isEqualTo(request);
    }

    @FuzzTest
    void aLineOfAnAnswerIsOneOfThreeOrNone(byte[] line) {
        assertThat(OperatorAnswer.parse(new String(line, StandardCharsets.UTF_8)))
                .isNotNull();
    }
}

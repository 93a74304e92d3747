package dev.sallyport.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sallyport.json.Json;
import dev.sallyport.json.JsonLimits;
import dev.sallyport.json.JsonSyntaxException;
import dev.sallyport.policy.cases.PolicyCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class CaseReaderFuzzTest {
    private static final CaseReader.Sink NOWHERE = new CaseReader.Sink() {
        @Override
        public void accept(PolicyCase policyCase) {}

        @Override
        public void refuse(String place, String problem) {}
    };

    @FuzzTest
    void aFileOfCasesIsJsonAndAnythingElseIsRefusedWithItsPlace(byte[] content) throws IOException {
        Path file = Files.createTempFile("cases", ".json");
        try {
            Files.write(file, content);
            if (CaseReader.read(file, NOWHERE)) {
                assertThat(isJson(content)).isTrue();
            }
        } catch (UnusableInputException refused) {
            assertThat(refused.getMessage()).containsPattern(":\\d+:\\d+: ").doesNotContain("\n");
        } finally {
            Files.delete(file);
        }
    }

    private static boolean isJson(byte[] content) {
        try {
            Json.parse(content, JsonLimits.DEFAULT);
            return true;
        } catch (JsonSyntaxException notJson) {
            return false;
        }
    }
}

package dev.sallyport.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExplainToReaderTest {
    private static final String HOST = "token.actions.githubusercontent.com";
    private static final String ISSUER = "issuer: https://" + HOST;

    @TempDir
    private Path folder;

    @Test
    void conditionOnTheTokensClaimsIsTaken() {
        assertThat(
                        faults(
                                "{\"StringEquals\": {\"HOST:repository_owner_id\": \"123\"}, \"StringLike\": {\"HOST:sub\": \"repo:a/*\"}}"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}|without a condition it would explain your roles to everybody",
                "[]|is the Condition of a policy",
                "{\"StringEquals\": {\"HOST:sub\": \"a\"}}, \"Sid\": \"x\"|",
                "{\"StringEquals\": {\"HOST:sub\": \"a\"}|",
                "{\"StringSame\": {\"HOST:sub\": \"a\"}}|there is no condition operator `StringSame`",
                "{\"StringEquals\": {\"aws:SourceIp\": \"a\"}}|`aws:SourceIp` is none; begin the key with `HOST:`",
                "{\"StringEquals\": {\"other.example:sub\": \"a\"}}|`other.example:sub` is none",
                "{\"StringEquals\": {\"ci:repository\": \"a\"}}|`ci:repository` is none",
                "{\"StringEquals\": {\"HOST:sub\": \"a\", \"HOST:sub\": \"b\"}}|",
            })
    void otherwiseTheSettingIsRefused(String settingAndMessage) {
        int bar = settingAndMessage.lastIndexOf('|');
        String message = settingAndMessage.substring(bar + 1).replace("HOST", HOST);
        assertThat(faults(settingAndMessage.substring(0, bar))).isNotEmpty().anyMatch(fault -> fault.contains(message));
    }

    @Test
    void faultHasTheLineItStandsIn() {
        List<Fault> faults =
                files("{\n\"StringEquals\": {\n\"aws:SourceIp\": \"a\"}}").faults();
        int first = files("{}").faults().get(0).line();
        assertThat(faults)
                .singleElement()
                .satisfies(fault -> assertThat(fault.line()).isEqualTo(first + 2));
    }

    private List<String> faults(String condition) {
        return files(condition).messages();
    }

    private ConfigurationFiles files(String condition) {
        String indented = condition.replace("HOST", HOST).replace("\n", "\n      ");
        return new ConfigurationFiles(folder).identities(ISSUER, ISSUER + "\n    explain-to: |\n      " + indented);
    }
}

package dev.sallyport.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BreakGlassReaderTest {
    @TempDir
    private Path folder;

    private ConfigurationFiles files;

    @BeforeEach
    void writeFiles() {
        files = new ConfigurationFiles(folder);
    }

    @Test
    void aRoleCarriesItsRulesAndWhoIsTold() {
        RoleEntry role = with("{reason: required, max-duration: 15m, notify: [{file: notices.jsonl},"
                        + " {webhook: \"https://hooks.example.com/T0/secret\"}]}")
                .loaded()
                .identities()
                .accounts()
                .values()
                .stream()
                .flatMap(account -> account.roles().stream())
                .filter(entry -> entry.breakGlass().isPresent())
                .findFirst()
                .orElseThrow();

        BreakGlassEntry entry = role.breakGlass().orElseThrow();
        assertThat(entry.maxDuration()).isEqualTo(Duration.ofMinutes(15));
        assertThat(entry.targets()).hasSize(2);
        assertThat(entry.toString()).contains("webhook at hooks.example.com").doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{reason: required, max-duration: 15m, notify: []}|the list is empty",
                "{reason: required, max-duration: 15m}|`notify` is missing",
                "{max-duration: 15m, notify: [{file: a}]}|`reason` is missing",
                "{reason: optional, max-duration: 15m, notify: [{file: a}]}|`optional` is none of `required`",
                "{reason: required, notify: [{file: a}]}|`max-duration` is missing",
                "{reason: required, max-duration: 30s, notify: [{file: a}]}|`30s` is not between 1m",
                "{reason: required, max-duration: 13h, notify: [{file: a}]}|`13h` is not between 1m",
                "{reason: required, max-duration: 15m, notify: [{}]}|a target is one of",
                "{reason: required, max-duration: 15m, notify: [{file: a, webhook: \"https://a.example/\"}]}|a target is one of",
                "{reason: required, max-duration: 15m, notify: [{webhook: \"http://a.example/\"}]}|is reached over TLS",
                "{reason: required, max-duration: 15m, notify: [{webhook: nowhere}]}|is not an address",
                "{reason: required, max-duration: 15m, notify: [{mail: a}]}|unknown key `mail`"
            })
    void whatIsMissingOrLooseIsRefused(String breakGlass, String message) {
        assertThat(with(breakGlass).messages())
                .anySatisfy(fault -> assertThat(fault).contains("break-glass").contains(message));
    }

    private ConfigurationFiles with(String breakGlass) {
        return files.identities(
                "roles:\n",
                "roles:\n  - name: night\n    trust: |\n"
                        + "      {\"Version\": \"2012-10-17\", \"Statement\": {\"Effect\": \"Allow\","
                        + " \"Action\": \"sts:AssumeRole\", \"Principal\": {\"AWS\": \"111122223333\"}}}\n"
                        + "    break-glass: " + breakGlass + "\n");
    }
}

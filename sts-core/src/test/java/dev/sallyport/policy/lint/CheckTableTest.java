package dev.sallyport.policy.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.json.Json;
import dev.sallyport.json.JsonArray;
import dev.sallyport.json.JsonLimits;
import dev.sallyport.json.JsonNode;
import dev.sallyport.json.JsonNumber;
import dev.sallyport.json.JsonObject;
import dev.sallyport.json.JsonString;
import dev.sallyport.json.JsonWriter;
import dev.sallyport.policy.PolicyType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each check on a document in which it fires and on one, as alike as can be, in which it stays silent. */
class CheckTableTest {
    record Row(String check, PolicyType type, Optional<KnownRequests> requests, String fires, String silent) {
        @Override
        public String toString() {
            return check;
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void checkFiresOnItsFaultAndNotBesideIt(Row row) {
        assertThat(ids(row, row.fires)).contains(row.check);
        assertThat(ids(row, row.silent)).doesNotContain(row.check);
    }

    @Test
    void everyCheckIsInTheTable() throws IOException {
        Set<String> inTable = new TreeSet<>(rows().map(Row::check).toList());
        assertThat(inTable)
                .isEqualTo(new TreeSet<>(
                        Arrays.stream(Check.values()).map(Check::id).toList()));
    }

    @Test
    void everyCheckSaysWhyAndWhatToDoInOneSentence() {
        for (Check check : Check.values()) {
            assertThat(check.why())
                    .as(check.id())
                    .isNotBlank()
                    .doesNotEndWith(".")
                    .doesNotContain("\n");
            assertThat(check.fix())
                    .as(check.id())
                    .isNotBlank()
                    .doesNotEndWith(".")
                    .doesNotContain("\n");
        }
    }

    @Test
    void findingStandsWhereItsSubjectDoes() {
        String document = """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": "api:Get",
                      "Resource": "arn:aws:iam:eu-central-1:123456789012:role/deploy"
                    }
                  ]
                }
                """;
        List<Finding> findings = PolicyLinter.lint(PolicyType.IDENTITY, document);
        assertThat(findings).hasSize(1);
        assertThat(findings.get(0).toString())
                .isEqualTo("7:19: ERROR ARN_REGION_NOT_ALLOWED: `arn:aws:iam:eu-central-1:123456789012:role/deploy`:"
                        + " resources of this service are in no Region, so the ARN matches nothing; leave the Region"
                        + " empty");
    }

    private static List<String> ids(Row row, String document) {
        List<Finding> findings = row.requests.isPresent()
                ? PolicyLinter.lint(row.type, document, row.requests.get())
                : PolicyLinter.lint(row.type, document);
        return findings.stream().map(Finding::id).toList();
    }

    static Stream<Row> rows() throws IOException {
        try (InputStream in = Objects.requireNonNull(CheckTableTest.class.getResourceAsStream("checks.json"))) {
            JsonArray rows = (JsonArray) Json.parse(in.readAllBytes(), JsonLimits.DEFAULT);
            return rows.elements().stream().map(row -> row((JsonObject) row));
        }
    }

    private static Row row(JsonObject row) {
        PolicyType type = switch (text(row, "type")) {
            case "identity" -> PolicyType.IDENTITY;
            case "resource" -> PolicyType.RESOURCE;
            case "trust" -> PolicyType.TRUST;
            case "scp" -> PolicyType.SERVICE_CONTROL;
            default -> throw new IllegalArgumentException(text(row, "type"));
        };
        return new Row(
                text(row, "check"),
                type,
                row.get("requests").map(requests -> requests((JsonObject) requests)),
                document(row, "fires"),
                document(row, "silent"));
    }

    private static KnownRequests requests(JsonObject node) {
        return new KnownRequests(
                ((JsonArray) node.get("operations").orElseThrow())
                        .elements().stream()
                                .map(JsonObject.class::cast)
                                .map(operation -> new KnownRequests.Operation(
                                        text(operation, "action"), texts(operation, "resourceTags")))
                                .toList(),
                texts(node, "roleTags"),
                texts(node, "providers"));
    }

    private static Set<String> texts(JsonObject node, String name) {
        return ((JsonArray) node.get(name).orElseThrow())
                .elements().stream().map(text -> ((JsonString) text).value()).collect(Collectors.toSet());
    }

    private static String text(JsonObject row, String name) {
        return ((JsonString) row.get(name).orElseThrow()).value();
    }

    /** A document, the text of one, or {@code {"generate": "actions", "count": n}} for one with that many actions. */
    private static String document(JsonObject row, String name) {
        JsonNode node = row.get(name).orElseThrow();
        if (node instanceof JsonString text) {
            return text.value();
        }
        if (node instanceof JsonObject object && object.contains("generate")) {
            JsonNumber count = (JsonNumber) object.get("count").orElseThrow();
            String actions = IntStream.range(0, Integer.parseInt(count.text()))
                    .mapToObj(i -> "\"api:Get" + i + "\"")
                    .collect(Collectors.joining(","));
            return "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":[" + actions + "]}}";
        }
        return new String(JsonWriter.write(node).getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}

package dev.sallyport.policy.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.json.Json;
import dev.sallyport.json.JsonArray;
import dev.sallyport.json.JsonLimits;
import dev.sallyport.json.JsonNode;
import dev.sallyport.json.JsonObject;
import dev.sallyport.json.JsonString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The checks against the catalogue of IAM Access Analyzer, where that is present. */
class CatalogueTest {
    /** At least this many entries of the catalogue are looked for. */
    private static final int COVERED = 100;

    @Test
    void catalogueIsCoveredUnderItsOwnCodesAndSeverities() throws IOException {
        Map<String, Check> checks = Arrays.stream(Check.values())
                .filter(check -> !check.isFootGun())
                .collect(Collectors.toMap(Check::id, check -> check));
        List<JsonNode> entries = entries();
        List<String> severities = new ArrayList<>();
        Set<String> missing = new TreeSet<>();
        Map<String, Check> unknown = new TreeMap<>(checks);
        int covered = 0;
        for (JsonNode node : entries) {
            String code = text(node, "issueCode");
            Check check = checks.get(code);
            unknown.remove(code);
            if (check == null) {
                missing.add(code);
            } else {
                covered++;
                if (!check.severity().name().equals(text(node, "findingType"))) {
                    severities.add(code + ": " + check.severity());
                }
            }
        }
        System.out.println(
                "access analyzer catalogue: covered " + covered + " of " + entries.size() + ", not " + missing);
        assertThat(severities).isEmpty();
        assertThat(unknown).isEmpty();
        assertThat(covered).isGreaterThanOrEqualTo(COVERED);
    }

    private static List<JsonNode> entries() throws IOException {
        Path file = Path.of(
                System.getProperty("sallyport.shared", "../shared"),
                "conformance",
                "policy",
                "catalogue-access-analyzer-checks.json");
        if (!Files.isRegularFile(file)) {
            System.out.println("MISSING, nothing is tested: " + file);
        }
        assumeTrue(Files.isRegularFile(file), () -> file + " is missing");
        JsonObject root = (JsonObject) Json.parse(Files.readAllBytes(file), JsonLimits.DEFAULT);
        return ((JsonArray) root.get("checks").orElseThrow()).elements();
    }

    private static String text(JsonNode node, String name) {
        return ((JsonString) ((JsonObject) node).get(name).orElseThrow()).value();
    }
}

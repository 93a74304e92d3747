package dev.sallyport.policy.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The conformance cases, where they are present: those that bind must pass, the others are reported. */
class ConformanceTest {
    @Test
    void everyBindingCaseComesToWhatAwsSays() throws IOException {
        List<String> failures = new ArrayList<>();
        for (Path file : files()) {
            Optional<CaseFile> cases = CaseFile.parse(Files.readAllBytes(file));
            if (cases.isPresent()) {
                failures.addAll(run(file, cases.get()));
            } else {
                System.out.println("conformance " + file.getFileName() + ": no cases in it");
            }
        }
        assertThat(failures).isEmpty();
    }

    private static List<String> run(Path file, CaseFile cases) {
        List<String> failures = new ArrayList<>();
        Map<String, int[]> others = new TreeMap<>();
        Map<String, Integer> pending = new TreeMap<>();
        int passed = 0;
        for (PolicyCase policyCase : cases.cases()) {
            CaseResult result = CaseRunner.run(policyCase);
            if (result.outcome() == CaseResult.Outcome.PENDING) {
                pending.merge(policyCase.kind(), 1, Integer::sum);
            } else if (!policyCase.isBinding()) {
                others.computeIfAbsent(policyCase.semantics(), s -> new int[2])[
                        result.outcome() == CaseResult.Outcome.PASSED ? 0 : 1]++;
            } else if (result.outcome() == CaseResult.Outcome.PASSED) {
                passed++;
            } else {
                failures.add(policyCase.id() + ": got " + result.got() + ", expected " + result.expected() + " "
                        + result.reasons());
            }
        }
        int skipped = pending.values().stream().mapToInt(Integer::intValue).sum();
        StringBuilder line = new StringBuilder(
                "conformance " + file.getFileName() + ": passed " + passed + ", failed " + failures.size()
                        + ", skipped " + skipped + ", total " + cases.cases().size());
        if (!pending.isEmpty()) {
            line.append("; kinds that wait: ").append(pending);
        }
        others.forEach((semantics, counts) -> line.append("; ")
                .append(semantics)
                .append(" agree ")
                .append(counts[0])
                .append(", differ ")
                .append(counts[1]));
        System.out.println(line);
        return failures;
    }

    private static List<Path> files() throws IOException {
        Path folder = Path.of(System.getProperty("sallyport.shared", "../shared"), "conformance", "policy");
        if (!Files.isDirectory(folder)) {
            System.out.println("MISSING, nothing is tested: " + folder);
        }
        assumeTrue(Files.isDirectory(folder), () -> folder + " is missing");
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .filter(file -> !file.endsWith("schema.json"))
                    .sorted()
                    .toList();
        }
    }
}

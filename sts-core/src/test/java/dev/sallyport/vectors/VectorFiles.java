package dev.sallyport.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON files of one folder of vectors. Whatever lies there is read; what has another shape than known fails. */
public final class VectorFiles {
    private VectorFiles() {}

    /** The files of {@code folder} whose name begins with {@code prefix}; skips the test, loudly, without any. */
    public static List<VectorFile> of(String folder, String prefix) {
        Path path = Path.of(System.getProperty("sallyport.shared", "../shared"), "vectors", folder);
        List<Path> files = json(path, prefix);
        if (files.isEmpty()) {
            System.out.println("MISSING, nothing is tested: " + path.resolve(prefix + "*.json"));
        }
        assumeTrue(!files.isEmpty(), () -> path + " is missing");
        return files.stream()
                .map(file -> new VectorFile(folder + "/" + file.getFileName(), read(file)))
                .toList();
    }

    /** Fails unless {@code node} is an object with no other names than {@code known}. */
    public static void requireShape(JsonNode node, Set<String> known) {
        assertThat(node.isObject()).as("an object: %s", node).isTrue();
        assertThat(known).containsAll(node.propertyNames());
    }

    private static List<Path> json(Path folder, String prefix) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix)
                            && file.getFileName().toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode read(Path file) {
        try {
            return JsonMapper.shared().readTree(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One file, and what came of its cases. */
    public static final class VectorFile {
        private final String name;
        private final JsonNode content;
        private final List<String> failures = new ArrayList<>();
        private int passed;
        private int skipped;

        private VectorFile(String name, JsonNode content) {
            this.name = name;
            this.content = content;
        }

        public JsonNode content() {
            return content;
        }

        /** Runs one case; a failure is counted and told at the end, so that all cases run. */
        public void run(String caseName, Runnable test) {
            try {
                test.run();
                passed++;
            } catch (AssertionError | RuntimeException e) {
                failures.add(caseName + ": " + e.getMessage());
            }
        }

        public void skip(String caseName, String reason) {
            skipped++;
            System.out.println(name + ": skipped `" + caseName + "`: " + reason);
        }

        /** Prints the line that says what ran, and fails when a case did or when there was none. */
        public void finish() {
            int total = passed + failures.size() + skipped;
            System.out.printf(
                    "%s: passed %d, failed %d, skipped %d, total %d%n", name, passed, failures.size(), skipped, total);
            assertThat(failures).as(name).isEmpty();
            assertThat(passed).as("cases that ran in %s", name).isPositive();
        }
    }
}

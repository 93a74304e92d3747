package dev.sallyport.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.error.ApiException;
import dev.sallyport.json.Json;
import dev.sallyport.json.JsonArray;
import dev.sallyport.json.JsonLimits;
import dev.sallyport.json.JsonNode;
import dev.sallyport.json.JsonObject;
import dev.sallyport.json.JsonString;
import dev.sallyport.json.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The folder of test vectors, where there is one, and the count of what a file's cases said. */
final class Vectors {
    private static final JsonLimits LIMITS = new JsonLimits(64 << 20, 64, 1000);
    private static final Set<String> PRIVATE_MEMBERS = Set.of("d", "p", "q", "dp", "dq", "qi");

    private final Path file;
    private final List<String> failed = new ArrayList<>();
    private int passed;

    private Vectors(Path file) {
        this.file = file;
    }

    /** Every file below {@code vectors} whose path there matches; the test is skipped where there is none. */
    static List<Path> files(String glob) {
        Path root = Path.of(System.getProperty("sallyport.shared", "../shared"), "vectors");
        List<Path> found = Files.isDirectory(root) ? matching(root, glob) : List.of();
        if (found.isEmpty()) {
            System.out.println("MISSING, nothing is tested: " + root.resolve(glob));
        }
        assumeTrue(!found.isEmpty(), () -> root.resolve(glob) + " is missing");
        return found;
    }

    private static List<Path> matching(Path root, String glob) {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .filter(f -> matcher.matches(root.relativize(f)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Vectors of(Path file) {
        return new Vectors(file);
    }

    JsonObject document() {
        return (JsonObject) parsed();
    }

    JsonArray array() {
        return (JsonArray) parsed();
    }

    private JsonNode parsed() {
        try {
            return Json.parse(Files.readAllBytes(file), LIMITS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void count(String caseName, boolean asExpected, String detail) {
        if (asExpected) {
            passed++;
        } else {
            failed.add(caseName + ": " + detail);
        }
    }

    void report() {
        System.out.printf(
                "%s: passed %d, failed %d, skipped 0, total %d%n",
                file.getFileName(), passed, failed.size(), passed + failed.size());
        assertThat(failed).isEmpty();
        assertThat(passed).as("cases of %s", file).isPositive();
    }

    static Optional<String> refusal(Runnable call) {
        try {
            call.run();
            return Optional.empty();
        } catch (ApiException refused) {
            return Optional.of(refused.message() + " (" + refused.reason() + ")");
        }
    }

    static JsonObject object(JsonObject parent, String name) {
        return (JsonObject) parent.get(name).orElseThrow(() -> new AssertionError("no object `" + name + "`"));
    }

    static List<JsonObject> objects(JsonObject parent, String name) {
        JsonArray array = (JsonArray) parent.get(name).orElseThrow(() -> new AssertionError("no array `" + name + "`"));
        return array.elements().stream().map(JsonObject.class::cast).toList();
    }

    static List<String> strings(JsonObject parent, String name) {
        JsonArray array = (JsonArray) parent.get(name).orElseThrow(() -> new AssertionError("no array `" + name + "`"));
        return array.elements().stream().map(e -> ((JsonString) e).value()).toList();
    }

    static String string(JsonObject parent, String name) {
        return optionalString(parent, name).orElseThrow(() -> new AssertionError("no string `" + name + "`"));
    }

    static Optional<String> optionalString(JsonObject parent, String name) {
        return parent.get(name).map(value -> ((JsonString) value).value());
    }

    static String text(JsonNode node) {
        return JsonWriter.write(node);
    }

    /** The key set document of one key, its private members left out. */
    static String jwksOf(List<JsonObject> keys) {
        JsonWriter writer = new JsonWriter().beginObject().name("keys").beginArray();
        for (JsonObject key : keys) {
            writer.beginObject();
            key.members().stream()
                    .filter(member -> !PRIVATE_MEMBERS.contains(member.name()))
                    .forEach(member -> writer.name(member.name()).value(member.value()));
            writer.endObject();
        }
        return writer.endArray().endObject().text();
    }

    /** The set, or empty if it has no key that the product uses. */
    static Optional<JwkSet> keySet(String jwks) {
        try {
            return Optional.of(JwkSet.parse(jwks));
        } catch (IllegalArgumentException noUsableKey) {
            return Optional.empty();
        }
    }
}

package dev.sallyport.gateway;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;

/** A file of shared cases: what is in it is run, counted in one line, and what is not understood fails. */
public final class SharedVectors {
    private final String file;
    private final JsonObject content;
    private final List<String> failures = new ArrayList<>();
    private int total;

    private SharedVectors(String file, JsonObject content) {
        this.file = file;
        this.content = content;
    }

    /** Skips the test, naming the file, when it is not there. */
    public static SharedVectors open(String file) throws IOException {
        Path path = Path.of(System.getProperty("sallyport.shared", "../shared")).resolve(file);
        if (!Files.exists(path)) {
            System.out.println(
                    "MISSING " + path + ": its cases are not run; name their folder with -Dsallyport.shared=DIR");
            Assumptions.abort("no " + path);
        }
        byte[] bytes = Files.readAllBytes(path);
        return new SharedVectors(file, (JsonObject) Json.parse(bytes, JsonLimits.DEFAULT.withMaxLength(1 << 26)));
    }

    public List<JsonObject> cases() {
        return cases("cases");
    }

    /** Those of a list with another name. */
    public List<JsonObject> cases(String list) {
        return array(content, list).stream().map(JsonObject.class::cast).toList();
    }

    /** What a case does; throws when it fails. */
    public interface Case {
        void run() throws Exception;
    }

    public void run(String name, Case one) {
        total++;
        try {
            one.run();
        } catch (Exception | AssertionError e) {
            failures.add(name + ": " + e);
        }
    }

    /** Prints the line and fails if a case did, or if there was none. */
    public void finish() {
        System.out.println(file + ": passed " + (total - failures.size()) + ", failed " + failures.size()
                + ", skipped 0, total " + total);
        assertThat(failures).as(file).isEmpty();
        assertThat(total).as("cases in " + file).isPositive();
    }

    public static String text(JsonObject object, String name) {
        return object.get(name).map(node -> ((JsonString) node).value()).orElseThrow();
    }

    public static List<JsonNode> array(JsonObject object, String name) {
        return object.get(name).map(node -> ((JsonArray) node).elements()).orElseThrow();
    }

    /** Fails on a name the driver does not know: it might change what the case means. */
    public static void knows(JsonObject object, String... names) {
        assertThat(object.members().stream().map(JsonObject.Member::name)).isSubsetOf(Set.of(names));
    }
}

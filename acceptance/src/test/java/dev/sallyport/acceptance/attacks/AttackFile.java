package dev.sallyport.acceptance.attacks;

import dev.sallyport.json.Json;
import dev.sallyport.json.JsonArray;
import dev.sallyport.json.JsonLimits;
import dev.sallyport.json.JsonNode;
import dev.sallyport.json.JsonObject;
import dev.sallyport.json.JsonString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A file of attack requests.
 *
 * @param cases as objects, so that one of a shape that is not known fails alone
 * @param fixedValues what the placeholders stand for in the requests that are also there ready-made
 */
record AttackFile(String name, List<JsonObject> cases, Map<String, String> fixedValues) {
    private static final String FOLDER = "vectors/attacks-sample";
    private static final int MAX_BYTES = 1 << 26;

    /** All of them; skips the test, naming the folder, when there are none. */
    static List<AttackFile> all() throws IOException {
        Path folder =
                Path.of(System.getProperty("sallyport.shared", "../shared")).resolve(FOLDER);
        if (!Files.isDirectory(folder)) {
            System.out.println("MISSING " + folder + ": no attack is run; name the folder above its `vectors` with"
                    + " -Dsallyport.shared=DIR");
            Assumptions.abort("no " + folder);
        }
        List<Path> files;
        try (Stream<Path> listed = Files.list(folder)) {
            files = listed.filter(path -> path.getFileName().toString().startsWith("http-requests")
                            && path.getFileName().toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
        if (files.isEmpty()) {
            System.out.println("MISSING " + folder + "/http-requests*.json: no attack is run");
            Assumptions.abort("no attack files in " + folder);
        }
        List<AttackFile> all = new java.util.ArrayList<>();
        for (Path file : files) {
            all.add(read(file));
        }
        return List.copyOf(all);
    }

    private static AttackFile read(Path file) throws IOException {
        JsonObject content =
                (JsonObject) Json.parse(Files.readAllBytes(file), JsonLimits.DEFAULT.withMaxLength(MAX_BYTES));
        Map<String, String> fixed = new TreeMap<>();
        content.get("fixedValues")
                .ifPresent(values -> ((JsonObject) values)
                        .members()
                        .forEach(value -> fixed.put(value.name(), ((JsonString) value.value()).value())));
        List<JsonNode> cases = ((JsonArray)
                        content.get("cases").orElseThrow(() -> new UnknownShape("`" + file + "` holds no `cases`")))
                .elements();
        return new AttackFile(
                FOLDER + "/" + file.getFileName(),
                cases.stream().map(JsonObject.class::cast).toList(),
                fixed);
    }
}

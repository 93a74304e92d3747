package dev.sallyport.policy.cases;

import dev.sallyport.json.Json;
import dev.sallyport.json.JsonArray;
import dev.sallyport.json.JsonLimits;
import dev.sallyport.json.JsonNode;
import dev.sallyport.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** The cases of one file. */
public record CaseFile(List<PolicyCase> cases) {
    private static final JsonLimits LIMITS = JsonLimits.DEFAULT.withMaxLength(64 << 20);

    /** The semantics of cases that bind. */
    public static final String BINDING = "aws";

    /**
     * Reads the text of a file; empty when it is JSON but holds no cases.
     *
     * @throws dev.sallyport.json.JsonSyntaxException when it is not JSON
     * @throws IllegalArgumentException when it holds cases in another shape
     */
    public static Optional<CaseFile> parse(byte[] utf8) {
        JsonNode node = Json.parse(utf8, LIMITS);
        if (!(node instanceof JsonObject file)
                || !(file.get("cases").orElse(null) instanceof JsonArray cases)
                || !file.contains("semantics")) {
            return Optional.empty();
        }
        String semantics = new Fields(file).text("semantics");
        return Optional.of(new CaseFile(cases.elements().stream()
                .map(element -> PolicyCase.of(Fields.of(element), semantics))
                .toList()));
    }
}

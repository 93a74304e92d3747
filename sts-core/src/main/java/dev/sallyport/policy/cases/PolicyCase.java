package dev.sallyport.policy.cases;

import dev.sallyport.json.JsonNode;
import java.util.Set;

/**
 * One case.
 *
 * @param semantics {@link CaseFile#BINDING}, {@code contested}, or whose behaviour it is
 */
public record PolicyCase(String id, String kind, String semantics, Fields given, Fields expect) {
    private static final Set<String> FIELDS = Set.of(
            "id",
            "kind",
            "title",
            "semantics",
            "tags",
            "sourceRef",
            "pairOf",
            "notes",
            "crossCheck",
            "given",
            "expect");

    /**
     * @param fileSemantics those of a case that does not say its own
     * @throws IllegalArgumentException when it is no case
     */
    public static PolicyCase of(JsonNode node, String fileSemantics) {
        return of(Fields.of(node), fileSemantics);
    }

    static PolicyCase of(Fields fields, String fileSemantics) {
        fields.refuseUnknown(FIELDS);
        return new PolicyCase(
                fields.text("id"),
                fields.text("kind"),
                fields.maybeText("semantics").orElse(fileSemantics),
                fields.object("given"),
                fields.object("expect"));
    }

    /** Whether a failure of this case is a failure of the run. */
    public boolean isBinding() {
        return semantics.equals(CaseFile.BINDING);
    }
}

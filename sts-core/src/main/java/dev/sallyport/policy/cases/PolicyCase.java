package dev.sallyport.policy.cases;

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

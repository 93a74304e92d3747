package dev.sallyport.policy.cases;

import dev.sallyport.json.JsonWriter;
import dev.sallyport.policy.ConditionContext;
import java.util.List;
import java.util.Set;

/** Kind {@code wildcard}: whether a value of Action, Resource or a text matches one of several patterns. */
final class WildcardCases {
    private static final Set<String> GIVEN =
            Set.of("flavor", "patterns", "value", "negated", "effect", "policyType", "context", "multiValuedKeys");
    private static final String KEY = "test:value";

    private WildcardCases() {}

    static CaseResult run(PolicyCase policyCase) {
        Fields given = policyCase.given();
        given.refuseUnknown(GIVEN);
        policyCase.expect().refuseUnknown(Set.of("matches"));
        String effect = given.maybeText("effect").orElse("Allow");
        List<String> patterns = given.texts("patterns");
        String not = given.flag("negated") ? "Not" : "";
        String value = given.text("value");
        JsonWriter statement = Probe.begin(effect);
        return switch (given.text("flavor")) {
            case "action" ->
                Probe.end(statement.field(not + "Action", patterns).field("Resource", "*"))
                        .compare(policyCase, value, "*");
            case "resource" ->
                Probe.end(statement.field("Action", "*").field(not + "Resource", patterns))
                        .compare(policyCase, "test:Action", value);
            case "string" -> string(policyCase, statement, "String" + not + "Like", patterns, value);
            default -> throw new IllegalArgumentException("there is no flavor `" + given.text("flavor") + "`");
        };
    }

    private static CaseResult string(
            PolicyCase policyCase, JsonWriter statement, String operator, List<String> patterns, String value) {
        statement.field("Action", "*").field("Resource", "*");
        statement.name("Condition").beginObject().name(operator).beginObject().field(KEY, patterns);
        statement.endObject().endObject();
        ConditionContext context =
                Contexts.of(policyCase.given()).toBuilder().put(KEY, value).build();
        boolean got = Probe.end(statement).applies("test:Action", "*", context);
        boolean expected = policyCase.expect().flag("matches");
        return CaseResult.compare(policyCase, got == expected, "matches: " + got, "matches: " + expected, List.of());
    }
}

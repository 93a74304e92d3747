package dev.sallyport.policy.cases;

import dev.sallyport.json.JsonWriter;
import java.util.Set;

/** Kind {@code condition}: whether one Condition block holds. */
final class ConditionCases {
    private static final Set<String> GIVEN = Set.of("conditions", "context", "multiValuedKeys");

    private ConditionCases() {}

    static CaseResult run(PolicyCase policyCase) {
        policyCase.given().refuseUnknown(GIVEN);
        JsonWriter statement = Probe.begin("Allow")
                .field("Action", "*")
                .field("Resource", "*")
                .name("Condition")
                .value(policyCase.given().require("conditions"));
        return Probe.end(statement).compare(policyCase, "test:Action", "*");
    }
}

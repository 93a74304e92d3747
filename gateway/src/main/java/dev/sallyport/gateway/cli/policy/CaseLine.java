package dev.sallyport.gateway.cli.policy;

import dev.sallyport.json.JsonWriter;
import dev.sallyport.policy.cases.CaseResult;

/** One case as a line of JSON. */
public final class CaseLine {
    private CaseLine() {}

    /** {@code ok} is null for a case that waits for something that does not exist yet. */
    public static String of(CaseResult result) {
        JsonWriter json = new JsonWriter()
                .beginObject()
                .field("id", result.policyCase().id())
                .field("kind", result.policyCase().kind())
                .field("got", result.got())
                .field("expected", result.expected())
                .name("ok");
        if (result.outcome() == CaseResult.Outcome.PENDING) {
            json.nullValue();
        } else {
            json.value(result.outcome() == CaseResult.Outcome.PASSED);
        }
        if (!result.policyCase().isBinding()) {
            json.field("semantics", result.policyCase().semantics());
        }
        return json.field("reasons", result.reasons()).endObject().text();
    }
}

package dev.sallyport.forwarding;

import dev.sallyport.error.ApiException;
import dev.sallyport.json.JsonWriter;

/**
 * The answer to a request that does not reach its API: {@code {"code":…,"message":…,"decisionId":…}}.
 *
 * @param decisionId under which the audit record holds the whole reason
 */
public record Refusal(int status, String code, String message, String decisionId) {
    /** The header that names the decision, on refusals and on granted requests. */
    public static final String DECISION_ID_HEADER = "Sallyport-Decision-Id";

    public static final String CONTENT_TYPE = "application/json";

    /** Tells only what the caller may read; {@link ApiException#reason()} stays behind. */
    public static Refusal of(ApiException failure, String decisionId) {
        return new Refusal(failure.error().status(), failure.error().code(), failure.message(), decisionId);
    }

    /** The body, one line of JSON. */
    public String json() {
        return new JsonWriter()
                .beginObject()
                .field("code", code)
                .field("message", message)
                .field("decisionId", decisionId)
                .endObject()
                .text();
    }
}

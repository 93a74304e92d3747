package dev.sallyport.forwarding;

import dev.sallyport.error.ApiException;
import dev.sallyport.json.JsonWriter;
import java.util.Optional;

/**
 * The answer to a request that does not reach its API: {@code {"code":…,"message":…,"decisionId":…}}.
 *
 * @param encodedMessage of a refused authorisation, for those of the account who may decode it
 * @param decisionId under which the audit record holds the whole reason
 */
public record Refusal(int status, String code, String message, Optional<String> encodedMessage, String decisionId) {
    /** The header that names the decision, on refusals and on granted requests. */
    public static final String DECISION_ID_HEADER = "Sallyport-Decision-Id";

    public static final String CONTENT_TYPE = "application/json";

    /** Tells only what the caller may read; {@link ApiException#reason()} stays behind. */
    public static Refusal of(ApiException failure, String decisionId) {
        return of(failure, Optional.empty(), decisionId);
    }

    /** The same with the encoded message of a refused authorisation. */
    public static Refusal of(ApiException failure, Optional<String> encodedMessage, String decisionId) {
        return new Refusal(
                failure.error().status(), failure.error().code(), failure.message(), encodedMessage, decisionId);
    }

    /** The body, one line of JSON. */
    public String json() {
        JsonWriter json = new JsonWriter()
                .beginObject()
                .field("code", code)
                .field("message", message)
                .field("decisionId", decisionId);
        encodedMessage.ifPresent(text -> json.field("encodedMessage", text));
        return json.endObject().text();
    }
}

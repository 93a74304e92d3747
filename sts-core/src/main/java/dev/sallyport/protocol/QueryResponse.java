package dev.sallyport.protocol;

import dev.sallyport.error.ApiException;
import dev.sallyport.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An answer of the Query protocol: status and document. Its request id also goes into {@link #REQUEST_ID_HEADER}.
 *
 * @param document in UTF-8, which is also what XML without a declaration is in
 */
public record QueryResponse(int status, String requestId, AnswerForm form, String document) {
    public static final String REQUEST_ID_HEADER = "x-amzn-RequestId";

    /** {@code <XResponse><XResult>…</XResult><ResponseMetadata>…}; SDKs fail without the wrapper, even an empty one. */
    public static QueryResponse success(
            QueryApi api, AnswerForm form, String action, String requestId, Consumer<ResultWriter> result) {
        Consumer<ResultWriter> response = writer -> writer.structure(action + "Result", result)
                .structure("ResponseMetadata", metadata -> metadata.element("RequestId", requestId));
        String document = form == AnswerForm.JSON
                ? json(root -> root.structure(action + "Response", response))
                : xml(api, action + "Response", response);
        return new QueryResponse(200, requestId, form, document);
    }

    /**
     * The error document. It tells the exception's message and never its reason.
     *
     * @param encodedMessage of a refused authorisation: beside the sentence, which stays AWS's
     */
    public static QueryResponse error(
            QueryApi api, AnswerForm form, ApiException failure, Optional<String> encodedMessage, String requestId) {
        Consumer<ResultWriter> response = writer -> writer.structure(
                        "Error",
                        error -> error.element("Type", failure.error().type())
                                .element("Code", failure.error().code())
                                .element("Message", failure.message())
                                .element("EncodedMessage", encodedMessage))
                .element("RequestId", requestId);
        String document = form == AnswerForm.JSON ? json(response) : xml(api, "ErrorResponse", response);
        return new QueryResponse(failure.error().status(), requestId, form, document);
    }

    private static String xml(QueryApi api, String root, Consumer<ResultWriter> content) {
        XmlWriter writer = new XmlWriter();
        writer.root(root, api.namespace(), content);
        return writer.xml();
    }

    private static String json(Consumer<ResultWriter> content) {
        JsonWriter json = new JsonWriter();
        new JsonResultWriter(json).object(content);
        return json.text();
    }

    public byte[] body() {
        return document.getBytes(StandardCharsets.UTF_8);
    }

    /** Without the document, which may hold new credentials. */
    @Override
    public String toString() {
        return "QueryResponse[" + status + ", " + requestId + "]";
    }
}

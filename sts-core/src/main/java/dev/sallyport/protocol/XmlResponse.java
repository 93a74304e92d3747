package dev.sallyport.protocol;

import dev.sallyport.error.ApiException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** An answer of the Query protocol: status and document. Its request id also goes into {@link #REQUEST_ID_HEADER}. */
public record XmlResponse(int status, String requestId, String xml) {
    public static final String CONTENT_TYPE = "text/xml";
    public static final String REQUEST_ID_HEADER = "x-amzn-RequestId";

    /** {@code <XResponse><XResult>…</XResult><ResponseMetadata>…}; SDKs fail without the wrapper, even an empty one. */
    public static XmlResponse success(QueryApi api, String action, String requestId, Consumer<XmlWriter> result) {
        XmlWriter writer = new XmlWriter();
        writer.root(
                action + "Response",
                api.namespace(),
                response -> response.structure(action + "Result", result)
                        .structure("ResponseMetadata", metadata -> metadata.element("RequestId", requestId)));
        return new XmlResponse(200, requestId, writer.xml());
    }

    /** The error document. It tells the exception's message and never its reason. */
    public static XmlResponse error(QueryApi api, ApiException failure, String requestId) {
        XmlWriter writer = new XmlWriter();
        writer.root(
                "ErrorResponse",
                api.namespace(),
                response -> response.structure(
                                "Error",
                                error -> error.element("Type", failure.error().type())
                                        .element("Code", failure.error().code())
                                        .element("Message", failure.message()))
                        .element("RequestId", requestId));
        return new XmlResponse(failure.error().status(), requestId, writer.xml());
    }

    /** The document in UTF-8, which is what XML without a declaration is in. */
    public byte[] body() {
        return xml.getBytes(StandardCharsets.UTF_8);
    }

    /** Without the document, which may hold new credentials. */
    @Override
    public String toString() {
        return "XmlResponse[" + status + ", " + requestId + "]";
    }
}

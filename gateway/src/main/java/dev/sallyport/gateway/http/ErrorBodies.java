package dev.sallyport.gateway.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Answers of Jetty itself, in the form of the listener's endpoint instead of HTML that shows the request again. The
 * connection ends with them: after a message that could not be read nobody knows where the next begins.
 */
final class ErrorBodies extends ErrorHandler {
    private final Endpoint endpoint;

    ErrorBodies(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = status(response.getStatus());
        response.setStatus(status);
        Object message = request.getAttribute(ERROR_MESSAGE);
        ByteBuffer body = body(status, message == null ? "" : message.toString(), response.getHeaders());
        response.write(true, body, callback);
        return true;
    }

    /**
     * A version or transfer coding that is not spoken here is one more thing that is wrong with a message. Jetty would say
     * 505 or 501, or 426 for HTTP/2 in the line of an HTTP/1.1 request, as if there were an upgrade to be had.
     */
    private static int status(int jettys) {
        return switch (jettys) {
            case HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505,
                    HttpStatus.NOT_IMPLEMENTED_501,
                    HttpStatus.UPGRADE_REQUIRED_426 -> HttpStatus.BAD_REQUEST_400;
            default -> jettys;
        };
    }

    private ByteBuffer body(int status, String message, HttpFields.Mutable fields) {
        String reason = message.isEmpty() ? HttpStatus.getMessage(status) : message;
        Endpoint.ErrorBody body = endpoint.refused(status, reason);
        ByteBuffer bytes = ByteBuffer.wrap(body.text().getBytes(StandardCharsets.UTF_8));
        fields.put(HttpHeader.CONTENT_TYPE, body.contentType());
        fields.put(HttpHeader.CONTENT_LENGTH, bytes.remaining());
        fields.put(HttpHeader.CONNECTION, "close");
        return bytes;
    }
}

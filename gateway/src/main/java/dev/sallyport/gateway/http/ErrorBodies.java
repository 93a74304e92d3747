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
        int status = response.getStatus();
        Object message = request.getAttribute(ERROR_MESSAGE);
        ByteBuffer body = body(status, message == null ? "" : message.toString(), response.getHeaders());
        response.write(true, body, callback);
        return true;
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

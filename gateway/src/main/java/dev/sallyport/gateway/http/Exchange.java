package dev.sallyport.gateway.http;

import dev.sallyport.error.ApiException;
import dev.sallyport.sigv4.HeaderField;
import dev.sallyport.sigv4.RequestHead;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/** One request and the one answer to it. For the thread that serves it. */
public final class Exchange {
    private static final int COPY_BYTES = 32 * 1024;

    private final Request request;
    private final Response response;
    private Optional<RequestHead> head = Optional.empty();
    private boolean answered;
    private boolean last;

    Exchange(Request request, Response response) {
        this.request = request;
        this.response = response;
    }

    /**
     * The head as it arrived.
     *
     * @throws ApiException when it is malformed or over a limit
     */
    public RequestHead head() {
        if (head.isEmpty()) {
            head = Optional.of(RequestHeads.of(request));
        }
        return head.get();
    }

    /** The address at the other end of the connection. */
    public InetAddress peer() {
        InetSocketAddress remote =
                (InetSocketAddress) request.getConnectionMetaData().getRemoteSocketAddress();
        return remote.getAddress();
    }

    /** Whether this listener itself ended the TLS of the connection. */
    public boolean isSecure() {
        return request.isSecure();
    }

    Request request() {
        return request;
    }

    public boolean isAnswered() {
        return answered;
    }

    /**
     * Lets the connection end with this request. Where the sender has proved nothing, what follows may be the body of a
     * request that was framed to be read in two ways.
     */
    public void endConnection() {
        last = true;
    }

    /**
     * Answers with a body that is known as a whole.
     *
     * @throws IOException when the client is gone
     * @throws IllegalStateException when the request was answered before
     */
    public void answer(int status, List<HeaderField> headers, byte[] body) throws IOException {
        begin(status, headers);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        Content.Sink.write(response, true, ByteBuffer.wrap(body));
    }

    /**
     * Answers with what is read from {@code body}, as it comes.
     *
     * @return how many bytes went to the client
     * @throws IOException when {@code body} fails or the client is gone. If {@code body} fails at once, the request is not
     *     answered yet; later, the client sees a cut answer
     * @throws IllegalStateException when the request was answered before
     */
    public long stream(int status, List<HeaderField> headers, InputStream body) throws IOException {
        byte[] buffer = new byte[COPY_BYTES];
        int read = body.read(buffer);
        begin(status, headers);
        showWhereItEnds(status);
        long sent = 0;
        for (; read >= 0; read = body.read(buffer)) {
            Content.Sink.write(response, false, ByteBuffer.wrap(buffer, 0, read));
            sent += read;
        }
        Content.Sink.write(response, true, null);
        return sent;
    }

    // On a connection that is to be closed Jetty would end the answer with the connection: complete or cut, nobody
    // knows.
    private void showWhereItEnds(int status) {
        boolean hasBody = !request.getMethod().equals("HEAD") && status != 204 && status != 304;
        boolean chunks = request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_1;
        if (hasBody && chunks && !response.getHeaders().contains(HttpHeader.CONTENT_LENGTH)) {
            response.getHeaders().put(HttpHeader.TRANSFER_ENCODING, "chunked");
        }
    }

    private void begin(int status, List<HeaderField> headers) {
        if (answered) {
            throw new IllegalStateException("a request is answered once");
        }
        answered = true;
        response.setStatus(status);
        if (last) {
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
        }
        for (HeaderField header : headers) {
            HttpField field = new HttpField(header.name(), header.value());
            // Ours is there already; who answers says when.
            if (field.getHeader() == HttpHeader.DATE) {
                response.getHeaders().put(field);
            } else {
                response.getHeaders().add(field);
            }
        }
    }
}

package dev.sallyport.gateway.proxy;

import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.sigv4.HeaderField;
import dev.sallyport.sigv4.RequestHead;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.InputStreamResponseListener;
import org.eclipse.jetty.client.ProxyAuthenticationProtocolHandler;
import org.eclipse.jetty.client.RedirectProtocolHandler;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.WWWAuthenticationProtocolHandler;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * Sends one request to an upstream, as it is given: nothing is added, re-encoded, followed, decoded, retried or kept
 * between two requests. Jetty's client does all of these by default and is told not to.
 */
public final class UpstreamClient implements AutoCloseable {
    /** Of connections at once to one upstream; more requests wait, up to {@link #MAX_WAITING}. */
    private static final int MAX_CONNECTIONS = 256;

    private static final int MAX_WAITING = 1024;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    /** An answer's status line and headers together. */
    private static final int MAX_RESPONSE_HEADER_BYTES = 32 * 1024;

    private final HttpClient client;

    private UpstreamClient(HttpClient client) {
        this.client = client;
    }

    /** @param tls how https upstreams are trusted */
    public static UpstreamClient start(SslContextFactory.Client tls) {
        HttpClient client = new HttpClient();
        client.setSslContextFactory(tls);
        client.setFollowRedirects(false);
        client.setUserAgentField(null);
        client.setHttpCookieStore(new HttpCookieStore.Empty());
        client.setMaxConnectionsPerDestination(MAX_CONNECTIONS);
        client.setMaxRequestsQueuedPerDestination(MAX_WAITING);
        client.setConnectTimeout(CONNECT_TIMEOUT.toMillis());
        client.setMaxResponseHeadersSize(MAX_RESPONSE_HEADER_BYTES);
        try {
            client.start();
        } catch (Exception e) {
            throw new IllegalStateException("the client for upstreams does not start", e);
        }
        // An answer goes on as it came, compressed or not. The decoders are only there once the client has started.
        client.getContentDecoderFactories().clear();
        // Nor does the client answer an upstream that asks for a login or sends elsewhere.
        for (String handler : List.of(
                WWWAuthenticationProtocolHandler.NAME,
                ProxyAuthenticationProtocolHandler.NAME,
                RedirectProtocolHandler.NAME)) {
            client.getProtocolHandlers().remove(handler);
        }
        return new UpstreamClient(client);
    }

    /** An answer whose body is still to be read, and must be closed. */
    public record Answer(int status, List<HeaderField> headers, InputStream body) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            body.close();
        }
    }

    /**
     * @param upstream scheme, host and port; the raw target of {@code head} is sent there
     * @param headers all of them, {@code Host} too
     * @param patience how long the answer's head may take, and each pause in its body
     * @throws ApiException 502 when there is no answer, 504 when it takes too long
     */
    public Answer send(URI upstream, RequestHead head, List<HeaderField> headers, byte[] body, Duration patience) {
        Request request = client.newRequest(upstream.getHost(), port(upstream))
                .scheme(upstream.getScheme())
                .method(head.method())
                .version(HttpVersion.HTTP_1_1)
                .path(head.rawPath() + head.rawQuery().map(query -> "?" + query).orElse(""))
                .idleTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
        request.headers(fields -> {
            fields.clear();
            headers.forEach(header -> fields.add(header.name(), header.value()));
        });
        if (body.length > 0) {
            // No content type of the client's own making: the client's header is the only one.
            request.body(new BytesRequestContent((String) null, body));
        }
        InputStreamResponseListener listener = new InputStreamResponseListener();
        request.send(listener);
        try {
            Response response = listener.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return answer(upstream, response, listener);
        } catch (TimeoutException e) {
            var unused = request.abort(e);
            throw new ApiException(
                    ApiError.UPSTREAM_TIMEOUT,
                    "the API behind the gateway did not answer in time",
                    "no answer from " + upstream + " within " + patience.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw new ApiException(
                    ApiError.UPSTREAM_UNREACHABLE,
                    "the API behind the gateway did not answer",
                    "no answer from " + upstream + ": " + e.getCause());
        } catch (InterruptedException e) {
            var unused = request.abort(e);
            Thread.currentThread().interrupt();
            throw new ApiException(ApiError.SERVICE_UNAVAILABLE, "the gateway is stopping");
        }
    }

    /** Only a final answer is one: what follows a 101 would be another protocol, which nobody asked for. */
    private static Answer answer(URI upstream, Response response, InputStreamResponseListener listener) {
        try {
            if (HttpStatus.isInformational(response.getStatus())) {
                throw malformed(upstream, "its status is " + response.getStatus());
            }
            return new Answer(response.getStatus(), headers(upstream, response), listener.getInputStream());
        } catch (ApiException malformed) {
            var unused = response.abort(malformed);
            throw malformed;
        }
    }

    private static ApiException malformed(URI upstream, String why) {
        return new ApiException(
                ApiError.UPSTREAM_UNREACHABLE,
                "the API behind the gateway did not answer",
                "no answer that can be passed on from " + upstream + ": " + why);
    }

    private static List<HeaderField> headers(URI upstream, Response response) {
        List<HeaderField> headers = new ArrayList<>();
        for (HttpField field : response.getHeaders()) {
            try {
                headers.add(new HeaderField(field.getName(), field.getValue() == null ? "" : field.getValue()));
            } catch (ApiException notAField) {
                throw malformed(upstream, "a header of it: " + notAField.reason());
            }
        }
        return headers;
    }

    private static int port(URI upstream) {
        if (upstream.getPort() > 0) {
            return upstream.getPort();
        }
        return upstream.getScheme().equals("https") ? 443 : 80;
    }

    @Override
    public void close() {
        try {
            client.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the client for upstreams does not stop", e);
        }
    }
}

package dev.sallyport.filter;

import dev.sallyport.sigv4.HeaderField;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** HTTP to the gateway's API listener, bounded in time, size and number of calls. It follows no redirect and no proxy. */
final class GatewayHttp {
    /** A gateway stands near; what takes longer is as good as away. */
    static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** Each waits on a thread of the container; when the gateway hangs, the rest answer 503 at once. */
    private static final int MAX_CALLS = 64;

    private final URI gateway;
    private final String host;
    private final HttpClient client;
    private final Duration timeout;
    private final Semaphore calls = new Semaphore(MAX_CALLS);

    /** A status and a body of bounded size. */
    static final class Reply {
        private final int status;
        private final byte[] body;

        Reply(int status, byte[] body) {
            this.status = status;
            this.body = body;
        }

        int status() {
            return status;
        }

        byte[] body() {
            return body.clone();
        }
    }

    /** @param timeout from the beginning of a call to the last byte of its reply */
    GatewayHttp(URI gateway, Duration timeout) {
        this.gateway = gateway;
        this.timeout = timeout;
        this.host = hostHeader(gateway);
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(timeout)
                .build();
    }

    /** The Host header that goes out, which signatures cover; the client leaves the scheme's own port out. */
    private static String hostHeader(URI gateway) {
        boolean https = "https".equals(String.valueOf(gateway.getScheme()).toLowerCase(Locale.ROOT));
        int port = gateway.getPort();
        return port < 0 || port == (https ? 443 : 80) ? gateway.getHost() : gateway.getHost() + ":" + port;
    }

    String host() {
        return host;
    }

    /**
     * @param target path and query
     * @param headers without {@code Host}, which goes out as {@link #host()} says
     */
    Reply send(String method, String target, List<HeaderField> headers, byte[] body, int maxReplyBytes)
            throws GatewayAwayException {
        HttpRequest.Builder request = HttpRequest.newBuilder(gateway.resolve(target))
                .timeout(timeout)
                .method(
                        method,
                        body.length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(field -> request.header(field.name(), field.value()));
        if (!calls.tryAcquire()) {
            throw new GatewayAwayException(MAX_CALLS + " calls to the gateway are waiting already");
        }
        try {
            return await(request.build(), maxReplyBytes);
        } finally {
            calls.release();
        }
    }

    private Reply await(HttpRequest request, int maxReplyBytes) throws GatewayAwayException {
        CompletableFuture<HttpResponse<byte[]>> pending =
                client.sendAsync(request, info -> new BoundedBody(maxReplyBytes));
        try {
            HttpResponse<byte[]> response = pending.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return new Reply(response.statusCode(), response.body());
        } catch (TimeoutException slow) {
            pending.cancel(true);
            throw new GatewayAwayException("the gateway did not answer within " + timeout.toSeconds() + " seconds");
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            throw new GatewayAwayException("the gateway cannot be reached: "
                    + (cause instanceof IOException io ? io.toString() : String.valueOf(cause)));
        } catch (InterruptedException interrupted) {
            pending.cancel(true);
            Thread.currentThread().interrupt();
            throw new GatewayAwayException("the call to the gateway was interrupted");
        }
    }
}

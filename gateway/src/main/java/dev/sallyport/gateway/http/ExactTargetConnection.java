package dev.sallyport.gateway.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.internal.HttpConnection;

/**
 * HTTP/1.1 as Jetty speaks it, with two things more.
 *
 * <p>Only request targets in origin form are taken, and only if path and query together are the target, character for
 * character: so the path and query that a signature is checked over are the ones that arrived. Jetty itself reads
 * {@code //a/b} as host {@code a} and path {@code /b}, drops fragments, and takes {@code http://other/path}.
 *
 * <p>A head that does not arrive in time closes the connection. Jetty's own timeout starts again with every byte, so a
 * client that sends one every few seconds would keep its connection for hours.
 */
final class ExactTargetConnection extends HttpConnection {
    private final Duration headDeadline;
    /** How many heads were completed, or given up. */
    private final AtomicLong heads = new AtomicLong();

    private volatile long awaited = -1;

    ExactTargetConnection(
            HttpConfiguration configuration, Connector connector, EndPoint endPoint, Duration headDeadline) {
        super(configuration, connector, endPoint);
        this.headDeadline = headDeadline;
    }

    @Override
    public void onFillable() {
        super.onFillable();
        // Most heads arrive in one piece and are complete here.
        long head = heads.get();
        if (getParser().inHeaderState() && !getParser().isStart() && awaited != head) {
            awaited = head;
            getConnector()
                    .getScheduler()
                    .schedule(() -> closeUnlessComplete(head), headDeadline.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void closeUnlessComplete(long head) {
        if (heads.compareAndSet(head, head + 1)) {
            getEndPoint().close();
        }
    }

    @Override
    protected RequestHandler newRequestHandler() {
        return new RequestHandler() {
            @Override
            public boolean headerComplete() {
                heads.incrementAndGet();
                return super.headerComplete();
            }
        };
    }

    @Override
    protected HttpStreamOverHTTP1 newHttpStream(String method, String target, HttpVersion version) {
        if (!isExact(target)) {
            throw new HttpException.RuntimeException(
                    HttpStatus.BAD_REQUEST_400, "the request target is not a path with an optional query");
        }
        return super.newHttpStream(method, target, version);
    }

    /** Whether {@code target} is one path and at most one query, and Jetty reads it as just these. */
    static boolean isExact(String target) {
        // Two slashes at the start would be a host; bytes over 127 were decoded and are no longer what was signed.
        if (!target.startsWith("/")
                || target.startsWith("//")
                || !target.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            return false;
        }
        try {
            HttpURI uri = HttpURI.build(target);
            String query = uri.getQuery();
            return target.equals(query == null ? uri.getPath() : uri.getPath() + "?" + query);
        } catch (RuntimeException malformed) {
            return false;
        }
    }
}

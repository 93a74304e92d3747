package dev.sallyport.gateway.http;

import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Invocable;

/**
 * Reads whole bodies of requests whose sender is not known yet: up to a size, within a time, and within what its source
 * and all sources together may have in memory.
 *
 * <p>The deadline is for the whole body, since one byte at a time would outlive any idle timeout. A body that is slow
 * keeps the thread that reads it; how many may do so at once is bounded too, so that slow clients cannot take them all.
 */
public final class BodyReader {
    /** Charged for every body under way, whatever its size: a request that waits costs more than its bytes. */
    private static final int LEAST_CHARGE = 8 * 1024;

    private final BufferBudget budget;
    private final Duration deadline;
    private final Semaphore maySlow;

    /** @param maxSlow how many bodies may be waited for at once */
    public BodyReader(BufferBudget budget, Duration deadline, int maxSlow) {
        this.budget = budget;
        this.deadline = deadline;
        this.maySlow = new Semaphore(maxSlow);
    }

    /**
     * The body of {@code exchange}, which may be empty. To be closed when it is no longer held.
     *
     * @param source whom it is charged to
     * @throws ApiException 413 past {@code maxBytes}, before a byte is read where the length is announced; 408 past the
     *     deadline; 400 when it is malformed or cut; 503 when too much is held already
     */
    public ReceivedBody read(Exchange exchange, Source source, int maxBytes) {
        Request request = exchange.request();
        if (request.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH) > maxBytes) {
            throw tooLarge(maxBytes);
        }
        Charges charges = new Charges(source);
        try {
            charges.add(LEAST_CHARGE);
            byte[] bytes = readAll(request, charges, maxBytes);
            return new ReceivedBody(bytes, charges::release);
        } catch (RuntimeException e) {
            charges.release();
            throw e;
        }
    }

    private byte[] readAll(Request request, Charges charges, int maxBytes) {
        long end = System.nanoTime() + deadline.toNanos();
        ByteArrayOutputStream body = new ByteArrayOutputStream(512);
        while (true) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                awaitMore(request, end);
                continue;
            }
            if (Content.Chunk.isFailure(chunk)) {
                throw failed(chunk.getFailure());
            }
            try {
                ByteBuffer arrived = chunk.getByteBuffer();
                if (body.size() + arrived.remaining() > maxBytes) {
                    throw tooLarge(maxBytes);
                }
                charges.cover(body.size() + arrived.remaining());
                byte[] bytes = new byte[arrived.remaining()];
                arrived.get(bytes);
                body.write(bytes, 0, bytes.length);
            } finally {
                chunk.release();
            }
            if (chunk.isLast()) {
                return body.toByteArray();
            }
        }
    }

    private void awaitMore(Request request, long end) {
        if (!maySlow.tryAcquire()) {
            throw new ApiException(
                    ApiError.SERVICE_UNAVAILABLE, "the service is busy: try again", "too many slow bodies at once");
        }
        try {
            CountDownLatch more = new CountDownLatch(1);
            // Not blocking: may run where no thread is left to be started.
            request.demand(Invocable.from(Invocable.InvocationType.NON_BLOCKING, more::countDown));
            if (!more.await(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                request.fail(new TimeoutException("the body took too long"));
                throw tooSlow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiException(ApiError.SERVICE_UNAVAILABLE, "the service is stopping: try again");
        } finally {
            maySlow.release();
        }
    }

    private static ApiException failed(Throwable failure) {
        return failure instanceof TimeoutException
                ? tooSlow()
                : new ApiException(
                        ApiError.MALFORMED_INPUT,
                        "the body of the request is malformed or ends too early",
                        "the body: " + failure.getMessage());
    }

    private static ApiException tooLarge(int maxBytes) {
        return new ApiException(ApiError.REQUEST_ENTITY_TOO_LARGE, "the body is larger than " + maxBytes + " bytes");
    }

    private static ApiException tooSlow() {
        return new ApiException(ApiError.REQUEST_TIMEOUT, "the body did not arrive in time: send it faster");
    }

    /** What one body has been charged; given back once. */
    private final class Charges {
        private final Source source;
        private final AtomicBoolean released = new AtomicBoolean();
        private long charged;

        Charges(Source source) {
            this.source = source;
        }

        void cover(long bytes) {
            if (bytes > charged) {
                add(bytes - charged);
            }
        }

        void add(long bytes) {
            switch (budget.charge(source, bytes)) {
                case TAKEN -> charged += bytes;
                case SOURCE_SPENT ->
                    throw new ApiException(
                            ApiError.SERVICE_UNAVAILABLE,
                            "too many requests from your address at once: send fewer",
                            "the source holds too many buffered bytes");
                case GLOBAL_SPENT ->
                    throw new ApiException(
                            ApiError.SERVICE_UNAVAILABLE,
                            "the service is busy: try again",
                            "too many buffered bytes are held");
            }
        }

        void release() {
            if (!released.getAndSet(true)) {
                budget.release(source, charged);
            }
        }
    }
}

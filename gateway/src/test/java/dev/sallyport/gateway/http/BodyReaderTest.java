package dev.sallyport.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.error.ApiException;
import dev.sallyport.policy.IpAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BodyReaderTest {
    private static final Source SOURCE = Source.of(IpAddress.parse("192.0.2.1").orElseThrow());
    private static final int MAX_BODY = 100_000;

    private final BufferBudget budget = new BufferBudget(150_000, 200_000);
    private BodyReader bodies = new BodyReader(budget, Duration.ofSeconds(10), 4);
    private Listener listener;

    @BeforeEach
    void start() throws PortTakenException {
        Endpoint endpoint = new Endpoint() {
            @Override
            public void serve(Exchange exchange) throws IOException {
                try (ReceivedBody body = bodies.read(exchange, SOURCE, MAX_BODY)) {
                    exchange.answer(200, List.of(), ("got " + body.bytes().length).getBytes(StandardCharsets.US_ASCII));
                } catch (ApiException e) {
                    exchange.answer(
                            e.error().status(), List.of(), e.error().code().getBytes(StandardCharsets.US_ASCII));
                }
            }

            @Override
            public ErrorBody refused(int status, String reason) {
                return new ErrorBody("text/plain", "refused " + status);
            }
        };
        listener = Listener.start(
                "test",
                Listener.Settings.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Optional.empty()),
                endpoint);
    }

    @AfterEach
    void nothingIsHeldInTheEnd() {
        listener.close();
        assertThat(budget.heldBytes()).isZero();
        assertThat(budget.sources()).isZero();
    }

    @Test
    void bodiesUpToTheLimitAreRead() throws IOException {
        assertThat(post("Content-Length: 0", "")).endsWith("got 0");
        assertThat(post("Content-Length: 5", "hello")).endsWith("got 5");
        assertThat(post("Content-Length: " + MAX_BODY, "x".repeat(MAX_BODY))).endsWith("got " + MAX_BODY);
        assertThat(post("Transfer-Encoding: chunked", "5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n"))
                .endsWith("got 11");
        assertThat(post("Transfer-Encoding: chunked", "5\r\nhello\r\n0\r\nX-Trailer: 1\r\n\r\n"))
                .endsWith("got 5");
    }

    @Test
    void anAnnouncedLengthPastTheLimitIsRefusedUnread() throws IOException {
        assertThat(post("Content-Length: " + (MAX_BODY + 1), ""))
                .startsWith("HTTP/1.1 413 ")
                .endsWith("RequestEntityTooLarge");
        assertThat(post("Content-Length: 9999999999", "")).startsWith("HTTP/1.1 413 ");
    }

    @Test
    void aChunkedBodyPastTheLimitIsRefused() throws IOException {
        String chunk = Integer.toHexString(MAX_BODY) + "\r\n" + "x".repeat(MAX_BODY) + "\r\n1\r\nx\r\n0\r\n\r\n";
        assertThat(post("Transfer-Encoding: chunked", chunk)).startsWith("HTTP/1.1 413 ");
    }

    @Test
    void aMalformedOrCutBodyIsRefused() throws IOException {
        assertThat(post("Transfer-Encoding: chunked", "1;ext=\"val\r\nX\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ");
        assertThat(post("Transfer-Encoding: chunked", "zz\r\nhello\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ");
        assertThat(post("Transfer-Encoding: chunked", "5\nhello\n0\n\n")).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void aBodyThatDoesNotArriveInTimeIsRefusedAndTheConnectionEnds() throws IOException {
        bodies = new BodyReader(budget, Duration.ofMillis(100), 4);
        assertThat(post("Content-Length: 10", "hello"))
                .startsWith("HTTP/1.1 408 ")
                .endsWith("RequestTimeout");
    }

    @Test
    void slowBodiesDoNotTakeAllThreads() throws IOException {
        bodies = new BodyReader(budget, Duration.ofSeconds(10), 1);
        try (RawClient slow = new RawClient(listener.port())) {
            slow.send("POST /a HTTP/1.1\r\nHost: h.test\r\nExpect: 100-continue\r\nContent-Length: 10\r\n\r\n");
            slow.readUntil("100 Continue\r\n\r\n"); // It is waited for.

            assertThat(post("Content-Length: 10", "hello")).startsWith("HTTP/1.1 503 ");
            assertThat(post("Content-Length: 0", "")).startsWith("HTTP/1.1 200 ");

            slow.send("0123456789");
            slow.readUntil("got 10");
        }
    }

    @Test
    void whatOneSourceAndAllTogetherHoldIsBounded() {
        Source other = Source.of(IpAddress.parse("192.0.2.2").orElseThrow());

        assertThat(budget.charge(SOURCE, 150_000)).isEqualTo(BufferBudget.Charge.TAKEN);
        assertThat(budget.charge(SOURCE, 1)).isEqualTo(BufferBudget.Charge.SOURCE_SPENT);
        assertThat(budget.charge(other, 50_000)).isEqualTo(BufferBudget.Charge.TAKEN);
        assertThat(budget.charge(other, 1)).isEqualTo(BufferBudget.Charge.GLOBAL_SPENT);
        budget.release(SOURCE, 150_000);
        assertThat(budget.charge(other, 1)).isEqualTo(BufferBudget.Charge.TAKEN);
        budget.release(other, 50_001);
    }

    @Test
    void aBodyIsRefusedWhileItsSourceHoldsTooMuch() throws IOException {
        budget.charge(SOURCE, 100_000);
        assertThat(post("Content-Length: 5", "hello")).startsWith("HTTP/1.1 200 ");
        assertThat(post("Content-Length: 60000", "x".repeat(60_000))).startsWith("HTTP/1.1 503 ");
        budget.release(SOURCE, 100_000);
        assertThat(post("Content-Length: 60000", "x".repeat(60_000))).startsWith("HTTP/1.1 200 ");
    }

    private String post(String header, String body) throws IOException {
        return RawClient.exchange(
                listener.port(),
                "POST /a HTTP/1.1\r\nHost: h.test\r\nConnection: close\r\n" + header + "\r\n\r\n" + body);
    }
}

package dev.sallyport.benchmarks.sts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HttpLoadTest {
    @Test
    void answersEndWhereTheirHeadsSay() throws IOException {
        InputStream in =
                bytes("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfirstHTTP/1.1 403 No\r\ncontent-length: 0\r\n\r\n");

        assertThat(read(in)).isEqualTo(new HttpLoad.Answer(200, "first"));
        assertThat(read(in)).isEqualTo(new HttpLoad.Answer(403, ""));
    }

    @Test
    void chunksAreOneBody() throws IOException {
        InputStream in =
                bytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\nA\r\n, two, ten\r\n0\r\n\r\n");

        assertThat(read(in)).isEqualTo(new HttpLoad.Answer(200, "one, two, ten"));
        assertThat(in.read()).isEqualTo(-1);
    }

    @Test
    void connectionThatTheServerEndsIsNoted() throws IOException {
        AtomicBoolean closing = new AtomicBoolean();

        HttpLoad.HttpAnswers.read(
                bytes("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"), () -> closing.set(true));

        assertThat(closing).isTrue();
    }

    @Test
    void cutAnswerIsNoAnswer() {
        for (String cut :
                List.of("", "HTTP/1.1 200 OK\r\nContent-", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfirs")) {
            assertThatExceptionOfType(EOFException.class).isThrownBy(() -> read(bytes(cut)));
        }
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> read(bytes("SSH-2.0\r\n\r\n")));
    }

    @Test
    void eachRequestIsSentOnceAndAnythingBut200EndsTheRound() throws IOException {
        Map<String, Integer> seen = new ConcurrentHashMap<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            seen.merge(exchange.getRequestURI().getPath(), 1, Integer::sum);
            exchange.sendResponseHeaders(exchange.getRequestURI().getPath().equals("/wrong") ? 500 : 200, -1);
            exchange.close();
        });
        server.start();
        try {
            int port = server.getAddress().getPort();
            HttpLoad load = new HttpLoad(port, 4);
            List<byte[]> requests =
                    IntStream.range(0, 50).mapToObj(i -> get(port, "/" + i)).toList();

            assertThat(load.send(requests)).isPositive();

            assertThat(seen)
                    .hasSize(50)
                    .allSatisfy((path, times) -> assertThat(times).isEqualTo(1));
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> load.send(List.of(get(port, "/wrong"))))
                    .withMessageContaining("500");
        } finally {
            server.stop(0);
        }
    }

    private static byte[] get(int port, String path) {
        return ("GET " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static HttpLoad.Answer read(InputStream in) throws IOException {
        return HttpLoad.HttpAnswers.read(in, () -> {
            throw new AssertionError("nobody ended the connection");
        });
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }
}

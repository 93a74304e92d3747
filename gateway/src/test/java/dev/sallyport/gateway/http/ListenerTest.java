package dev.sallyport.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.error.ApiException;
import dev.sallyport.sigv4.HeaderField;
import dev.sallyport.sigv4.RequestHead;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ListenerTest {
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final List<RequestHead> served = Collections.synchronizedList(new ArrayList<>());
    private final List<String> refused = Collections.synchronizedList(new ArrayList<>());
    private Serving serving = exchange -> exchange.answer(200, List.of(), bytes("served"));
    private Listener listener;

    private interface Serving {
        void serve(Exchange exchange) throws Exception;
    }

    private final Endpoint endpoint = new Endpoint() {
        @Override
        public void serve(Exchange exchange) throws Exception {
            try {
                served.add(exchange.head());
            } catch (ApiException e) {
                exchange.answer(e.error().status(), List.of(), bytes(e.error().code()));
                return;
            }
            serving.serve(exchange);
        }

        @Override
        public ErrorBody refused(int status, String reason) {
            refused.add(status + " " + reason);
            return new ErrorBody("application/json", "{\"refused\":" + status + "}");
        }
    };

    @BeforeEach
    void start() throws PortTakenException {
        listener = Listener.start(
                "test",
                new Listener.Settings(
                        ANY_PORT,
                        Optional.empty(),
                        100,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(2)),
                endpoint);
    }

    @AfterEach
    void stop() {
        listener.close();
    }

    @Test
    void targetAndHeadersArriveAsTheyWereSent() throws IOException {
        get(
                "/a%20b/%c3%A9/~x?b=2&a=1&&c=%2F+%zz&=",
                "Host: gw.sallyport.test:8080",
                "accept-encoding: GZIP, deflate",
                "ACCEPT: */*",
                "X-Amz-Meta-Two:   two  inner   blanks\t ",
                "x-amz-date: 20260101T000000Z",
                "Content-Type: Application/X-WWW-Form-urlencoded; Charset=UTF-8",
                "X-Empty:",
                "x-bytes: \u00fc\u00ff\u0080",
                "Dup: 1",
                "dup: 2",
                "CONNECTION: Close");

        RequestHead head = served.get(0);
        assertThat(head.method()).isEqualTo("GET");
        assertThat(head.rawPath()).isEqualTo("/a%20b/%c3%A9/~x");
        assertThat(head.rawQuery()).contains("b=2&a=1&&c=%2F+%zz&=");
        assertThat(head.headers().stream().map(field -> field.name().toLowerCase(Locale.ROOT) + "=" + field.value()))
                .containsExactly(
                        "host=gw.sallyport.test:8080",
                        "accept-encoding=GZIP, deflate",
                        "accept=*/*",
                        "x-amz-meta-two=two  inner   blanks",
                        "x-amz-date=20260101T000000Z",
                        "content-type=Application/X-WWW-Form-urlencoded; Charset=UTF-8",
                        "x-empty=",
                        "x-bytes=\u00fc\u00ff\u0080",
                        "dup=1",
                        "dup=2",
                        "connection=Close");
    }

    @Test
    void anEmptyQueryIsNotNoQuery() throws IOException {
        get("/a?", "Host: h.test", "Connection: close");
        get("/a", "Host: h.test", "Connection: close");

        assertThat(served.get(0).rawQuery()).contains("");
        assertThat(served.get(1).rawQuery()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.test/a",
                "/a//b",
                "http://h.test/a",
                "https://evil.test/a",
                "*",
                "a",
                "/a#b",
                "/a?b#c",
                "/../a",
                "/a/%2e%2e/b",
                "/a%2fb",
                "/a%5cb",
                "/a\\b",
                "/a%252fb",
                "/a%zz",
                "/a%",
                "/a%00b",
                "/a|b",
                "/a\u00e9b",
                "/a?\u00e9",
                "/a\tb",
                "/%c0%ae%c0%ae/x"
            })
    void aTargetThatIsNotExactlyOnePathIsRefusedBeforeItIsServed(String target) throws IOException {
        String answer = get(target, "Host: h.test", "Connection: close");

        assertThat(served).isEmpty();
        assertThat(answer).startsWith("HTTP/1.1 400 ").endsWith("{\"refused\":400}");
        assertThat(refused).hasSize(1);
    }

    /** Whether a path is canonical is decided by {@code route}, which must see what was sent. */
    @ParameterizedTest
    @ValueSource(strings = {"/a/../b", "/a/./b", "/a;b=1/c", "/a/%41", "/%C3%A9%c3%a9", "/a/"})
    void aPathIsNotNormalised(String target) throws IOException {
        get(target, "Host: h.test", "Connection: close");

        assertThat(served.get(0).rawPath()).isEqualTo(target);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CONNECT h.test:80 HTTP/1.1\r\nHost: h.test:80\r\nConnection: close\r\n\r\n",
                "CONNECT /a HTTP/1.1\r\nHost: h.test\r\nConnection: close\r\n\r\n",
                "TRACE /a HTTP/1.1\r\nHost: h.test\r\nConnection: close\r\n\r\n",
                "OPTIONS * HTTP/1.1\r\nHost: h.test\r\nConnection: close\r\n\r\n"
            })
    void methodsThatAreNeverServedAreRefused(String request) throws IOException {
        String answer = RawClient.exchange(listener.port(), request);

        assertThat(answer).matches("(?s)HTTP/1.1 40[03] .*");
        assertThat(served).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /a HTTP/1.1\r\nHost: h.test\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nX",
                "POST /a HTTP/1.1\r\nHost: h.test\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
                "POST /a HTTP/1.1\r\nHost: h.test\r\nTransfer-Encoding: identity\r\n\r\n",
                "POST /a HTTP/1.1\r\nHost: h.test\r\nContent-Length: +5\r\n\r\nhello",
                "POST /a HTTP/1.1\r\nHost: h.test\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello",
                "POST /a HTTP/1.1\r\nHost: h.test\r\nContent-Length: 5, 5\r\n\r\nhello",
                "GET /a HTTP/1.1\r\nHost: h.test\r\nHost: evil.test\r\n\r\n",
                "GET /a HTTP/1.1\r\n\r\n",
                "GET /a HTTP/1.1\nHost: h.test\n\n",
                "GET /a HTTP/1.1\r\nHost: h.test\nX: 1\r\n\r\n",
                "GET /a HTTP/1.1\r\nHost: h.test\r\nX: a\r\n b\r\n\r\n",
                "GET /a HTTP/1.1\r\nHost: h.test\r\nX\r\n\r\n",
                "GET /a HTTP/1.1\r\nHost: h.test\r\nX: a\u0000b\r\n\r\n",
                "GET /a HTTP/1.1\r\nHost: h.test\r\nX: a\rb\r\n\r\n",
                "GET HTTP/1.1\r\nHost: h.test\r\n\r\n",
                "G@T /a HTTP/1.1\r\nHost: h.test\r\n\r\n",
                "GET /a HTTP/1.2\r\nHost: h.test\r\n\r\n",
                "GET /a HTTP/2.0\r\nHost: h.test\r\n\r\n",
                "GET /a\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\r\n\r\n"
            })
    void malformedMessagesGetOurErrorAndTheConnectionEnds(String request) throws IOException {
        String answer = RawClient.exchange(
                listener.port(), request + "GET /smuggled HTTP/1.1\r\nHost: h.test\r\nConnection: close\r\n\r\n");

        assertThat(served).isEmpty();
        assertThat(answer).matches("(?s)HTTP/1.1 (400|431) .*").doesNotContain("<html", "Jetty", "smuggled");
        assertThat(answer).containsOnlyOnce("HTTP/1.1 ").contains("{\"refused\":");
    }

    @Test
    void aHeadPastItsLimitIsRefused() throws IOException {
        String answer = get("/a", "Host: h.test", "X: " + "x".repeat(20_000), "Connection: close");

        assertThat(answer).startsWith("HTTP/1.1 431 ").contains("{\"refused\":431}");
        assertThat(served).isEmpty();
    }

    @Test
    void answersNameNoServerAndHaveOneDate() throws IOException {
        String ours = get("/a", "Host: h.test", "Connection: close");
        serving = exchange ->
                exchange.answer(200, List.of(new HeaderField("Date", "Thu, 01 Jan 2026 00:00:00 GMT")), bytes("x"));
        String theirs = get("/a", "Host: h.test", "Connection: close");

        assertThat(ours)
                .doesNotContain("Server:", "Jetty")
                .containsOnlyOnce("Date: ")
                .contains("Content-Length: 6");
        assertThat(theirs).containsOnlyOnce("Date: ").contains("Date: Thu, 01 Jan 2026 00:00:00 GMT");
    }

    @Test
    void answersKeepTheirHeadersAndTheirOrder() throws IOException {
        serving = exchange -> exchange.stream(
                201,
                List.of(
                        new HeaderField("Set-Cookie", "a=1"),
                        new HeaderField("x-odd", "\u00fc  b"),
                        new HeaderField("Set-Cookie", "b=2"),
                        new HeaderField("Content-Length", "4")),
                new ByteArrayInputStream(bytes("four")));
        String answer = get("/a", "Host: h.test", "Connection: close");

        assertThat(answer)
                .startsWith("HTTP/1.1 201 ")
                .contains("Set-Cookie: a=1\r\nx-odd: \u00fc  b\r\nSet-Cookie: b=2\r\nContent-Length: 4\r\n")
                .endsWith("\r\n\r\nfour");
    }

    @Test
    void anAnswerToHeadHasTheLengthAndNoBody() throws IOException {
        serving = exchange -> exchange.stream(
                200, List.of(new HeaderField("Content-Length", "1234")), new ByteArrayInputStream(new byte[0]));
        String answer =
                RawClient.exchange(listener.port(), "HEAD /a HTTP/1.1\r\nHost: h.test\r\nConnection: close\r\n\r\n");

        assertThat(answer).contains("Content-Length: 1234").endsWith("\r\n\r\n");
    }

    @Test
    void anAnswerThatFailsMidwayIsCutAndNotEnded() throws IOException {
        serving = exchange -> exchange.stream(200, List.of(), new InputStream() {
            private int left = 100_000;

            @Override
            public int read() throws IOException {
                if (left-- == 0) {
                    throw new IOException("upstream went away");
                }
                return 'x';
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                buffer[offset] = (byte) read();
                return 1;
            }
        });
        String answer = get("/a", "Host: h.test");

        assertThat(answer).startsWith("HTTP/1.1 200 ").doesNotContain("\r\n0\r\n");
    }

    @Test
    void anEndpointThatThrowsOrForgetsAnswersFiveHundredWithoutSayingWhy() throws IOException {
        serving = exchange -> {
            throw new IllegalStateException("the secret is tulips");
        };
        String thrown = get("/a", "Host: h.test", "Connection: close");
        serving = exchange -> {};
        String forgotten = get("/a", "Host: h.test", "Connection: close");

        assertThat(thrown)
                .startsWith("HTTP/1.1 500 ")
                .endsWith("{\"refused\":500}")
                .doesNotContain("tulips");
        assertThat(forgotten).startsWith("HTTP/1.1 500 ").endsWith("{\"refused\":500}");
    }

    @Test
    void aHeadThatDoesNotArriveInTimeEndsTheConnection() throws IOException {
        try (RawClient client = new RawClient(listener.port())) {
            client.send("GET /a HTTP/1.1\r\nHost: h.te");
            assertThat(client.readToEnd()).isEmpty();
        }
        assertThat(served).isEmpty();
    }

    @Test
    void aConnectionServesOneRequestAfterTheOther() throws IOException {
        try (RawClient client = new RawClient(listener.port())) {
            client.send("GET /1 HTTP/1.1\r\nHo");
            client.send("st: h.test\r\n\r\n");
            client.readUntil("served");
            client.send("GET /2 HTTP/1.1\r\nHost: h.test\r\nConnection: close\r\n\r\n");
            assertThat(client.readToEnd()).endsWith("served");
        }
        assertThat(served.stream().map(RequestHead::rawPath)).containsExactly("/1", "/2");
    }

    @Test
    void nothingIsServedBehindARequestThatEndsItsConnection() throws IOException {
        serving = exchange -> {
            exchange.endConnection();
            exchange.answer(403, List.of(), bytes("refused"));
        };
        String first = "POST /1 HTTP/1.1\r\nHost: h.test\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n";
        String second = "GET /2 HTTP/1.1\r\nHost: h.test\r\n\r\n";
        String answer = RawClient.exchange(listener.port(), first + second);

        assertThat(answer).contains("Connection: close").containsOnlyOnce("HTTP/1.1 ");
        assertThat(served.stream().map(RequestHead::rawPath)).containsExactly("/1");
    }

    @Test
    void aTakenPortIsSaidToBeTaken() {
        assertThatThrownBy(() -> Listener.start(
                        "second",
                        Listener.Settings.of(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.port()),
                                Optional.empty()),
                        endpoint))
                .isInstanceOfSatisfying(
                        PortTakenException.class, e -> assertThat(e.port()).isEqualTo(listener.port()));
    }

    private String get(String target, String... headers) throws IOException {
        return RawClient.exchange(
                listener.port(), "GET " + target + " HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\n\r\n");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}

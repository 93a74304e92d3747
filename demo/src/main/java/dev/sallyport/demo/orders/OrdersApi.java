package dev.sallyport.demo.orders;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sallyport.json.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Orders over plain HTTP, on loopback: {@code GET} and {@code DELETE /orders/{id}}. Each answer says who the gateway says is
 * calling; a request without a valid assertion has come around the gateway, and is refused.
 */
public final class OrdersApi implements AutoCloseable {
    /** Its name in the gateway's configuration: the audience of its assertions. */
    public static final String NAME = "orders";

    private static final String ASSERTION = "Sallyport-Assertion";
    private static final String PREFIX = "/orders/";
    private static final String ISSUER = "/assertions";
    private static final String KEYS = "/.well-known/sallyport/assertion-jwks.json";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HttpServer server;
    private final AssertionVerifier verifier;
    private final InstantSource clock;
    private final Map<String, String> orders = new TreeMap<>(Map.of("41", "sent", "42", "paid", "43", "open"));

    private OrdersApi(HttpServer server, AssertionVerifier verifier, InstantSource clock) {
        this.server = server;
        this.verifier = verifier;
        this.clock = clock;
    }

    /** @param gateway the public URL of the gateway's API, which signs the assertions and publishes the keys */
    public static OrdersApi start(int port, URI gateway, InstantSource clock) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 0);
        OrdersApi api = new OrdersApi(
                server,
                new AssertionVerifier(gateway.resolve(ISSUER).toString(), NAME, () -> fetchKeys(gateway.resolve(KEYS))),
                clock);
        server.createContext("/", api::answer);
        server.start();
        return api;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            List<String> shown = exchange.getRequestHeaders().getOrDefault(ASSERTION, List.of());
            Optional<JWTClaimsSet> assertion =
                    shown.size() == 1 ? verifier.verify(shown.get(0), clock.instant()) : Optional.empty();
            if (assertion.isEmpty()) {
                send(exchange, 401, error("only requests with the gateway's assertion are answered here"));
                return;
            }
            String path = exchange.getRequestURI().getPath();
            String id = path.startsWith(PREFIX) ? path.substring(PREFIX.length()) : "";
            switch (exchange.getRequestMethod()) {
                case "GET" -> answerWith(exchange, id, Optional.ofNullable(orders.get(id)), assertion.get());
                case "DELETE" -> answerWith(exchange, id, delete(id), assertion.get());
                default -> send(exchange, 405, error("orders are read and deleted here, nothing else"));
            }
        }
    }

    private Optional<String> delete(String id) {
        return Optional.ofNullable(orders.remove(id)).map(status -> "deleted");
    }

    private static void answerWith(HttpExchange exchange, String id, Optional<String> status, JWTClaimsSet caller)
            throws IOException {
        if (status.isEmpty()) {
            send(exchange, 404, error("there is no such order"));
            return;
        }
        JsonWriter answer = new JsonWriter()
                .beginObject()
                .field("order", id)
                .field("status", status.get())
                .name("caller")
                .beginObject();
        for (String name : List.of("sub", "role", "session_name", "source_identity", "reason")) {
            try {
                String value = caller.getStringClaim(name);
                if (value != null) {
                    answer.field(name, value);
                }
            } catch (ParseException e) {
                throw new IllegalStateException("the gateway's claim `" + name + "` is not text", e);
            }
        }
        send(exchange, 200, answer.endObject().endObject().text());
    }

    private static JWKSet fetchKeys(URI location) {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .build();
        HttpRequest request = HttpRequest.newBuilder(location).timeout(PATIENCE).build();
        try {
            return JWKSet.parse(
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ParseException e) {
            throw new IllegalStateException("the gateway's key set is not one", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading the gateway's keys", e);
        }
    }

    private static String error(String text) {
        return new JsonWriter().beginObject().field("error", text).endObject().text();
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}

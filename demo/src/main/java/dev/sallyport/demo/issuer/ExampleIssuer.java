package dev.sallyport.demo.issuer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sallyport.json.JsonWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The issuer's HTTP server, on loopback.
 *
 * <ul>
 *   <li>{@code GET /.well-known/openid-configuration} and {@code GET /.well-known/jwks}: what a verifier reads;
 *   <li>{@code GET /token?audience=…} with {@code Authorization: bearer …}: what a workflow asks, and the answer
 *       {@code {"value": token}} it gets.
 * </ul>
 */
public final class ExampleIssuer implements AutoCloseable {
    private static final String DISCOVERY = "/.well-known/openid-configuration";
    private static final String JWKS = "/.well-known/jwks";
    public static final String TOKEN = "/token";

    private static final int MAX_AUDIENCE_LENGTH = 255;
    private static final long FIRST_RUN = 1_658_821_493L;

    private final HttpServer server;
    private final URI issuer;
    private final IssuerKey key;
    private final byte[] authorization;
    private final RandomGenerator random;
    private final InstantSource clock;
    private long runs;

    private ExampleIssuer(
            HttpServer server,
            URI issuer,
            IssuerKey key,
            String requestToken,
            RandomGenerator random,
            InstantSource clock) {
        this.server = server;
        this.issuer = issuer;
        this.key = key;
        this.authorization = ("bearer " + requestToken).getBytes(StandardCharsets.UTF_8);
        this.random = random;
        this.clock = clock;
    }

    /**
     * @param issuer the URL it is known by: the {@code iss} of its tokens, byte for byte
     * @param requestToken what a workflow has to show to be given a token
     */
    public static ExampleIssuer start(
            int port, URI issuer, IssuerKey key, String requestToken, RandomGenerator random, InstantSource clock)
            throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 0);
        ExampleIssuer example = new ExampleIssuer(server, issuer, key, requestToken, random, clock);
        server.createContext("/", example::answer);
        server.start();
        return example;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("GET")) {
                send(exchange, 405, new JsonWriter().beginObject().field("error", "only GET is answered here"));
                return;
            }
            switch (exchange.getRequestURI().getPath()) {
                case DISCOVERY -> send(exchange, 200, discovery());
                case JWKS -> send(exchange, 200, key.publicKeys());
                case TOKEN -> answerToken(exchange);
                default -> send(exchange, 404, new JsonWriter().beginObject().field("error", "there is nothing here"));
            }
        }
    }

    private JsonWriter discovery() {
        return new JsonWriter()
                .beginObject()
                .field("issuer", issuer.toString())
                .field("jwks_uri", issuer + JWKS)
                .field("subject_types_supported", List.of("public", "pairwise"))
                .field("response_types_supported", List.of("id_token"))
                .field("id_token_signing_alg_values_supported", List.of("RS256"))
                .field("scopes_supported", List.of("openid"));
    }

    private void answerToken(HttpExchange exchange) throws IOException {
        String shown = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .orElse("");
        if (!MessageDigest.isEqual(authorization, shown.getBytes(StandardCharsets.UTF_8))) {
            send(
                    exchange,
                    401,
                    new JsonWriter()
                            .beginObject()
                            .field("error", "a workflow shows its request token: send it as `Authorization: bearer`"));
            return;
        }
        Optional<String> audience = audience(exchange.getRequestURI().getRawQuery());
        if (audience.isEmpty()) {
            send(
                    exchange,
                    400,
                    new JsonWriter().beginObject().field("error", "say for whom the token is: `?audience=NAME`"));
            return;
        }
        send(exchange, 200, new JsonWriter().beginObject().field("value", newToken(audience.get())));
    }

    private synchronized String newToken(String audience) {
        byte[] id = new byte[16];
        random.nextBytes(id);
        runs++;
        return key.sign(CiToken.claims(
                issuer.toString(), audience, HexFormat.of().formatHex(id), FIRST_RUN + runs, clock.instant()));
    }

    // The JDK's server hands out the query as it came: the one parameter of this issuer is all it may hold.
    private static Optional<String> audience(String rawQuery) {
        String name = "audience=";
        if (rawQuery == null || !rawQuery.startsWith(name) || rawQuery.indexOf('&') >= 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(URLDecoder.decode(rawQuery.substring(name.length()), StandardCharsets.UTF_8))
                    .filter(audience -> !audience.isEmpty() && audience.length() <= MAX_AUDIENCE_LENGTH);
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static void send(HttpExchange exchange, int status, JsonWriter unclosed) throws IOException {
        send(exchange, status, unclosed.endObject().text());
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}

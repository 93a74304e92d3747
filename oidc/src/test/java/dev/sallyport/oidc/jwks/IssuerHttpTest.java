package dev.sallyport.oidc.jwks;

import static dev.sallyport.oidc.FakeIssuer.RSA;
import static dev.sallyport.oidc.FakeIssuer.jwks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.sallyport.oidc.FakeIssuer;
import dev.sallyport.oidc.HttpUrl;
import dev.sallyport.oidc.Issuer;
import dev.sallyport.oidc.JwkSet;
import dev.sallyport.oidc.KeySource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fetch against a real HTTP server that misbehaves. */
class IssuerHttpTest {
    private static final String DISCOVERY = "/.well-known/openid-configuration";
    /** For what is about time: the server takes longer, however fast the machine is. */
    private static final Duration SHORT = Duration.ofMillis(400);

    /** For what is not: however slow the machine is, time is not what a fetch fails by. */
    private static final Duration LONG = Duration.ofMinutes(5);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void keysAreFetchedThroughTheDiscoveryDocument() throws Exception {
        answerDiscovery();
        answer("/keys", "application/jwk-set+json", jwks(RSA));

        assertThat(fetch()).isEqualTo(JwkSet.parse(jwks(RSA)));
    }

    @Test
    void aKeySetAtAConfiguredAddressIsFetchedWithoutDiscovery() throws Exception {
        answer("/other/keys", "application/json", jwks(RSA));
        KeySource.JwksUrl source = new KeySource.JwksUrl(
                HttpUrl.parse("http://127.0.0.1:" + server.getAddress().getPort() + "/other/keys"),
                KeySource.ServerTrust.PLATFORM);
        Issuer elsewhere = Issuer.of("https://idp.example.com");

        assertThat(new IssuerHttp(FakeIssuer.provider(elsewhere, source), source, LONG).fetch())
                .isEqualTo(JwkSet.parse(jwks(RSA)));
    }

    @Test
    void theContentTypeDoesNotMatterTheContentDoes() throws Exception {
        answerDiscovery();
        answer("/keys", "text/html", jwks(RSA));

        assertThat(fetch().size()).isEqualTo(1);
    }

    @Test
    void theRequestTellsNothingAndOffersNoCompression() throws Exception {
        answerDiscovery();
        AtomicInteger headers = new AtomicInteger();
        on("/keys", exchange -> {
            headers.set(exchange.getRequestHeaders().size());
            boolean plain = !exchange.getRequestHeaders().containsKey("Accept-encoding")
                    && !exchange.getRequestHeaders().containsKey("Upgrade")
                    && exchange.getProtocol().equals("HTTP/1.1");
            send(exchange, plain ? 200 : 500, jwks(RSA).getBytes(StandardCharsets.UTF_8));
        });

        assertThat(fetch().size()).isEqualTo(1);
        assertThat(headers.get())
                .as("host, accept, user-agent, and what the client needs")
                .isLessThanOrEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirectsAreNotFollowed(int status) {
        AtomicInteger followed = new AtomicInteger();
        answerDiscovery();
        on("/keys", exchange -> {
            exchange.getResponseHeaders().set("Location", address() + "/elsewhere");
            send(exchange, status, new byte[0]);
        });
        on("/elsewhere", exchange -> {
            followed.incrementAndGet();
            send(exchange, 200, jwks(RSA).getBytes(StandardCharsets.UTF_8));
        });

        assertLasting("redirect");
        assertThat(followed).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504, 408, 429})
    void statusesThatPassAreWorthRetrying(int status) {
        answerDiscovery();
        on("/keys", exchange -> send(exchange, status, new byte[0]));

        assertPassing("status " + status);
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 400, 401, 403, 404, 410})
    void otherStatusesAreNot(int status) {
        answerDiscovery();
        on("/keys", exchange -> send(exchange, status, new byte[0]));

        assertLasting("status " + status);
    }

    @Test
    void anAnswerLongerThanTheLimitIsCutOffWhileItIsRead() throws Exception {
        CountDownLatch hungUp = new CountDownLatch(1);
        answerDiscovery();
        on("/keys", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] block = new byte[64 * 1024];
            try {
                for (long sent = 0; sent < 200L << 20; sent += block.length) {
                    exchange.getResponseBody().write(block);
                }
            } catch (IOException clientIsGone) {
                hungUp.countDown();
                throw clientIsGone;
            }
        });

        assertLasting("longer than " + JwkSet.MAX_BYTES + " bytes");
        hungUp.await();
    }

    @Test
    void theLimitItselfIsAccepted() throws Exception {
        String set = jwks(RSA);
        answerDiscovery();
        answer("/keys", "application/json", set + " ".repeat(JwkSet.MAX_BYTES - set.length()));

        assertThat(fetch().size()).isEqualTo(1);
    }

    @Test
    void aServerThatHangsAfterTheHeadIsLeftInTime() {
        answerDiscovery();
        on("/keys", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            awaitEnd();
        });

        assertLate();
    }

    @Test
    void aServerThatTricklesIsLeftInTime() {
        answerDiscovery();
        on("/keys", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            // As fast as it can, one byte at a time, and for ever below the size limit.
            while (end.getCount() > 0) {
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
                java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
            }
        });

        assertLate();
    }

    @Test
    void aServerThatNeverAnswersIsLeftInTime() {
        on(DISCOVERY, exchange -> awaitEnd());

        assertLate();
    }

    @Test
    void oneDeadlineCoversBothRequests() {
        on(DISCOVERY, exchange -> {
            java.util.concurrent.locks.LockSupport.parkNanos(SHORT.toNanos() * 3 / 4);
            send(exchange, 200, discovery().getBytes(StandardCharsets.UTF_8));
        });
        on("/keys", exchange -> {
            java.util.concurrent.locks.LockSupport.parkNanos(SHORT.toNanos() * 3 / 4);
            send(exchange, 200, jwks(RSA).getBytes(StandardCharsets.UTF_8));
        });

        assertLate();
    }

    @Test
    void aTruncatedAnswerIsNotTakenForTheWhole() {
        answerDiscovery();
        byte[] set = jwks(RSA).getBytes(StandardCharsets.UTF_8);
        on("/keys", exchange -> {
            exchange.sendResponseHeaders(200, set.length + 10);
            exchange.getResponseBody().write(set);
            exchange.getResponseBody().flush();
            throw new IOException("cut");
        });

        assertPassing("cannot be reached");
    }

    @Test
    void aServerThatIsNotThereIsWorthRetrying() {
        server.stop(0);

        assertPassing("cannot be reached");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "{\"keys\":[]}",
                "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AA\"}]}",
                "{}",
                "[]",
                "{\"keys\":["
            })
    void aKeySetWithoutKeysIsRefused(String set) {
        answerDiscovery();
        answer("/keys", "application/json", set);

        assertLasting("");
    }

    @Test
    void compressedAnswersAreRefused() throws Exception {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(jwks(RSA).getBytes(StandardCharsets.UTF_8));
        }
        answerDiscovery();
        on("/keys", exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            send(exchange, 200, zipped.toByteArray());
        });

        assertLasting("JSON");
    }

    @Test
    void aDocumentAboutAnotherIssuerIsRefused() {
        AtomicInteger asked = new AtomicInteger();
        answer(DISCOVERY, "application/json", discovery().replace("\"issuer\":\"http://", "\"issuer\":\"https://"));
        on("/keys", exchange -> {
            asked.incrementAndGet();
            send(exchange, 200, jwks(RSA).getBytes(StandardCharsets.UTF_8));
        });

        assertLasting("another issuer");
        assertThat(asked).hasValue(0);
    }

    @Test
    void aKeySetOnAnotherPortOfThisMachineIsRefused() {
        answer(
                DISCOVERY,
                "application/json",
                "{\"issuer\":\"" + address() + "\",\"jwks_uri\":\"http://127.0.0.1:1/keys\"}");

        assertLasting("not on the issuer's host");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://169.254.169.254",
                "https://[::ffff:169.254.169.254]",
                "https://[fe80::1]",
                "https://0.0.0.0",
                "https://[::]",
                "https://[::ffff:127.0.0.1]",
                "https://224.0.0.1",
                "https://10.0.0.1",
                "https://172.31.255.255",
                "https://192.168.1.1",
                "https://100.64.0.1",
                "https://[fd00::1]",
                "https://[::ffff:10.0.0.1]",
                "https://[64:ff9b::a9fe:a9fe]"
            })
    void addressesOfTheLinkOfThisMachineAndOfPrivateNetworksAreNotConnectedTo(String issuer) {
        IssuerHttp http = new IssuerHttp(
                FakeIssuer.provider(Issuer.of(issuer), KeySource.Discovery.ofPlatformTrust()),
                KeySource.Discovery.ofPlatformTrust(),
                SHORT);

        assertThatThrownBy(http::fetch)
                .isInstanceOfSatisfying(
                        KeyFetchException.class,
                        e -> assertThat(e.isWorthRetrying()).isFalse())
                .hasMessageContaining("where no issuer may be");
    }

    // TLS

    @Test
    void aProvidersCertificatesAreTrustedForItAlone(@TempDir Path folder) throws Exception {
        TestCertificates certificates = TestCertificates.forNames(folder, "ip:127.0.0.1");
        HttpsServer secure = secureServer(certificates);
        try {
            List<X509Certificate> trusted = List.of(certificates.certificate());

            assertThat(secureIssuer(secure, trusted).fetch().size()).isEqualTo(1);
            assertThatThrownBy(() -> secureIssuer(secure, List.of()).fetch())
                    .isInstanceOfSatisfying(
                            KeyFetchException.class,
                            e -> assertThat(e.isWorthRetrying()).isFalse())
                    .hasMessageContaining("not trusted");
        } finally {
            secure.stop(0);
        }
    }

    @Test
    void aTrustedCertificateForAnotherNameIsRefused(@TempDir Path folder) throws Exception {
        TestCertificates certificates = TestCertificates.forNames(folder, "dns:other.example.com");
        HttpsServer secure = secureServer(certificates);
        try {
            List<X509Certificate> trusted = List.of(certificates.certificate());

            assertThatThrownBy(() -> secureIssuer(secure, trusted).fetch()).hasMessageContaining("not trusted");
        } finally {
            secure.stop(0);
        }
    }

    private HttpsServer secureServer(TestCertificates certificates) throws Exception {
        HttpsServer secure = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(certificates.serverContext()));
        secure.setExecutor(threads);
        String issuer = "https://127.0.0.1:" + secure.getAddress().getPort();
        secure.createContext(
                "/",
                exchange -> send(
                        exchange,
                        200,
                        (exchange.getRequestURI().getPath().equals("/keys")
                                        ? jwks(RSA)
                                        : "{\"issuer\":\"" + issuer + "\",\"jwks_uri\":\"" + issuer + "/keys\"}")
                                .getBytes(StandardCharsets.UTF_8)));
        secure.start();
        return secure;
    }

    private static IssuerHttp secureIssuer(HttpsServer secure, List<X509Certificate> trusted) {
        KeySource.Discovery source = new KeySource.Discovery(new KeySource.ServerTrust(trusted, false), Set.of());
        Issuer issuer = Issuer.of("https://127.0.0.1:" + secure.getAddress().getPort());
        return new IssuerHttp(FakeIssuer.provider(issuer, source), source, LONG);
    }

    private JwkSet fetch() throws KeyFetchException {
        KeySource.Discovery source = KeySource.Discovery.ofPlatformTrust();
        Issuer issuer = Issuer.allowingPlainHttpOnLoopback(address());
        return new IssuerHttp(FakeIssuer.provider(issuer, source), source, LONG).fetch();
    }

    private void assertLasting(String message) {
        assertFails(false, message, LONG);
    }

    private void assertPassing(String message) {
        assertFails(true, message, LONG);
    }

    private void assertLate() {
        assertFails(true, "", SHORT);
    }

    private void assertFails(boolean worthRetrying, String message, Duration totalTime) {
        KeySource.Discovery source = KeySource.Discovery.ofPlatformTrust();
        IssuerHttp http = new IssuerHttp(
                FakeIssuer.provider(Issuer.allowingPlainHttpOnLoopback(address()), source), source, totalTime);

        assertThatThrownBy(http::fetch)
                .hasMessageContaining(message)
                .isInstanceOfSatisfying(
                        KeyFetchException.class,
                        e -> assertThat(e.isWorthRetrying()).isEqualTo(worthRetrying));
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private String discovery() {
        return "{\"issuer\":\"" + address() + "\",\"jwks_uri\":\"" + address() + "/keys\"}";
    }

    private void answerDiscovery() {
        answer(DISCOVERY, "application/json", discovery());
    }

    private void answer(String path, String type, String body) {
        on(path, exchange -> {
            exchange.getResponseHeaders().set("Content-Type", type);
            send(exchange, 200, body.getBytes(StandardCharsets.UTF_8));
        });
    }

    private void on(String path, HttpHandler handler) {
        server.createContext(path, handler);
    }

    private void awaitEnd() {
        try {
            end.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}

package dev.sallyport.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnSessionTest {
    private final TestClock clock = new TestClock(Instant.parse("2026-01-15T12:00:00Z"));

    @TempDir
    Path directory;

    private FakeGateway gateway;

    @BeforeEach
    void start() throws IOException {
        gateway = new FakeGateway(clock);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void aSessionIsObtainedOnceAndKept() throws Exception {
        OwnSession session = byKey();

        RoleCredentials first = session.current(clock.instant());
        clock.advance(Duration.ofMinutes(54));

        assertThat(session.current(clock.instant())).isSameAs(first);
        assertThat(gateway.trades).hasValue(1);
    }

    @Test
    void aSessionIsReplacedFiveMinutesBeforeItsEnd() throws Exception {
        OwnSession session = byKey();
        RoleCredentials first = session.current(clock.instant());
        clock.advance(Duration.ofMinutes(55));

        assertThat(session.current(clock.instant())).isNotSameAs(first);
        assertThat(gateway.trades).hasValue(2);
    }

    @Test
    void anOldSessionServesWhileNoOtherCanBeHad() throws Exception {
        OwnSession session = byKey();
        RoleCredentials first = session.current(clock.instant());
        gateway.down = true;
        clock.advance(Duration.ofMinutes(59));

        assertThat(session.current(clock.instant())).isSameAs(first);

        clock.advance(Duration.ofSeconds(50));
        assertThatThrownBy(() -> session.current(clock.instant())).isInstanceOf(GatewayAwayException.class);
    }

    @Test
    void aGatewayThatHangsIsAway() {
        CountDownLatch never = new CountDownLatch(1);
        gateway.holdsUntil = Optional.of(never);
        GatewayHttp impatient = new GatewayHttp(gateway.url(), Duration.ofMillis(100));

        assertThatThrownBy(() -> impatient.send("GET", "/", List.of(), new byte[0], 1000))
                .isInstanceOf(GatewayAwayException.class);
    }

    @Test
    void aWebIdentityIsTradedWithoutASignature() throws Exception {
        Path token = Files.writeString(directory.resolve("token"), "the.web.identity\n");

        RoleCredentials credentials =
                session(gateway.url(), "web-identity-token-file", token).current(clock.instant());

        assertThat(credentials.sessionToken()).isEqualTo("own-token");
    }

    @Test
    void theTokenFileIsReadAnewForEachTrade() throws Exception {
        Path token = Files.writeString(directory.resolve("token"), "an.expired.token");
        OwnSession session = session(gateway.url(), "web-identity-token-file", token);
        assertThatThrownBy(() -> session.current(clock.instant()))
                .isInstanceOf(GatewayAwayException.class)
                .hasMessageContaining("AssumeRoleWithWebIdentity");

        Files.writeString(token, "the.web.identity");
        clock.advance(Refreshed.RETRY_AFTER);

        assertThat(session.current(clock.instant()).sessionToken()).isEqualTo("own-token");
    }

    @Test
    void aFailureIsNotRepeatedAtOnce() {
        gateway.down = true;
        OwnSession session = byKey();

        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> session.current(clock.instant())).isInstanceOf(GatewayAwayException.class);
        }

        assertThat(gateway.trades).hasValue(0);
        gateway.down = false;
        assertThatThrownBy(() -> session.current(clock.instant())).isInstanceOf(GatewayAwayException.class);
    }

    @Test
    void nobodyAtTheOtherEndIsAGatewayThatIsAway() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        OwnSession session =
                session(URI.create("http://127.0.0.1:" + free), "key-file", FilterHarness.keyFile(directory));

        assertThatThrownBy(() -> session.current(clock.instant()))
                .isInstanceOf(GatewayAwayException.class)
                .hasMessageContaining("cannot be reached");
    }

    @Test
    void manyWhoWaitMakeOneTrade() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        gateway.holdsUntil = Optional.of(release);
        OwnSession session = byKey();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<RoleCredentials>> waiting = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                waiting.add(threads.submit(() -> session.current(clock.instant())));
            }
            release.countDown();
            for (Future<RoleCredentials> each : waiting) {
                assertThat(each.get().sessionToken()).isEqualTo("own-token");
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(gateway.trades).hasValue(1);
    }

    /** After a gateway came back with another ring, our session is unknown to it while the user's key is not. */
    @Test
    void aSessionThatTheGatewayDoesNotKnowAnyMoreIsReplaced() throws Exception {
        GatewayCalls calls = calls(gateway.url(), "key-file", FilterHarness.keyFile(directory));
        calls.routes(clock.instant());
        clock.advance(Duration.ofSeconds(2));
        gateway.refusesFilter = Optional.of(new ApiException(ApiError.INVALID_CLIENT_TOKEN_ID, "unknown ring"));

        assertThatThrownBy(() -> calls.routes(clock.instant())).isInstanceOf(GatewayAwayException.class);

        assertThat(gateway.trades).hasValue(2);
    }

    private OwnSession byKey() {
        try {
            return session(gateway.url(), "key-file", FilterHarness.keyFile(directory));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static OwnSession session(URI url, String name, Path file) {
        return new OwnSession(settings(url, name, file), new GatewayHttp(url, FilterHarness.PATIENT));
    }

    private static GatewayCalls calls(URI url, String name, Path file) {
        return new GatewayCalls(settings(url, name, file), new GatewayHttp(url, FilterHarness.PATIENT));
    }

    private static FilterSettings settings(URI url, String name, Path file) {
        return FilterSettings.of(Map.of(
                "gateway-url",
                url.toString(),
                "service",
                "payments",
                "role-arn",
                "arn:aws:iam::111122223333:role/payments-filter",
                name,
                file.toString()));
    }
}

package dev.sallyport.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.config.Configuration;
import dev.sallyport.config.DatabaseSettings;
import dev.sallyport.config.Identities;
import dev.sallyport.config.Limits;
import dev.sallyport.config.ListenerSettings;
import dev.sallyport.config.RootKey;
import dev.sallyport.config.ServerSettings;
import dev.sallyport.config.Transport;
import dev.sallyport.directory.Directory;
import dev.sallyport.gateway.api.Action;
import dev.sallyport.gateway.api.Answer;
import dev.sallyport.gateway.api.Call;
import dev.sallyport.gateway.api.CallerKind;
import dev.sallyport.gateway.api.QueryEndpoint;
import dev.sallyport.gateway.audit.AuditLog;
import dev.sallyport.gateway.audit.RefusalBudget;
import dev.sallyport.gateway.auth.AuthorizationMessages;
import dev.sallyport.gateway.auth.SessionTokens;
import dev.sallyport.gateway.guard.RequestGuard;
import dev.sallyport.gateway.http.BodyReader;
import dev.sallyport.gateway.http.BufferBudget;
import dev.sallyport.gateway.http.Listener;
import dev.sallyport.gateway.http.PortTakenException;
import dev.sallyport.gateway.metrics.IssuedSessions;
import dev.sallyport.gateway.outbound.OutboundTokens;
import dev.sallyport.gateway.state.OutboundKeys;
import dev.sallyport.gateway.state.Snapshot;
import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Principal;
import dev.sallyport.identity.UniqueId;
import dev.sallyport.mfa.TotpWindow;
import dev.sallyport.seal.EncodedMessages;
import dev.sallyport.seal.Xaes256Gcm;
import dev.sallyport.session.KeyRing;
import dev.sallyport.session.Revocations;
import dev.sallyport.session.RingKeyId;
import dev.sallyport.session.SessionSealer;
import dev.sallyport.sigv4.SignatureHints;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class OwnFaultTest {
    private static final String DECISION_ID = "11111111-2222-4333-8444-555555555555";
    private static final Principal ALICE =
            new Principal.User(new AccountId("111122223333"), "/", "alice", new UniqueId("AIDAEXAMPLEEXAMPLE001"));

    @TempDir
    private Path directory;

    private AuditLog log;
    private Listener listener;

    /** Knows its caller, and then fails in a way that nobody foresaw. */
    private static final class BrokenAction implements Action {
        @Override
        public String name() {
            return "GetCallerIdentity";
        }

        @Override
        public boolean needsSignature() {
            return false;
        }

        @Override
        public Set<CallerKind> callers() {
            return CallerKind.all();
        }

        @Override
        public Answer perform(Call call) {
            call.trail().is(ALICE);
            throw new IllegalStateException("with somebody's data in it");
        }
    }

    @BeforeEach
    void start() throws PortTakenException {
        ListenerSettings settings =
                new ListenerSettings("127.0.0.1", 0, URI.create("http://127.0.0.1:1"), new Transport.PlainLoopback());
        log = AuditLog.open(directory, AuditLog.Settings.DEFAULT, Instant::now);
        SessionSealer sealer =
                new SessionSealer("gateway.example", KeyRing.create(new RingKeyId(1), bytes(Xaes256Gcm.KEY_BYTES)));
        SessionTokens tokens = new SessionTokens(sealer, () -> Revocations.NONE);
        SecureRandom random = new SecureRandom();
        listener = Listener.start(
                "api",
                Listener.Settings.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Optional.empty()),
                new ApiListener(
                        new Arrivals(
                                "api",
                                settings,
                                new RequestGuard(Limits.DEFAULT, System::nanoTime),
                                log,
                                new RefusalBudget(log, 10, Duration.ofMinutes(1)),
                                Instant::now,
                                () -> DECISION_ID),
                        new BodyReader(new BufferBudget(1 << 20, 1 << 20), Duration.ofSeconds(10), 8),
                        () -> snapshot(settings),
                        new QueryEndpoint(
                                List.of(new BrokenAction()), tokens, SignatureHints.NONE, new IssuedSessions()),
                        new AuthorizationMessages(
                                new EncodedMessages("gateway.example", bytes(EncodedMessages.KEY_BYTES)), random),
                        new FilterCalls(tokens, SignatureHints.NONE),
                        "{}",
                        new OutboundTokens(OutboundKeys.generate(random), "http://127.0.0.1:1"),
                        () -> {
                            throw new IllegalStateException("with somebody's data in it");
                        }));
    }

    @AfterEach
    void stop() {
        listener.close();
        log.close();
    }

    @Test
    void faultOfOurOwnIsInternalFailureAndOneRecordWithItsCaller() throws Exception {
        HttpResponse<String> answer = get("/?Action=GetCallerIdentity&Version=2011-06-15");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body())
                .contains("<Code>InternalFailure</Code>", "<Type>Receiver</Type>", DECISION_ID)
                .doesNotContain("somebody's data", "IllegalState");
        assertThat(records())
                .singleElement()
                .satisfies(record -> assertThat(record)
                        .contains(
                                "\"decisionId\":\"" + DECISION_ID + "\"",
                                "\"decision\":\"failed\"",
                                "\"code\":\"InternalFailure\"",
                                "\"principal\":\"arn:aws:iam::111122223333:user/alice\"",
                                "IllegalStateException at ")
                        .doesNotContain("somebody's data"));
    }

    @Test
    void faultOutsideOfStsIsRecordedOnceToo() throws Exception {
        HttpResponse<String> answer = get("/health");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("\"code\":\"InternalFailure\"", DECISION_ID);
        assertThat(records()).hasSize(1);
    }

    private HttpResponse<String> get(String target) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + listener.port() + target);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private List<String> records() throws IOException {
        listener.close();
        log.close();
        return Files.readAllLines(directory.resolve("audit.jsonl"));
    }

    private static Snapshot snapshot(ListenerSettings settings) {
        ServerSettings server = new ServerSettings(
                false,
                "gateway.example",
                RootKey.of(bytes(RootKey.BYTES)),
                Path.of("unused"),
                new DatabaseSettings.Embedded(),
                Set.of("us-east-1"),
                settings,
                settings,
                List.of(),
                List.of(),
                List.of(),
                Limits.DEFAULT,
                TotpWindow.ONE_STEP_EITHER_SIDE);
        return new Snapshot(
                new Configuration(server, new Identities(Map.of()), List.of(), List.of()),
                new Directory(List.of(), List.of(), List.of(), List.of(), Map.of()));
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        return bytes;
    }
}

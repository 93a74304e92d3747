package dev.sallyport.filter;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sallyport.access.AccessTrail;
import dev.sallyport.access.Authentication;
import dev.sallyport.access.Signer;
import dev.sallyport.delegation.FilterProtocol;
import dev.sallyport.delegation.RoutesAnswer;
import dev.sallyport.delegation.SessionAnswer;
import dev.sallyport.delegation.SessionQuestion;
import dev.sallyport.directory.Caller;
import dev.sallyport.directory.SessionFacts;
import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.identity.AccessKeyId;
import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Principal;
import dev.sallyport.identity.SecretAccessKey;
import dev.sallyport.identity.Tags;
import dev.sallyport.identity.UniqueId;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.PolicyType;
import dev.sallyport.route.HostPattern;
import dev.sallyport.route.Operation;
import dev.sallyport.route.PathPattern;
import dev.sallyport.route.ResourceTemplate;
import dev.sallyport.route.Route;
import dev.sallyport.session.SessionId;
import dev.sallyport.sigv4.HeaderField;
import dev.sallyport.sigv4.RequestHead;
import dev.sallyport.sigv4.Sha256;
import dev.sallyport.sigv4.SigningKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A gateway over real HTTP on loopback, with one role session as client and one user key that may become the filter's
 * role. It verifies what a gateway verifies.
 */
final class FakeGateway implements AutoCloseable {
    static final AccessKeyId CLIENT = new AccessKeyId("ASIACLIENTCLIENT2222");
    static final SecretAccessKey CLIENT_SECRET = SecretAccessKey.of("the-client-secret-which-stays-at-home");
    static final AccessKeyId FILTER_USER = new AccessKeyId("AKIAFILTERFILTER2222");
    static final SecretAccessKey FILTER_USER_SECRET = SecretAccessKey.of("the-filter-user-secret");
    static final String TOKEN = "sallyport_client-token";

    private static final AccountId ACCOUNT = new AccountId("111122223333");
    private static final AccessKeyId FILTER = new AccessKeyId("ASIAFILTERFILTER2222");
    private static final SecretAccessKey FILTER_SECRET = SecretAccessKey.of("the-filter-session-secret");

    private final TestClock clock;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    final AtomicInteger trades = new AtomicInteger();
    final AtomicInteger routesAsked = new AtomicInteger();
    final AtomicInteger sessionsAsked = new AtomicInteger();
    final List<SessionQuestion> questions = new CopyOnWriteArrayList<>();

    volatile Duration ownSession = Duration.ofHours(1);
    volatile Instant clientExpires;
    volatile Duration maxAge = FilterProtocol.MAX_AGE;
    volatile long maxBodyBytes = HeldBody.MAX_BYTES;
    volatile Optional<ApiException> refusesFilter = Optional.empty();
    volatile boolean down;
    volatile Optional<byte[]> answersWith = Optional.empty();
    volatile Optional<CountDownLatch> holdsUntil = Optional.empty();
    volatile String clientPolicy = allow("payments:Pay", "payments:Get", "payments:Refund");

    FakeGateway(TestClock clock) throws IOException {
        this.clock = clock;
        this.clientExpires = clock.instant().plusSeconds(3600);
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    static String allow(String... actions) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"Allow\",\"Effect\":\"Allow\",\"Action\":[\""
                + String.join("\",\"", actions)
                + "\"],\"Resource\":\"arn:aws:payments:us-east-1:111122223333:payment/*\"}]}";
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            holdsUntil.ifPresent(FakeGateway::await);
            if (down) {
                reply(exchange, 503, "{\"code\":\"ServiceUnavailable\"}".getBytes(StandardCharsets.UTF_8));
                return;
            }
            try {
                reply(exchange, 200, answer(head(exchange), body));
            } catch (ApiException refused) {
                byte[] json = ("{\"code\":\"" + refused.error().code() + "\",\"message\":\"no\",\"decisionId\":\"g\"}")
                        .getBytes(StandardCharsets.UTF_8);
                reply(exchange, refused.error().status(), json);
            }
        }
    }

    private byte[] answer(RequestHead head, byte[] body) {
        String path = head.rawPath();
        if (path.equals("/")) {
            return trade(head, new String(body, StandardCharsets.US_ASCII), body);
        }
        authenticate(head, body, FILTER, FILTER_SECRET, FilterProtocol.SIGNING_SERVICE);
        if (path.equals(FilterProtocol.ROUTES_PATH)) {
            routesAsked.incrementAndGet();
        } else {
            sessionsAsked.incrementAndGet();
        }
        if (refusesFilter.isPresent()) {
            throw refusesFilter.get();
        }
        if (answersWith.isPresent()) {
            return answersWith.get();
        }
        return path.equals(FilterProtocol.ROUTES_PATH)
                ? routes().json()
                : session(SessionQuestion.parse(body)).json();
    }

    private byte[] trade(RequestHead head, String form, byte[] body) {
        trades.incrementAndGet();
        boolean webIdentity = form.contains("Action=AssumeRoleWithWebIdentity&");
        if (webIdentity) {
            if (!form.contains("&WebIdentityToken=the.web.identity")) {
                throw new ApiException(ApiError.INVALID_IDENTITY_TOKEN, "no");
            }
        } else {
            authenticate(head, body, FILTER_USER, FILTER_USER_SECRET, "sts");
        }
        String action = webIdentity ? "AssumeRoleWithWebIdentity" : "AssumeRole";
        return ("<" + action + "Response xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><" + action
                        + "Result><Credentials><AccessKeyId>" + FILTER + "</AccessKeyId><SecretAccessKey>"
                        + FILTER_SECRET.reveal()
                        + "</SecretAccessKey><SessionToken>own-token</SessionToken><Expiration>"
                        + clock.instant().plus(ownSession) + "</Expiration></Credentials></" + action + "Result></"
                        + action + "Response>")
                .getBytes(StandardCharsets.UTF_8);
    }

    private void authenticate(RequestHead head, byte[] body, AccessKeyId key, SecretAccessKey secret, String service) {
        Caller anybody = client();
        new Authentication(
                        (request, token, hash, now) -> {
                            if (!request.authorization().accessKeyId().equals(key)) {
                                throw new ApiException(ApiError.INVALID_CLIENT_TOKEN_ID, "no");
                            }
                            return new Signer(
                                    anybody,
                                    SigningKey.derive(
                                            secret, request.authorization().scope()),
                                    Optional.empty(),
                                    Optional.empty());
                        },
                        region -> region.equals("us-east-1"))
                .authenticate(head, () -> Sha256.hex(body), service, true, clock.instant(), new AccessTrail());
    }

    RoutesAnswer routes() {
        Operation pay = new Operation(
                "payments:Pay",
                Set.of("POST"),
                PathPattern.parse("/app/payments/{id}"),
                ResourceTemplate.parse("arn:aws:payments:us-east-1:111122223333:payment/{id}"),
                List.of());
        Operation get = new Operation(
                "payments:Get",
                Set.of("GET"),
                PathPattern.parse("/app/payments/{id}"),
                ResourceTemplate.parse("arn:aws:payments:us-east-1:111122223333:payment/{id}"),
                List.of());
        Operation delete = new Operation(
                "payments:Delete",
                Set.of("DELETE"),
                PathPattern.parse("/app/payments/{id}"),
                ResourceTemplate.parse("arn:aws:payments:us-east-1:111122223333:payment/{id}"),
                List.of());
        return new RoutesAnswer(
                "payments",
                "test.example",
                Set.of("us-east-1"),
                maxBodyBytes,
                maxAge,
                List.of(new Route("pay", HostPattern.parse("*"), "payments", false, List.of(pay, get, delete))));
    }

    private SessionAnswer session(SessionQuestion question) {
        questions.add(question);
        List<Signer> used = new ArrayList<>();
        try {
            new Authentication(
                            (request, token, hash, now) -> {
                                if (!request.authorization().accessKeyId().equals(CLIENT)
                                        || !token.orElseThrow().reveal().equals(TOKEN)) {
                                    throw new ApiException(ApiError.INVALID_CLIENT_TOKEN_ID, "invalid token");
                                }
                                Signer signer = new Signer(
                                        client(),
                                        SigningKey.derive(
                                                CLIENT_SECRET,
                                                request.authorization().scope()),
                                        Optional.of(clientExpires),
                                        Optional.empty());
                                used.add(signer);
                                return signer;
                            },
                            region -> region.equals("us-east-1"))
                    .authenticate(
                            question.head(),
                            question::bodySha256,
                            question.service(),
                            false,
                            clock.instant(),
                            new AccessTrail());
        } catch (ApiException refused) {
            return SessionAnswer.Refused.of(refused);
        }
        return verified(question, used.get(0));
    }

    private SessionAnswer verified(SessionQuestion question, Signer signer) {
        return new SessionAnswer.Verified(
                CLIENT,
                dev.sallyport.sigv4.Authorization.parse(question.head()).scope(),
                signer.key(),
                signer.caller(),
                maxAge);
    }

    Caller client() {
        return new Caller(
                new Principal.RoleSession(ACCOUNT, "/", "deploy", new UniqueId("AROACLIENTCLIENT23456"), "run-1"),
                Tags.of(Map.of("team", "red")),
                List.of(Policy.parse(PolicyType.IDENTITY, "pay", clientPolicy)),
                Optional.empty(),
                List.of(),
                Optional.of(new SessionFacts(
                        new SessionId(1, 2),
                        List.of(),
                        List.of(),
                        clock.instant().minusSeconds(60),
                        clientExpires,
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        Tags.NONE,
                        Set.of(),
                        Optional.of("alice"),
                        false)));
    }

    private static RequestHead head(HttpExchange exchange) {
        List<HeaderField> headers = new ArrayList<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> values.forEach(value -> headers.add(new HeaderField(name, value))));
        return RequestHead.ofTarget(
                exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers);
    }

    private static void reply(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        holdsUntil.ifPresent(CountDownLatch::countDown);
        server.stop(0);
        threads.shutdownNow();
    }
}

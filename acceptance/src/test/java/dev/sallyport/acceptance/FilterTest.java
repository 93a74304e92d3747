package dev.sallyport.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.config.RootKey;
import dev.sallyport.gateway.state.DataDirectory;
import dev.sallyport.gateway.state.Keys;
import dev.sallyport.gateway.state.SqliteDatabase;
import dev.sallyport.identity.SecretAccessKey;
import dev.sallyport.sigv4.CredentialScope;
import dev.sallyport.sigv4.SigningKey;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.services.sts.StsClient;

/** A servlet application behind the filter, in a process of its own, beside the proxy in front of the same operations. */
class FilterTest {
    @TempDir
    static Path folder;

    private static final ShiftedClock CLOCK = new ShiftedClock();
    private static TestIssuer issuer;
    private static RecordingUpstream upstream;
    private static Installation installation;
    private static FilteredProcess application;
    private static AwsSessionCredentials reader;
    private static AwsSessionCredentials powerless;
    private final SignedCalls calls = new SignedCalls();

    /** One request, as it is signed and as it is then sent. */
    record Variation(
            String name,
            boolean withPolicies,
            String method,
            String target,
            String body,
            String sentBody,
            UnaryOperator<SdkHttpRequest.Builder> change) {
        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    static void start() throws Exception {
        issuer = TestIssuer.start();
        upstream = RecordingUpstream.start();
        installation = Scenario.installation(folder, CLOCK, issuer, upstream.port())
                .secret(
                        "filter-key.json",
                        "{\"Version\":1,\"AccessKeyId\":\"" + Installation.ALICE_KEY + "\",\"SecretAccessKey\":\""
                                + Installation.ALICE_SECRET + "\"}")
                .start();
        application = startApplication();
        try (StsClient sts = Sts.as(installation.api(), Sts.alice())) {
            reader = Sts.session(
                    sts.assumeRole(request -> request.roleArn(Scenario.READER).roleSessionName("s1"))
                            .credentials());
            powerless = Sts.session(sts.assumeRole(request -> request.roleArn(Scenario.READER)
                            .roleSessionName("s2")
                            .policy("{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\","
                                    + "\"Action\":\"orders:PutOrder\",\"Resource\":\"*\"}}"))
                    .credentials());
        }
    }

    @AfterAll
    static void stop() {
        application.close();
        installation.close();
        upstream.close();
        issuer.close();
    }

    @BeforeEach
    void forget() {
        upstream.forget();
    }

    @AfterEach
    void rightTime() {
        CLOCK.shiftTo(Duration.ZERO);
    }

    @Test
    void applicationLearnsWhoCallsAndMayAskForMore() throws Exception {
        HttpResponse<String> answer = toFilter(
                reader,
                "GET",
                "/orders/42",
                "",
                "",
                request -> request.putHeader("X-Forwarded-For", "10.0.0.1").putHeader("Sallyport_Assertion", "mine"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body().lines())
                .contains(
                        "GET /orders/42",
                        "caller arn:aws:sts::111122223333:assumed-role/reader/s1",
                        "may delete false",
                        "may get true")
                .noneMatch(line -> {
                    String lower = line.toLowerCase(Locale.ROOT);
                    return lower.startsWith("header authorization")
                            || lower.startsWith("header x-amz-security-token")
                            || lower.startsWith("header x-forwarded")
                            || lower.startsWith("header sallyport");
                });
    }

    @ParameterizedTest
    @MethodSource("matrix")
    void proxyAndFilterDecideAlike(Variation variation) throws Exception {
        AwsSessionCredentials session = variation.withPolicies() ? powerless : reader;
        HttpResponse<String> atProxy = calls.send(
                session,
                "orders",
                variation.method(),
                URI.create(installation.proxy() + variation.target()),
                variation.body(),
                variation.sentBody(),
                request -> variation.change().apply(request.toBuilder()).build());
        HttpResponse<String> atFilter = toFilter(
                session,
                variation.method(),
                variation.target(),
                variation.body(),
                variation.sentBody(),
                variation.change());

        assertThat(atFilter.statusCode()).isEqualTo(atProxy.statusCode());
        assertThat(code(atFilter)).isEqualTo(code(atProxy));
    }

    static Stream<Variation> matrix() {
        return Stream.of(
                variation("allowed GET", "GET", "/orders/42", ""),
                variation("allowed GET with a query", "GET", "/orders/42?a=1&b=2", ""),
                variation("allowed GET of an encoded id", "GET", "/orders/a%20b", ""),
                variation("allowed PUT with a body", "PUT", "/orders/42", "{\"a\":1}"),
                variation("explicitly denied DELETE", "DELETE", "/orders/42", ""),
                variation("unmapped path", "GET", "/admin", ""),
                variation("unmapped method", "PATCH", "/orders/42", ""),
                variation("unmapped trailing slash", "GET", "/orders/42/", ""),
                new Variation("session policy narrows", true, "GET", "/orders/42", "", "", request -> request),
                new Variation("session policy allows", true, "PUT", "/orders/42", "x", "x", request -> request),
                new Variation("body changed", false, "PUT", "/orders/42", "x", "y", request -> request),
                new Variation(
                        "body past the limit",
                        false,
                        "PUT",
                        "/orders/42",
                        "x".repeat((1 << 20) + 1),
                        "x".repeat((1 << 20) + 1),
                        request -> request),
                changed("unsigned x-amz header", request -> request.putHeader("X-Amz-Meta-Role", "admin")),
                changed("path changed", request -> request.encodedPath("/orders/43")),
                changed("query added", request -> request.putRawQueryParameter("all", "1")),
                changed("method changed", request -> request.method(SdkHttpMethod.POST)),
                changed("old date", request -> request.putHeader("X-Amz-Date", "20200101T000000Z")),
                changed("no token", request -> request.removeHeader("X-Amz-Security-Token")),
                changed("other token", request -> request.putHeader("X-Amz-Security-Token", "sallyport_AAAA")),
                changed("no signature", request -> request.removeHeader("Authorization")),
                changed("bearer", request -> request.putHeader("Authorization", "Bearer x")));
    }

    @Test
    void longTermKeyIsNeverTaken() throws Exception {
        HttpResponse<String> answer =
                calls.send(Sts.alice(), "payments", "GET", URI.create(application.address() + "/orders/42"), "");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("long-term access keys are not accepted here");
    }

    @Test
    void sessionSignedForAnotherServiceIsRefused() throws Exception {
        HttpResponse<String> answer =
                calls.send(reader, "orders", "GET", URI.create(application.address() + "/orders/42"), "");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(code(answer)).isEqualTo("SignatureDoesNotMatch");
    }

    @Test
    void onlyASessionOfTheFiltersRoleGetsSigningKeys() throws Exception {
        HttpResponse<String> answer = calls.send(
                reader, "sallyport", "GET", URI.create(installation.api() + "/filter/routes?service=payments"), "");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(code(answer)).isEqualTo("AccessDenied");
    }

    @Test
    void memoryOfTheFilterHoldsNeitherRingKeyNorSessionSecret() throws Exception {
        assertThat(toFilter(reader, "GET", "/orders/42", "", "", request -> request)
                        .statusCode())
                .isEqualTo(200);
        Path heap = folder.resolve("filter.hprof");
        application.dumpHeap(heap);
        byte[] memory = Files.readAllBytes(heap);

        // The control: what the filter does hold is found by the same search.
        String today = DateTimeFormatter.BASIC_ISO_DATE
                .withZone(ZoneOffset.UTC)
                .format(Instant.now())
                .substring(0, 8);
        SigningKey signingKey = SigningKey.derive(
                SecretAccessKey.of(reader.secretAccessKey()), new CredentialScope(today, "us-east-1", "payments"));
        assertThat(contains(memory, signingKey.bytes())).isTrue();
        assertThat(contains(memory, reader.accessKeyId().getBytes(StandardCharsets.US_ASCII)))
                .isTrue();

        assertThat(contains(memory, reader.secretAccessKey().getBytes(StandardCharsets.US_ASCII)))
                .isFalse();
        assertThat(contains(memory, reader.secretAccessKey().getBytes(StandardCharsets.UTF_16LE)))
                .isFalse();
        List<byte[]> ringKeys = ringKeys();
        assertThat(ringKeys).isNotEmpty();
        ringKeys.forEach(key -> assertThat(contains(memory, key)).isFalse());
    }

    /** The key material of the ring, from its plain encoding: id (4), state (1), key (32) for each key. */
    private static List<byte[]> ringKeys() throws Exception {
        RootKey root = RootKey.ofBase64(
                Files.readString(folder.resolve("secrets/root-key")).strip());
        DataDirectory data = DataDirectory.open(folder.resolve("data"));
        try (SqliteDatabase database = SqliteDatabase.open(data)) {
            byte[] encoded = Keys.open(
                            data, database, root, "acceptance.sallyport.test", new SecureRandom(), Instant.now())
                    .sessionRing()
                    .encode();
            int last = encoded.length;
            return List.of(Arrays.copyOfRange(encoded, last - 32, last));
        }
    }

    private static boolean contains(byte[] memory, byte[] searched) {
        for (int at = 0; at <= memory.length - searched.length; at++) {
            if (memory[at] == searched[0]
                    && Arrays.equals(memory, at, at + searched.length, searched, 0, searched.length)) {
                return true;
            }
        }
        return false;
    }

    private static FilteredProcess startApplication() throws Exception {
        return FilteredProcess.start(
                installation.api(),
                Scenario.FILTER,
                folder.resolve("secrets/filter-key.json"),
                folder.resolve("filter-audit.jsonl"));
    }

    private HttpResponse<String> toFilter(
            AwsSessionCredentials session,
            String method,
            String target,
            String signedBody,
            String sentBody,
            UnaryOperator<SdkHttpRequest.Builder> change)
            throws Exception {
        return calls.send(
                session,
                "payments",
                method,
                URI.create(application.address() + target),
                signedBody,
                sentBody,
                request -> change.apply(request.toBuilder()).build());
    }

    private static Variation variation(String name, String method, String target, String body) {
        return new Variation(name, false, method, target, body, body, request -> request);
    }

    private static Variation changed(String name, UnaryOperator<SdkHttpRequest.Builder> change) {
        return new Variation(name, false, "GET", "/orders/42", "", "", change);
    }

    private static String code(HttpResponse<String> answer) {
        int start = answer.body().indexOf("\"code\":\"");
        if (answer.statusCode() < 400 || start < 0) {
            return "";
        }
        return answer.body().substring(start + 8, answer.body().indexOf('"', start + 8));
    }
}

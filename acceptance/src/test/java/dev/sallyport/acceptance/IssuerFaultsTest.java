package dev.sallyport.acceptance;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.identity.AccountId;
import dev.sallyport.oidc.Issuer;
import dev.sallyport.oidc.KeySource;
import dev.sallyport.oidc.OidcProvider;
import dev.sallyport.oidc.SignatureAlgorithm;
import dev.sallyport.oidc.UnverifiedIdToken;
import dev.sallyport.oidc.jwks.JwksCache;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The table "What happens when the issuer fails" of docs/web-identity.md, row by row. Time is a value here. */
class IssuerFaultsTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000L);
    private static final Instant LATER = NOW.plus(Duration.ofMinutes(16));
    private static final Instant AT_THE_BOUND = NOW.plus(Duration.ofHours(4));
    private static final int SLOW_MILLIS = 6000;
    private static RSAKey key;
    private static RSAKey next;

    private final WireMockServer server =
            new WireMockServer(wireMockConfig().bindAddress("127.0.0.1").dynamicPort());
    private String url = "";
    private final ExecutorService fetches = Executors.newCachedThreadPool();
    private final JwksCache cache = new JwksCache(fetches);

    @BeforeAll
    static void makeKeys() throws Exception {
        key = new RSAKeyGenerator(2048).keyID("k-1").generate();
        next = new RSAKeyGenerator(2048).keyID("k-2").generate();
    }

    @BeforeEach
    void start() {
        server.start();
        url = "http://localhost:" + server.port();
        answerDiscovery(aResponse());
        answerKeys(aResponse().withBody(set(key)));
    }

    @AfterEach
    void stop() {
        server.stop();
        fetches.shutdownNow();
    }

    static Stream<Arguments> passingFaults() {
        return Stream.of(
                Arguments.of("status 500", aResponse().withStatus(500)),
                Arguments.of("status 503", aResponse().withStatus(503)),
                Arguments.of("status 429", aResponse().withStatus(429)),
                Arguments.of("closes the connection", aResponse().withFault(Fault.EMPTY_RESPONSE)),
                Arguments.of("resets the connection", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)),
                Arguments.of("garbage in HTTP", aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE)));
    }

    /** Each costs the five seconds that a fetch may take. */
    static Stream<Arguments> slowFaults() {
        return Stream.of(
                Arguments.of(
                        "truncated",
                        aResponse().withHeader("Content-Length", "100000").withBody(set(key))),
                Arguments.of("slow", aResponse().withBody(set(key)).withFixedDelay(SLOW_MILLIS)),
                Arguments.of("a trickle", aResponse().withBody(set(key)).withChunkedDribbleDelay(20, SLOW_MILLIS)));
    }

    static Stream<Arguments> lastingFaults() {
        return Stream.of(
                Arguments.of("status 404", aResponse().withStatus(404)),
                Arguments.of("redirecting", aResponse().withStatus(302).withHeader("Location", "/elsewhere")),
                Arguments.of("huge", aResponse().withBody("{\"keys\":[" + " ".repeat(600_000) + "]}")),
                Arguments.of("no JSON", aResponse().withBody("<html>")),
                Arguments.of("half of its JSON", aResponse().withBody(set(key).substring(0, 100))),
                Arguments.of("an empty set", aResponse().withBody("{\"keys\":[]}")),
                Arguments.of(
                        "compressed",
                        aResponse().withHeader("Content-Encoding", "gzip").withBody(new byte[] {31, -117, 8})));
    }

    /** No recovery here: the fetch may end a moment after the caller stopped waiting for it. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("slowFaults")
    void withoutKeysASlowIssuerIsOneThatSdksRetry(String name, ResponseDefinitionBuilder answer) {
        answerKeys(answer);

        assertRefused(NOW, ApiError.IDP_COMMUNICATION_ERROR, key);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("passingFaults")
    void withoutKeysAPassingFaultIsOneThatSdksRetry(String name, ResponseDefinitionBuilder answer) {
        answerKeys(answer);

        assertRefused(NOW, ApiError.IDP_COMMUNICATION_ERROR, key);
        answerKeys(aResponse().withBody(set(key)));
        assertTaken(NOW.plusSeconds(5), key);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lastingFaults")
    void withoutKeysALastingFaultIsNot(String name, ResponseDefinitionBuilder answer) {
        answerKeys(answer);

        assertRefused(NOW, ApiError.INVALID_IDENTITY_TOKEN, key);
        assertRefused(NOW.plusSeconds(29), ApiError.INVALID_IDENTITY_TOKEN, key);
        assertThat(keyFetches()).isEqualTo(1);
        answerKeys(aResponse().withBody(set(key)));
        assertTaken(NOW.plusSeconds(30), key);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"passingFaults", "lastingFaults"})
    void keysThatWereGoodServeFourHours(String name, ResponseDefinitionBuilder answer) {
        assertTaken(NOW, key);
        answerKeys(answer);

        assertTaken(LATER, key);
        assertTaken(AT_THE_BOUND.minusSeconds(1), key);
        assertThatExceptionOfType(ApiException.class).isThrownBy(() -> verify(AT_THE_BOUND, key));
    }

    @Test
    void anIssuerThatIsDownIsOneToRetry() {
        assertTaken(NOW, key);
        server.stop();

        assertTaken(LATER, key);
        assertRefused(AT_THE_BOUND, ApiError.IDP_COMMUNICATION_ERROR, key);
    }

    @Test
    void aRedirectIsNeverFollowed() {
        answerKeys(aResponse().withStatus(302).withHeader("Location", "/elsewhere"));

        assertRefused(NOW, ApiError.INVALID_IDENTITY_TOKEN, key);
        assertThat(server.countRequestsMatching(
                                getRequestedFor(urlEqualTo("/elsewhere")).build())
                        .getCount())
                .isZero();
    }

    @Test
    void theContentTypeIsNotLookedAt() {
        answerKeys(aResponse().withHeader("Content-Type", "text/html").withBody(set(key)));

        assertTaken(NOW, key);
    }

    @Test
    void aRotatedKeyIsFoundAtOnceAndTheOldOneServesWhileItIsThere() {
        assertTaken(NOW, key);
        answerKeys(aResponse().withBody(set(key, next)));

        assertTaken(NOW.plusSeconds(30), next);
        assertTaken(NOW.plusSeconds(30), key);
        assertThat(keyFetches()).isEqualTo(2);
    }

    @Test
    void aKeyThatWasRemovedServesFifteenMinutesAtMost() {
        assertTaken(NOW, key);
        answerKeys(aResponse().withBody(set(next)));

        assertTaken(NOW.plus(Duration.ofMinutes(5)).minusSeconds(1), key);
        assertRefused(NOW.plus(Duration.ofMinutes(15)), ApiError.INVALID_IDENTITY_TOKEN, key);
        assertTaken(NOW.plus(Duration.ofMinutes(15)), next);
    }

    @Test
    void anotherKeyUnderTheSameIdIsNoticed() throws Exception {
        RSAKey other = new RSAKeyGenerator(2048).keyID("k-1").generate();
        assertTaken(NOW, key);
        answerKeys(aResponse().withBody(set(other)));

        assertTaken(NOW.plusSeconds(30), other);
        assertRefused(NOW.plusSeconds(31), ApiError.INVALID_IDENTITY_TOKEN, key);
    }

    @Test
    void aDiscoveryDocumentOfAnotherIssuerIsRefused() {
        server.stubFor(get(urlEqualTo("/.well-known/openid-configuration"))
                .willReturn(aResponse()
                        .withBody("{\"issuer\":\"https://evil.example.com\",\"jwks_uri\":\"" + url + "/jwks\"}")));

        assertRefused(NOW, ApiError.INVALID_IDENTITY_TOKEN, key);
        assertThat(keyFetches()).isZero();
    }

    @Test
    void oneIssuersTroubleIsNotAnothers() {
        WireMockServer healthy =
                new WireMockServer(wireMockConfig().bindAddress("127.0.0.1").dynamicPort());
        healthy.start();
        try {
            String issuer = "http://localhost:" + healthy.port();
            healthy.stubFor(get(urlEqualTo("/.well-known/openid-configuration"))
                    .willReturn(aResponse()
                            .withBody("{\"issuer\":\"" + issuer + "\",\"jwks_uri\":\"" + issuer + "/jwks\"}")));
            healthy.stubFor(get(urlEqualTo("/jwks")).willReturn(aResponse().withBody(set(key))));
            server.stop();
            assertRefused(NOW, ApiError.IDP_COMMUNICATION_ERROR, key);

            assertThat(cache.verify(token(NOW, key, issuer), provider(issuer), NOW)
                            .subject())
                    .isEqualTo("job");
        } finally {
            healthy.stop();
        }
    }

    private void assertTaken(Instant now, RSAKey signer) {
        assertThat(verify(now, signer)).isEqualTo("job");
    }

    private void assertRefused(Instant now, ApiError error, RSAKey signer) {
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> verify(now, signer))
                .satisfies(e -> assertThat(e.error()).isEqualTo(error));
    }

    private String verify(Instant now, RSAKey signer) {
        return cache.verify(token(now, signer, url), provider(url), now).subject();
    }

    private static OidcProvider provider(String issuer) {
        return new OidcProvider(
                new AccountId("111122223333"),
                Issuer.allowingPlainHttpOnLoopback(issuer),
                List.of("sts"),
                Set.of(SignatureAlgorithm.RS256),
                KeySource.Discovery.ofPlatformTrust());
    }

    private static UnverifiedIdToken token(Instant now, RSAKey signer, String issuer) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(signer.getKeyID())
                            .build(),
                    new JWTClaimsSet.Builder()
                            .issuer(issuer)
                            .subject("job")
                            .audience("sts")
                            .issueTime(Date.from(now))
                            .expirationTime(Date.from(now.plusSeconds(300)))
                            .build());
            token.sign(new RSASSASigner(signer));
            return UnverifiedIdToken.parse(token.serialize());
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String set(RSAKey... keys) {
        return new JWKSet(List.of(keys).stream()
                        .map(RSAKey::toPublicJWK)
                        .map(k -> (JWK) k)
                        .toList())
                .toString();
    }

    private int keyFetches() {
        return server.countRequestsMatching(getRequestedFor(urlEqualTo("/jwks")).build())
                .getCount();
    }

    private void answerDiscovery(ResponseDefinitionBuilder answer) {
        server.stubFor(get(urlEqualTo("/.well-known/openid-configuration"))
                .willReturn(answer.withBody("{\"issuer\":\"" + url + "\",\"jwks_uri\":\"" + url + "/jwks\"}")));
    }

    private void answerKeys(ResponseDefinitionBuilder answer) {
        server.stubFor(get(urlEqualTo("/jwks")).willReturn(answer));
    }
}

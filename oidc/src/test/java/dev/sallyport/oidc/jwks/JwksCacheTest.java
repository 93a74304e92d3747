package dev.sallyport.oidc.jwks;

import static dev.sallyport.oidc.FakeIssuer.EC;
import static dev.sallyport.oidc.FakeIssuer.NOW;
import static dev.sallyport.oidc.FakeIssuer.RSA;
import static dev.sallyport.oidc.FakeIssuer.jwks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.identity.AccountId;
import dev.sallyport.oidc.FakeIssuer;
import dev.sallyport.oidc.Issuer;
import dev.sallyport.oidc.JwkSet;
import dev.sallyport.oidc.KeySource;
import dev.sallyport.oidc.OidcProvider;
import dev.sallyport.oidc.SignatureAlgorithm;
import dev.sallyport.oidc.UnverifiedIdToken;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JwksCacheTest {
    private static final JwkSet OLD = JwkSet.parse(jwks(RSA));
    private static final JwkSet NEW = JwkSet.parse(jwks(RSA, EC));
    private static final JwkSet ROTATED = JwkSet.parse(jwks(EC));

    private final OidcProvider provider = FakeIssuer.provider();
    private final UnverifiedIdToken rsaToken = token("RS256", "rsa-1");
    private final UnverifiedIdToken ecToken = token("ES256", "ec-1");
    private final UnverifiedIdToken strangeToken = token("RS256", "nobody-has-this");
    private final Issuing issuing = new Issuing();
    private final JwksCache cache = new JwksCache((p, source) -> issuing, Runnable::run);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    // How often

    @Test
    void keysAreFetchedOnceAndKept() {
        issuing.keys = OLD;

        assertThat(cache.keysFor(rsaToken, provider, NOW)).isEqualTo(OLD);
        assertThat(cache.keysFor(rsaToken, provider, NOW.plusSeconds(299))).isEqualTo(OLD);
        assertThat(issuing.fetches).hasValue(1);
    }

    @Test
    void aRotatedKeyIsFoundWithOneFetch() {
        issuing.keys = OLD;
        cache.keysFor(rsaToken, provider, NOW);
        issuing.keys = NEW;

        assertThat(cache.keysFor(ecToken, provider, NOW.plusSeconds(30))
                        .offers(Optional.of("ec-1"), SignatureAlgorithm.ES256))
                .isTrue();
        assertThat(issuing.fetches).hasValue(2);
    }

    @Test
    void anUnknownKeyIdFetchesAtMostEvery30Seconds() {
        issuing.keys = OLD;
        cache.keysFor(rsaToken, provider, NOW);

        cache.keysFor(strangeToken, provider, NOW.plusMillis(29_999));
        assertThat(issuing.fetches).hasValue(1);
        cache.keysFor(strangeToken, provider, NOW.plusSeconds(30));
        assertThat(issuing.fetches).hasValue(2);
        cache.keysFor(strangeToken, provider, NOW.plusMillis(59_999));
        assertThat(issuing.fetches).hasValue(2);
    }

    @Test
    void aFloodOfUnknownKeyIdsLeavesGoodTokensAlone() {
        issuing.keys = OLD;
        for (int i = 0; i < 100_000; i++) {
            cache.keysFor(strangeToken, provider, NOW.plusMillis(i / 4)); // 25 seconds of flood
        }

        assertThat(cache.keysFor(rsaToken, provider, NOW.plusSeconds(25))).isEqualTo(OLD);
        assertThat(issuing.fetches).hasValue(1);
    }

    @Test
    void aTokenThatWouldBeRefusedAnywayCausesNoFetch() {
        issuing.keys = OLD;
        OidcProvider rs256Only = new OidcProvider(
                provider.account(),
                provider.issuer(),
                provider.clientIds(),
                Set.of(SignatureAlgorithm.RS256),
                provider.keySource());
        OidcProvider other =
                FakeIssuer.provider(Issuer.of("https://other.example.com"), KeySource.Discovery.ofPlatformTrust());

        assertThatThrownBy(() -> cache.keysFor(ecToken, rs256Only, NOW)).isInstanceOf(ApiException.class);
        assertThatThrownBy(() -> cache.keysFor(rsaToken, other, NOW)).isInstanceOf(ApiException.class);
        assertThat(issuing.fetches).hasValue(0);
        assertThat(cache.states()).isEmpty();
    }

    @Test
    void configuredKeysAreNeverFetched() {
        OidcProvider withKeys = FakeIssuer.provider(provider.issuer(), new KeySource.StaticJwks(OLD));

        assertThat(cache.keysFor(strangeToken, withKeys, NOW)).isEqualTo(OLD);
        assertThat(issuing.fetches).hasValue(0);
    }

    // The same id with another key

    @Test
    void anotherKeyUnderTheSameIdIsNoticedWithOneFetch() {
        issuing.keys = OLD;
        cache.verify(signed(RSA), provider, NOW);
        issuing.keys = JwkSet.parse(jwks(FakeIssuer.OTHER_RSA));

        assertThat(cache.verify(signed(FakeIssuer.OTHER_RSA), provider, NOW.plusSeconds(30))
                        .subject())
                .isEqualTo("repo:org/app");
        assertThat(issuing.fetches).hasValue(2);
        assertThatThrownBy(() -> cache.verify(signed(RSA), provider, NOW.plusSeconds(31)))
                .hasMessageContaining("the signature does not match");
        assertThat(issuing.fetches).hasValue(2);
    }

    @Test
    void forgedTokensFetchAtMostEvery30SecondsAndLeaveGoodOnesAlone() {
        issuing.keys = OLD;
        UnverifiedIdToken forged = signed(FakeIssuer.OTHER_RSA);
        for (int i = 0; i < 100; i++) {
            Instant at = NOW.plusMillis(i * 299L);
            assertThatThrownBy(() -> cache.verify(forged, provider, at)).isInstanceOf(ApiException.class);
        }

        assertThat(issuing.fetches).hasValue(1);
        cache.verify(signed(RSA), provider, NOW.plusSeconds(30));
        assertThat(issuing.fetches).hasValue(1);
        assertThatThrownBy(() -> cache.verify(forged, provider, NOW.plusSeconds(30)))
                .isInstanceOf(ApiException.class);
        assertThat(issuing.fetches).hasValue(2);
    }

    @Test
    void anExpiredTokenCausesNoSecondFetch() {
        issuing.keys = OLD;
        assertThatThrownBy(() -> cache.verify(signed(RSA), provider, NOW.plusSeconds(3600)))
                .hasMessageContaining("Token expired");

        assertThat(issuing.fetches).hasValue(1);
    }

    private static UnverifiedIdToken signed(JWK key) {
        return UnverifiedIdToken.parse(FakeIssuer.sign(
                FakeIssuer.header(JWSAlgorithm.RS256, key), FakeIssuer.claims(""), JWSAlgorithm.RS256, key));
    }

    // Age

    @Test
    void keysOlderThanFiveMinutesAreUsedAndFetchedBehind() {
        Queue<Runnable> later = new ArrayDeque<>();
        boolean[] hold = {false};
        JwksCache behind = new JwksCache((p, source) -> issuing, task -> {
            if (hold[0]) {
                later.add(task);
            } else {
                task.run();
            }
        });
        issuing.keys = NEW;
        behind.keysFor(rsaToken, provider, NOW);
        issuing.keys = ROTATED;
        hold[0] = true;

        assertThat(behind.keysFor(rsaToken, provider, NOW.plusSeconds(300))).isEqualTo(NEW);
        assertThat(later).hasSize(1);
        assertThat(behind.keysFor(rsaToken, provider, NOW.plusSeconds(331))).isEqualTo(NEW);
        assertThat(later).as("one at a time").hasSize(1);
        later.remove().run();
        assertThat(behind.keysFor(ecToken, provider, NOW.plusSeconds(332))).isEqualTo(ROTATED);
        assertThat(later).isEmpty();
    }

    @Test
    void afterFifteenMinutesNoKeyIsUsedBeforeAFetchWasTried() throws Exception {
        ProviderKeys keys = new ProviderKeys(issuing, threads);
        issuing.keys = NEW;
        keys.forToken(Optional.of("rsa-1"), SignatureAlgorithm.RS256, NOW);
        issuing.keys = ROTATED;
        issuing.entered = new CountDownLatch(1);
        issuing.gate = new CountDownLatch(1);

        Future<JwkSet> answer = threads.submit(
                () -> keys.forToken(Optional.of("rsa-1"), SignatureAlgorithm.RS256, NOW.plus(ProviderKeys.WAIT_AFTER)));
        issuing.entered.await();
        assertThat(answer).isNotDone();
        issuing.gate.countDown();

        assertThat(answer.get()).as("without the key that the issuer took back").isEqualTo(ROTATED);
    }

    @Test
    void keysOutliveAnOutageOfFourHours() {
        issuing.keys = OLD;
        cache.keysFor(rsaToken, provider, NOW);
        issuing.failure = KeyFetchException.passing("down");

        for (Duration age = Duration.ZERO; age.toMinutes() < 240; age = age.plusMinutes(1)) {
            assertThat(cache.keysFor(rsaToken, provider, NOW.plus(age))).isEqualTo(OLD);
        }
        assertThat(cache.states()).containsExactly(new KeyState(provider.arn(), Optional.of(NOW), Optional.of("down")));
        assertRefused(rsaToken, NOW.plus(Duration.ofHours(4)), ApiError.IDP_COMMUNICATION_ERROR);
    }

    @Test
    void whatAFailedFetchBringsNeverReplacesKeys() {
        issuing.keys = OLD;
        cache.keysFor(rsaToken, provider, NOW);
        issuing.failure = KeyFetchException.lasting("the set has no key that can verify ID tokens");

        assertThat(cache.keysFor(strangeToken, provider, NOW.plusSeconds(60))).isEqualTo(OLD);
        assertThat(issuing.fetches).hasValue(2);
        assertThat(cache.keysFor(rsaToken, provider, NOW.plusSeconds(61))).isEqualTo(OLD);
    }

    @Test
    void aSuccessEndsTheFailure() {
        issuing.failure = KeyFetchException.passing("down");
        assertRefused(rsaToken, NOW, ApiError.IDP_COMMUNICATION_ERROR);
        issuing.failure = null;
        issuing.keys = OLD;

        assertThat(cache.keysFor(rsaToken, provider, NOW.plusSeconds(5))).isEqualTo(OLD);
        assertThat(cache.states())
                .containsExactly(new KeyState(provider.arn(), Optional.of(NOW.plusSeconds(5)), Optional.empty()));
    }

    @Test
    void aClockThatWasSetBackNeitherKeepsKeysForEverNorStopsFetches() {
        issuing.keys = OLD;
        cache.keysFor(rsaToken, provider, NOW);
        issuing.keys = NEW;

        assertThat(cache.keysFor(rsaToken, provider, NOW.minus(Duration.ofDays(1))))
                .isEqualTo(NEW);
    }

    // Without keys

    @Test
    void anIssuerThatDoesNotAnswerIsWorthATryInAMoment() {
        issuing.failure = KeyFetchException.passing("`https://idp.example.com` cannot be reached");

        assertRefused(rsaToken, NOW, ApiError.IDP_COMMUNICATION_ERROR);
        assertRefused(rsaToken, NOW.plusMillis(4_999), ApiError.IDP_COMMUNICATION_ERROR);
        assertThat(issuing.fetches).hasValue(1);
        assertRefused(rsaToken, NOW.plusSeconds(5), ApiError.IDP_COMMUNICATION_ERROR);
        assertThat(issuing.fetches).hasValue(2);
    }

    @Test
    void anIssuerThatAnswersWrongIsNot() {
        issuing.failure = KeyFetchException.lasting("the discovery document is about another issuer");

        assertThatThrownBy(() -> cache.keysFor(rsaToken, provider, NOW))
                .isInstanceOfSatisfying(ApiException.class, e -> {
                    assertThat(e.error()).isEqualTo(ApiError.INVALID_IDENTITY_TOKEN);
                    assertThat(e.reason()).isEqualTo("the discovery document is about another issuer");
                })
                .hasMessage("Couldn't retrieve verification key from your identity provider,  please reference"
                        + " AssumeRoleWithWebIdentity documentation for requirements");
        assertRefused(rsaToken, NOW.plusMillis(29_999), ApiError.INVALID_IDENTITY_TOKEN);
        assertThat(issuing.fetches).hasValue(1);
        assertRefused(rsaToken, NOW.plusSeconds(30), ApiError.INVALID_IDENTITY_TOKEN);
        assertThat(issuing.fetches).hasValue(2);
    }

    @Test
    void aFetchThatBreaksIsAFailureLikeAnother() {
        JwksCache broken = new JwksCache(
                (p, source) -> () -> {
                    throw new IllegalStateException("broken");
                },
                task -> {
                    try {
                        task.run();
                    } catch (IllegalStateException ofTheTask) {
                        // A pool's thread would end here.
                    }
                });

        assertThatThrownBy(() -> broken.keysFor(rsaToken, provider, NOW))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.error()).isEqualTo(ApiError.IDP_COMMUNICATION_ERROR));
    }

    @Test
    void anExecutorThatIsShutDownIsAFailureToo() {
        JwksCache ending = new JwksCache((p, source) -> issuing, task -> {
            throw new RejectedExecutionException();
        });

        assertThatThrownBy(() -> ending.keysFor(rsaToken, provider, NOW))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.error()).isEqualTo(ApiError.IDP_COMMUNICATION_ERROR));
    }

    // Together

    @Test
    void everybodyWaitsForTheSameFetch() throws Exception {
        issuing.keys = OLD;
        issuing.gate = new CountDownLatch(1);
        JwksCache concurrent = new JwksCache((p, source) -> issuing, threads);
        List<Future<JwkSet>> answers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            answers.add(threads.submit(() -> concurrent.keysFor(rsaToken, provider, NOW)));
        }
        issuing.entered.await();
        issuing.gate.countDown();

        for (Future<JwkSet> answer : answers) {
            assertThat(answer.get()).isEqualTo(OLD);
        }
        assertThat(issuing.fetches).hasValue(1);
    }

    @Test
    void onlySoManyCallersWaitForASlowIssuer() throws Exception {
        issuing.gate = new CountDownLatch(1);
        issuing.keys = OLD;
        ProviderKeys keys = new ProviderKeys(issuing, threads);
        List<Future<JwkSet>> waiting = new ArrayList<>();
        for (int i = 0; i < ProviderKeys.MAX_WAITING; i++) {
            waiting.add(threads.submit(() -> keys.forToken(Optional.of("rsa-1"), SignatureAlgorithm.RS256, NOW)));
        }
        while (keys.waiting() < ProviderKeys.MAX_WAITING) {
            Thread.onSpinWait();
        }

        assertThatThrownBy(() -> keys.forToken(Optional.of("rsa-1"), SignatureAlgorithm.RS256, NOW))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.error()).isEqualTo(ApiError.IDP_COMMUNICATION_ERROR));
        issuing.gate.countDown();
        for (Future<JwkSet> one : waiting) {
            assertThat(one.get()).isEqualTo(OLD);
        }
        assertThat(issuing.fetches).hasValue(1);
    }

    @Test
    void aSlowIssuerDoesNotHoldUpWhoeverHasKeys() throws Exception {
        issuing.keys = OLD;
        ProviderKeys keys = new ProviderKeys(issuing, threads);
        keys.forToken(Optional.of("rsa-1"), SignatureAlgorithm.RS256, NOW);
        issuing.entered = new CountDownLatch(1);
        issuing.gate = new CountDownLatch(1);
        Future<JwkSet> stranger = threads.submit(
                () -> keys.forToken(Optional.of("strange"), SignatureAlgorithm.RS256, NOW.plusSeconds(60)));
        issuing.entered.await();

        assertThat(keys.forToken(Optional.of("rsa-1"), SignatureAlgorithm.RS256, NOW.plusSeconds(60)))
                .isEqualTo(OLD);
        assertThat(stranger).isNotDone();
        issuing.gate.countDown();
        assertThat(stranger.get()).isEqualTo(OLD);
    }

    @Test
    void oneIssuersTroubleIsNotAnothers() throws Exception {
        Issuing slow = new Issuing();
        slow.gate = new CountDownLatch(1);
        slow.keys = OLD;
        issuing.keys = NEW;
        OidcProvider other =
                FakeIssuer.provider(Issuer.of("https://slow.example.com"), KeySource.Discovery.ofPlatformTrust());
        UnverifiedIdToken slowToken = token("https://slow.example.com", "RS256", "rsa-1");
        JwksCache both = new JwksCache((p, source) -> p.equals(other) ? slow : issuing, threads);
        Future<JwkSet> stuck = threads.submit(() -> both.keysFor(slowToken, other, NOW));
        slow.entered.await();

        assertThat(both.keysFor(rsaToken, provider, NOW)).isEqualTo(NEW);
        assertThat(stuck).isNotDone();
        slow.gate.countDown();
        assertThat(stuck.get()).isEqualTo(OLD);
    }

    // Whose

    @Test
    void accountsThatTrustTheSameIssuerShareNothing() {
        issuing.keys = OLD;
        OidcProvider elsewhere = new OidcProvider(
                new AccountId("210987654321"),
                provider.issuer(),
                provider.clientIds(),
                provider.algorithms(),
                provider.keySource());

        cache.keysFor(rsaToken, provider, NOW);
        cache.keysFor(rsaToken, elsewhere, NOW);

        assertThat(issuing.fetches).hasValue(2);
    }

    @Test
    void otherTrustStartsWithoutKeys() {
        issuing.keys = OLD;
        cache.keysFor(rsaToken, provider, NOW);
        OidcProvider changed = FakeIssuer.provider(
                provider.issuer(), new KeySource.Discovery(KeySource.ServerTrust.PLATFORM, Set.of("keys.example.com")));
        issuing.failure = KeyFetchException.passing("down");

        assertThatThrownBy(() -> cache.keysFor(rsaToken, changed, NOW)).isInstanceOf(ApiException.class);
    }

    @Test
    void keysOfProvidersThatAreGoneAreForgotten() {
        issuing.keys = OLD;
        OidcProvider stays =
                FakeIssuer.provider(Issuer.of("https://stays.example.com"), KeySource.Discovery.ofPlatformTrust());
        cache.keysFor(rsaToken, provider, NOW);
        cache.keysFor(token("https://stays.example.com", "RS256", "rsa-1"), stays, NOW);

        cache.retain(List.of(stays));

        assertThat(cache.states()).extracting(KeyState::provider).containsExactly(stays.arn());
    }

    private void assertRefused(UnverifiedIdToken token, Instant now, ApiError error) {
        assertThatThrownBy(() -> cache.keysFor(token, provider, now))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.error()).isEqualTo(error));
    }

    private static UnverifiedIdToken token(String algorithm, String keyId) {
        return token(FakeIssuer.ISSUER, algorithm, keyId);
    }

    private static UnverifiedIdToken token(String issuer, String algorithm, String keyId) {
        return UnverifiedIdToken.parse(FakeIssuer.base64Url("{\"alg\":\"" + algorithm + "\",\"kid\":\"" + keyId + "\"}")
                + "." + FakeIssuer.base64Url("{\"iss\":\"" + issuer + "\"}") + ".AAAA");
    }

    /** An issuer that answers what the test says, when the test lets it. */
    private static final class Issuing implements KeyFetcher {
        final AtomicInteger fetches = new AtomicInteger();
        volatile CountDownLatch entered = new CountDownLatch(1);
        volatile CountDownLatch gate = new CountDownLatch(0);
        volatile JwkSet keys = OLD;
        volatile KeyFetchException failure;

        @Override
        public JwkSet fetch() throws KeyFetchException {
            fetches.incrementAndGet();
            entered.countDown();
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (failure != null) {
                throw failure;
            }
            return keys;
        }
    }
}

package dev.sallyport.gateway.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.access.VerifiedSender;
import dev.sallyport.config.Limits;
import dev.sallyport.directory.SessionFacts;
import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.gateway.http.Source;
import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Principal;
import dev.sallyport.identity.Tags;
import dev.sallyport.identity.UniqueId;
import dev.sallyport.policy.IpAddress;
import dev.sallyport.session.Origin;
import dev.sallyport.session.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class RequestGuardTest {
    private static final AccountId ACCOUNT = new AccountId("111122223333");
    private static final Source ONE = source("192.0.2.1");
    private static final Source OTHER = source("192.0.2.2");

    /** 20 strangers' requests at once together, 10 of one source, 6 of one caller, 4 of one issuer, 2 codes; half of it a second. */
    private static final Limits LIMITS = new Limits(1, 1, 1, 10, 5, 3, 2, 1, 1);

    private final AtomicLong nanos = new AtomicLong();
    private final RequestGuard guard = new RequestGuard(LIMITS, nanos::get);

    @Test
    void sourceThatProvesNothingIsThrottledAndOthersAreNot() {
        assertThat(strangersLetIn(ONE, 100)).isEqualTo(10);
        assertThat(strangersLetIn(OTHER, 5)).isEqualTo(5);
        pass(Duration.ofSeconds(1));
        assertThat(strangersLetIn(ONE, 100)).isEqualTo(5);
    }

    @Test
    void verifiedRequestsCostTheirSourceNothing() {
        for (int i = 0; i < 100; i++) {
            guard.admit(ONE).accept(user(i));
        }
        assertThat(strangersLetIn(ONE, 100)).isEqualTo(10);
    }

    @Test
    void requestsWhoseCallerIsNotKnownYetCount() {
        for (int i = 0; i < 10; i++) {
            assertThat(guard.admit(ONE)).isNotNull();
        }
        assertThrottled(() -> guard.admit(ONE));
    }

    @Test
    void strangersTogetherAreThrottledAndWhoProvedThemselvesAreNot() {
        guard.admit(ONE).accept(user(1));
        int letIn = 0;
        for (int i = 0; i < 50; i++) {
            letIn += strangersLetIn(source("198.51.100." + i), 1);
        }
        assertThat(letIn).isEqualTo(20);
        assertThrottled(() -> guard.admit(OTHER));
        assertThat(strangersLetIn(ONE, 100)).isEqualTo(10);
    }

    @Test
    void whoProvedThemselvesLongAgoIsAStrangerAgain() {
        guard.admit(ONE).accept(user(1));
        pass(RequestGuard.KNOWN_FOR);
        for (int i = 0; i < 20; i++) {
            strangersLetIn(source("198.51.100." + i), 1);
        }
        assertThrottled(() -> guard.admit(ONE));
    }

    @Test
    void oneNetworkOfIpv6IsOneSource() {
        assertThat(strangersLetIn(source("2001:db8:0:1::1"), 100)).isEqualTo(10);
        assertThrottled(() -> guard.admit(source("2001:db8:0:1:ffff::9")));
        assertThat(strangersLetIn(source("2001:db8:0:2::1"), 1)).isEqualTo(1);
    }

    @Test
    void callerIsThrottledWhereverTheRequestsComeFromAndOthersAreNot() {
        for (int i = 0; i < 6; i++) {
            guard.admit(source("198.51.100." + i)).accept(user(1));
        }
        assertThrottled(() -> guard.admit(OTHER).accept(user(1)));
        guard.admit(OTHER).accept(user(2));
        pass(Duration.ofSeconds(1));
        guard.admit(OTHER).accept(user(1));
    }

    @Test
    void issuerIsThrottledAndOthersAreNot() {
        for (int i = 0; i < 4; i++) {
            guard.admit(ONE).accept(webIdentity("ci.example", "stranger " + i));
        }
        assertThrottled(() -> guard.admit(ONE).accept(webIdentity("ci.example", "another stranger")));
        guard.admit(ONE).accept(webIdentity("other.example", "stranger 1"));
    }

    @Test
    void strangersWithTokensOfAnIssuerDoNotLockOutSubjectsThatItIsKnownFor() {
        RequestGuard.Admission granted = guard.admit(ONE);
        granted.accept(webIdentity("ci.example", "ours"));
        granted.answered();
        for (int i = 0; i < 3; i++) {
            guard.admit(source("198.51.100." + i)).accept(webIdentity("ci.example", "stranger " + i));
        }
        assertThrottled(() -> guard.admit(OTHER).accept(webIdentity("ci.example", "stranger 9")));
        guard.admit(ONE).accept(webIdentity("ci.example", "ours"));
        pass(RequestGuard.KNOWN_FOR);
        for (int i = 0; i < 4; i++) {
            guard.admit(source("203.0.113." + i)).accept(webIdentity("ci.example", "stranger " + i));
        }
        assertThrottled(() -> guard.admit(ONE).accept(webIdentity("ci.example", "ours")));
    }

    @Test
    void goodTokenThatNothingIsGivenForIsAStrangersRequest() {
        for (int i = 0; i < 10; i++) {
            guard.admit(ONE).accept(webIdentity(i + ".ci.example", "stranger"));
        }
        assertThrottled(() -> guard.admit(ONE));
        for (int i = 0; i < 50; i++) {
            RequestGuard.Admission granted = guard.admit(OTHER);
            granted.accept(webIdentity(i + ".ci.example", "ours"));
            granted.answered();
        }
        assertThat(strangersLetIn(OTHER, 100)).isEqualTo(10);
    }

    @Test
    void subjectOfAnIssuerIsACallerWithAllItsSessions() {
        for (int i = 0; i < 3; i++) {
            RequestGuard.Admission granted = guard.admit(ONE);
            granted.accept(webIdentity("ci.example", "ours"));
            granted.answered();
            guard.admit(ONE).accept(sessionOfToken("ci.example", "ours", "run-" + i));
        }
        assertThrottled(() -> guard.admit(ONE).accept(sessionOfToken("ci.example", "ours", "run-9")));
        guard.admit(ONE).accept(sessionOfToken("ci.example", "other", "run-9"));
    }

    @Test
    void nobodySpendsTheBudgetOfAnotherByTheNameOfASession() {
        for (int i = 0; i < 6; i++) {
            guard.admit(ONE).accept(sessionOfUser(1, "deploy"));
        }
        assertThrottled(() -> guard.admit(ONE).accept(sessionOfUser(1, "another-name")));
        assertThrottled(() -> guard.admit(ONE).accept(user(1)));
        guard.admit(ONE).accept(sessionOfUser(2, "deploy"));
    }

    @Test
    void federatedUsersOfOneNameAreOthersForEachWhoLetsThemIn() {
        for (int i = 0; i < 6; i++) {
            guard.admit(ONE).accept(federated(1, "jean"));
        }
        assertThrottled(() -> guard.admit(ONE).accept(federated(1, "jean")));
        guard.admit(ONE).accept(federated(2, "jean"));
        guard.admit(ONE).accept(federated(1, "marie"));
    }

    @Test
    void codesOfADeviceAreThrottledForWhoeverTriesThem() {
        Arn device = Arn.iam(ACCOUNT, "mfa/phone");
        guard.tryCode(id(1), device);
        guard.tryCode(id(1), device);
        assertThrottled(() -> guard.tryCode(id(1), device));
        guard.tryCode(id(2), device);
        pass(Duration.ofSeconds(1));
        guard.tryCode(id(1), device);
    }

    @Test
    void strangersFromMoreSourcesThanAreKeptDoNotCrowdOutWhoIsKnown() {
        guard.admit(ONE).accept(user(1));
        for (int i = 0; i < 2 * RequestGuard.MAX_BUDGETS; i++) {
            strangersLetIn(
                    source("2001:db8:" + Integer.toHexString(i >> 8) + ":" + Integer.toHexString(i & 0xff) + "::1"), 1);
        }
        assertThrottled(() -> guard.admit(OTHER));
        assertThat(guard.admit(ONE)).isNotNull();
    }

    @Test
    void oneRequestIsChargedOnceHoweverOftenItsCallerIsTold() {
        RequestGuard.Admission admission = guard.admit(ONE);
        for (int i = 0; i < 50; i++) {
            admission.accept(user(1));
        }
        assertThat(strangersLetIn(ONE, 100)).isEqualTo(10);
    }

    @Test
    void hintsHaveABudgetOfTheirOwn() {
        int hints = 0;
        while (guard.affordsHint()) {
            hints++;
        }
        assertThat(hints).isEqualTo(20);
    }

    private int strangersLetIn(Source source, int requests) {
        int letIn = 0;
        for (int i = 0; i < requests; i++) {
            try {
                guard.admit(source);
                letIn++;
            } catch (ApiException throttled) {
                assertThat(throttled.error()).isEqualTo(ApiError.THROTTLING);
            }
        }
        return letIn;
    }

    private static void assertThrottled(Runnable request) {
        assertThatThrownBy(request::run).isInstanceOfSatisfying(ApiException.class, e -> {
            assertThat(e.error()).isEqualTo(ApiError.THROTTLING);
            assertThat(e.message()).isEqualTo("Rate exceeded");
            assertThat(e.reason()).contains("-per-second");
        });
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static Source source(String address) {
        return Source.of(IpAddress.parse(address).orElseThrow());
    }

    private static VerifiedSender user(int number) {
        return VerifiedSender.of(principal(number));
    }

    private static Principal.User principal(int number) {
        return new Principal.User(ACCOUNT, "/", "user" + number, id(number));
    }

    private static UniqueId id(int number) {
        return new UniqueId("AIDA" + String.format("%017d", number));
    }

    private static VerifiedSender webIdentity(String issuer, String subject) {
        return new VerifiedSender(
                new Principal.WebIdentity(ACCOUNT, provider(issuer)), Optional.empty(), Optional.of(subject));
    }

    private static VerifiedSender sessionOfUser(int number, String name) {
        return session(name, List.of(new Origin(id(number).value(), Instant.EPOCH)), Optional.empty(), Map.of());
    }

    private static VerifiedSender sessionOfToken(String issuer, String subject, String name) {
        return session(
                name,
                List.of(),
                Optional.of(provider(issuer)),
                Map.of(issuer + ":aud", List.of("us"), issuer + ":sub", List.of(subject)));
    }

    private static VerifiedSender session(
            String name, List<Origin> origins, Optional<Arn> provider, Map<String, List<String>> claims) {
        return new VerifiedSender(
                new Principal.RoleSession(ACCOUNT, "/", "deploy", new UniqueId("AROAEXAMPLEEXAMPLE001"), name),
                Optional.of(new SessionFacts(
                        new SessionId(1, 2),
                        List.of(),
                        origins,
                        Instant.EPOCH,
                        Instant.EPOCH.plusSeconds(900),
                        Optional.empty(),
                        provider,
                        claims,
                        Tags.NONE,
                        Set.of(),
                        Optional.empty(),
                        false)),
                Optional.empty());
    }

    private static VerifiedSender federated(int number, String name) {
        return VerifiedSender.of(new Principal.FederatedUser(ACCOUNT, name, principal(number)));
    }

    private static Arn provider(String issuer) {
        return Arn.iam(ACCOUNT, "oidc-provider/" + issuer);
    }
}

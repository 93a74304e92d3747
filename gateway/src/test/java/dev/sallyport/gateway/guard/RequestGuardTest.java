package dev.sallyport.gateway.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.config.Limits;
import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.gateway.http.Source;
import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Principal;
import dev.sallyport.identity.UniqueId;
import dev.sallyport.policy.IpAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class RequestGuardTest {
    private static final AccountId ACCOUNT = new AccountId("111122223333");
    private static final Source ONE = source("192.0.2.1");
    private static final Source OTHER = source("192.0.2.2");

    /** 20 strangers' requests at once together, 10 of one source, 6 of one caller, 4 of one issuer; half of it a second. */
    private static final Limits LIMITS = new Limits(1, 1, 1, 10, 5, 3, 2, 1);

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
            guard.admit(ONE).accept(webIdentity("ci.example"));
        }
        assertThrottled(() -> guard.admit(ONE).accept(webIdentity("ci.example")));
        guard.admit(ONE).accept(webIdentity("other.example"));
    }

    @Test
    void oneRequestIsChargedOnceHoweverOftenItsCallerIsTold() {
        Consumer<Principal> admission = guard.admit(ONE);
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

    private static Principal user(int number) {
        return new Principal.User(ACCOUNT, "/", "user" + number, new UniqueId("AIDA" + String.format("%017d", number)));
    }

    private static Principal webIdentity(String issuer) {
        return new Principal.WebIdentity(ACCOUNT, Arn.iam(ACCOUNT, "oidc-provider/" + issuer));
    }
}

package dev.sallyport.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.directory.Caller;
import dev.sallyport.directory.SessionFacts;
import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Principal;
import dev.sallyport.identity.SecretAccessKey;
import dev.sallyport.identity.Tags;
import dev.sallyport.identity.UniqueId;
import dev.sallyport.session.SessionClaims;
import dev.sallyport.session.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SessionLimitsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final AccountId ACCOUNT = new AccountId("111122223333");
    private static final Principal.User ALICE =
            new Principal.User(ACCOUNT, "/", "alice", new UniqueId("AIDAEXAMPLEEXAMPLE234"));
    private static final Principal ROLE =
            new Principal.RoleSession(ACCOUNT, "/", "demo", new UniqueId("AROAEXAMPLEEXAMPLE234"), "s1");

    @Test
    void sessionOfAUserCallsIamOnlyWithMfa() {
        assertRefused(session(ALICE, Optional.empty()));
        assertTaken(session(ALICE, Optional.of(NOW)), "iam");
    }

    @Test
    void federatedUserNeverCallsIam() {
        Principal federated = new Principal.FederatedUser(ACCOUNT, "Jean", ALICE);
        assertRefused(session(federated, Optional.empty()));
        assertRefused(session(federated, Optional.of(NOW)));
    }

    @Test
    void rolesAndUsersThemselvesCallIam() {
        assertTaken(session(ROLE, Optional.empty()), "iam");
        assertTaken(new Caller(ALICE, Tags.NONE, List.of(), Optional.empty(), List.of(), Optional.empty()), "iam");
    }

    @Test
    void otherServicesAreNotLimited() {
        assertTaken(session(ALICE, Optional.empty()), "orders");
        assertTaken(session(new Principal.FederatedUser(ACCOUNT, "Jean", ALICE), Optional.empty()), "orders");
    }

    private static void assertTaken(Caller caller, String service) {
        assertThatCode(() -> SessionLimits.require(caller, service)).doesNotThrowAnyException();
    }

    private static void assertRefused(Caller caller) {
        assertThatThrownBy(() -> SessionLimits.require(caller, "iam"))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.error()).isEqualTo(ApiError.INVALID_CLIENT_TOKEN_ID));
    }

    private static Caller session(Principal principal, Optional<Instant> mfaAt) {
        SessionClaims claims = SessionClaims.builder(
                        new SessionId(1, 2),
                        principal,
                        NOW,
                        NOW.plusSeconds(900),
                        SecretAccessKey.mint(new byte[SecretAccessKey.RANDOM_BYTES]))
                .mfaAt(mfaAt)
                .build();
        return new Caller(
                principal, Tags.NONE, List.of(), Optional.empty(), List.of(), Optional.of(SessionFacts.of(claims)));
    }
}

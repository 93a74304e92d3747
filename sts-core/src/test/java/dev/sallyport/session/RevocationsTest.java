package dev.sallyport.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Principal;
import dev.sallyport.identity.SecretAccessKey;
import dev.sallyport.identity.UniqueId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RevocationsTest {
    private static final Instant NOW = Instant.parse("2026-01-15T12:00:00Z");
    private static final AccountId ACCOUNT = new AccountId("111122223333");
    private static final String ALICE = "AIDAALICEALICEALICE23";
    private static final UniqueId DEPLOY = new UniqueId("AROADEPLOYDEPLOYDEPL2");
    private static final UniqueId OPS = new UniqueId("AROAOPSOPSOPSOPSOPS23");
    private static final String PROVIDER = "arn:aws:iam::111122223333:oidc-provider/ci.example";

    private final SessionClaims deploy = session(1, DEPLOY, NOW).build();

    @Test
    void nothingIsRevokedUntilSomethingIs() {
        assertThat(Revocations.NONE.of(deploy)).isEmpty();
        assertThat(revoked(session("00000000000000000000000000000009")).of(deploy))
                .isEmpty();
    }

    @Test
    void aSessionIsRevokedByItsId() {
        Revocation revocation = session(deploy.sessionId().toString());

        assertThat(revoked(revocation).of(deploy)).contains(revocation);
    }

    @Test
    void aSessionGoesWithAnyThatItDescendsFrom() {
        SessionClaims chained = session(3, OPS, NOW.plusSeconds(60))
                .ancestors(List.of(new SessionId(7, 7), deploy.sessionId()))
                .build();

        assertThat(revoked(session(deploy.sessionId().toString())).of(chained)).isPresent();
        assertThat(revoked(session(chained.sessionId().toString())).of(deploy)).isEmpty();
    }

    @Test
    void ofARoleGoesWhatWasIssuedBeforeTheMomentAndNotWhatWasIssuedInIt() {
        assertThat(revoked(role(DEPLOY, NOW.plusSeconds(1))).of(deploy)).isPresent();
        assertThat(revoked(role(DEPLOY, NOW)).of(deploy)).isEmpty();
        assertThat(revoked(role(OPS, NOW.plusSeconds(1))).of(deploy)).isEmpty();
    }

    @Test
    void whatCameOfASessionGoesWithItHoweverLateItCame() {
        SessionClaims late = session(3, OPS, NOW.plusSeconds(3000))
                .origins(List.of(new Origin(ALICE, NOW), new Origin(DEPLOY.value(), NOW)))
                .build();

        assertThat(revoked(role(DEPLOY, NOW.plusSeconds(1))).of(late)).isPresent();
        assertThat(revoked(new Revocation(Revocation.Kind.USER, ALICE, NOW.plusSeconds(1), NOW))
                        .of(late))
                .isPresent();
        assertThat(revoked(role(OPS, NOW.plusSeconds(1))).of(late)).isEmpty();
    }

    @Test
    void whomAUserLetInGoesWithTheUser() {
        Principal.User alice = new Principal.User(ACCOUNT, "/", "alice", new UniqueId(ALICE));
        SessionClaims federated = SessionClaims.builder(
                        new SessionId(5, 5),
                        new Principal.FederatedUser(ACCOUNT, "Jean", alice),
                        NOW,
                        NOW.plusSeconds(3600),
                        SecretAccessKey.mint(new byte[SecretAccessKey.RANDOM_BYTES]))
                .build();

        assertThat(revoked(new Revocation(Revocation.Kind.USER, ALICE, NOW.plusSeconds(1), NOW))
                        .of(federated))
                .isPresent();
        assertThat(revoked(new Revocation(Revocation.Kind.USER, ALICE, NOW, NOW))
                        .of(federated))
                .isEmpty();
    }

    @Test
    void aProviderTakesItsSessionsAlong() {
        SessionClaims ci = session(4, DEPLOY, NOW)
                .webIdentity(Arn.parse(PROVIDER), Map.of())
                .build();

        assertThat(revoked(new Revocation(Revocation.Kind.PROVIDER, PROVIDER, NOW.plusSeconds(1), NOW))
                        .of(ci))
                .isPresent();
        assertThat(Revocations.heldBy(ci)).contains(new Origin(PROVIDER, NOW), new Origin(DEPLOY.value(), NOW));
    }

    @Test
    void ofTwoMomentsTheLaterOneCounts() {
        assertThat(revoked(role(DEPLOY, NOW.plusSeconds(1)), role(DEPLOY, NOW.minusSeconds(60)))
                        .of(deploy))
                .isPresent();
    }

    @Test
    void aRevocationIsKeptAsLongAsAnySessionItCanMeet() {
        Revocation revocation = session(deploy.sessionId().toString());
        Instant end = NOW.plus(SessionClaims.MAX_LIFETIME);

        assertThat(Revocations.of(List.of(revocation), end).size()).isEqualTo(1);
        assertThat(Revocations.of(List.of(revocation), end.plusSeconds(1)).size())
                .isZero();
    }

    @Test
    void originsSurviveTheToken() {
        SessionClaims claims = session(5, OPS, NOW)
                .origins(List.of(new Origin(ALICE, NOW.minus(Duration.ofHours(40))), new Origin(DEPLOY.value(), NOW)))
                .build();

        assertThat(SessionClaimsFormat.decode(SessionClaimsFormat.encode(claims)))
                .isEqualTo(claims);
    }

    private static Revocations revoked(Revocation... revocations) {
        return Revocations.of(List.of(revocations), NOW);
    }

    private static Revocation session(String id) {
        return new Revocation(Revocation.Kind.SESSION, id, NOW, NOW);
    }

    private static Revocation role(UniqueId id, Instant before) {
        return new Revocation(Revocation.Kind.ROLE, id.value(), before, NOW);
    }

    private static SessionClaims.Builder session(long number, UniqueId role, Instant issuedAt) {
        return SessionClaims.builder(
                new SessionId(number, number),
                new Principal.RoleSession(ACCOUNT, "/", "some-role", role, "s"),
                issuedAt,
                issuedAt.plusSeconds(3600),
                SecretAccessKey.mint(new byte[SecretAccessKey.RANDOM_BYTES]));
    }
}

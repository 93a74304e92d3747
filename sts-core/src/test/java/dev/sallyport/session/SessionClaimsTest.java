package dev.sallyport.session;

import static dev.sallyport.session.Sessions.ACCOUNT;
import static dev.sallyport.session.Sessions.NOW;
import static dev.sallyport.session.Sessions.bytes;
import static dev.sallyport.session.Sessions.plain;
import static dev.sallyport.session.Sessions.role;
import static dev.sallyport.session.Sessions.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Principal;
import dev.sallyport.identity.SecretAccessKey;
import dev.sallyport.identity.Tag;
import dev.sallyport.identity.Tags;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SessionClaimsTest {
    @Test
    void sessionIsOverAtTheInstantItExpires() {
        SessionClaims claims = plain(role()).build();
        assertThat(claims.isExpired(NOW.plusSeconds(3599))).isFalse();
        assertThat(claims.isExpired(NOW.plusSeconds(3600))).isTrue();
    }

    @Test
    void fractionsOfASecondAreCutOff() {
        SessionClaims claims =
                lasting(NOW.plusNanos(999_999_999), NOW.plusSeconds(60).plusNanos(1));
        assertThat(claims.issuedAt()).isEqualTo(NOW);
        assertThat(claims.expiresAt()).isEqualTo(NOW.plusSeconds(60));
    }

    @Test
    void sessionLivesFromOneSecondToThirtySixHours() {
        assertThat(lasting(NOW, NOW.plusSeconds(1)).expiresAt()).isEqualTo(NOW.plusSeconds(1));
        assertThat(lasting(NOW, NOW.plusSeconds(129_600)).expiresAt()).isEqualTo(NOW.plusSeconds(129_600));
        assertThatIllegalArgumentException().isThrownBy(() -> lasting(NOW, NOW));
        assertThatIllegalArgumentException().isThrownBy(() -> lasting(NOW, NOW.minusSeconds(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> lasting(NOW, NOW.plusSeconds(129_601)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> lasting(Instant.ofEpochSecond(-1), Instant.ofEpochSecond(1)));
    }

    @Test
    void mfaIsNotYoungerThanTheSession() {
        assertThat(plain(user()).mfaAt(Optional.of(NOW)).build().mfaAt()).hasValue(NOW);
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        plain(user()).mfaAt(Optional.of(NOW.plusSeconds(1))).build());
    }

    @Test
    void onlyRolesAndUsersHaveSessions() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plain(new Principal.Anonymous()).build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plain(new Principal.AccountRoot(ACCOUNT)).build());
    }

    @Test
    void transitiveKeyIsASessionTagsKeyInWhateverCase() {
        Tags tags = Tags.of(Map.of("Team", "red", "Stage", "prod"));
        SessionClaims claims = plain(role()).tags(tags, Set.of("TEAM")).build();
        assertThat(claims.transitiveTagKeys()).containsExactly("Team");
        assertThat(claims.transitiveTags()).isEqualTo(Tags.of(Map.of("Team", "red")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plain(role()).tags(tags, Set.of("Teams")).build());
    }

    @Test
    void lineageIsTheAncestorsAndTheSessionItself() {
        SessionId first = new SessionId(1, 1);
        SessionClaims claims = plain(role()).ancestors(List.of(first)).build();
        assertThat(claims.lineage()).containsExactly(first, claims.sessionId());
    }

    @Test
    void everyListHasABound() {
        assertThat(plain(role()).ancestors(ids(16)).build().ancestors()).hasSize(16);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plain(role()).ancestors(ids(17)).build());
        assertThat(plain(role()).tags(tags(50), Set.of()).build().sessionTags().size())
                .isEqualTo(50);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plain(role()).tags(tags(51), Set.of()).build());
        Arn policy = Arn.iam(ACCOUNT, "policy/p");
        assertThat(plain(role())
                        .sessionPolicies(Collections.nCopies(10, "{}"), Collections.nCopies(10, policy))
                        .build()
                        .hasSessionPolicies())
                .isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plain(role())
                        .sessionPolicies(List.of(), Collections.nCopies(11, policy))
                        .build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plain(role())
                        .sessionPolicies(Collections.nCopies(11, "{}"), List.of())
                        .build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plain(role())
                        .webIdentity(policy, Map.of("x:amr", Collections.nCopies(17, "pwd")))
                        .build());
    }

    @Test
    void identityClaimsWithoutTheirProviderAreRefused() {
        SessionClaims plain = plain(role()).build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SessionClaims(
                        plain.sessionId(),
                        List.of(),
                        List.of(),
                        plain.principal(),
                        plain.issuedAt(),
                        plain.expiresAt(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of("x:sub", List.of("alice")),
                        Tags.NONE,
                        Set.of(),
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        false,
                        plain.secret()));
    }

    @Test
    void collectionsAreCopied() {
        List<SessionId> ids = new ArrayList<>(ids(1));
        SessionClaims claims = plain(role()).ancestors(ids).build();
        ids.clear();
        assertThat(claims.ancestors()).hasSize(1);
    }

    @Test
    void packedSizeIsReportedOnlyWithTagsOrPolicies() {
        assertThat(PackedPolicies.percentOf(plain(role()).build())).isEmpty();
        assertThat(PackedPolicies.percentOf(
                        plain(role()).tags(tags(1), Set.of()).build()))
                .hasValue(1);
        assertThat(PackedPolicies.percentOf(
                                plain(role()).tags(tags(50), Set.of()).build())
                        .orElseThrow())
                .isBetween(2, 100);
    }

    @Test
    void textThatPacksAwayStillHasABound() {
        SessionClaims long1 = plain(role())
                .sessionPolicies(List.of("a".repeat(16_000), "a".repeat(16_000)), List.of())
                .build();
        SessionClaims long2 = plain(role())
                .sessionPolicies(List.of("a".repeat(16_384), "a".repeat(16_384)), List.of())
                .build();
        assertThat(PackedPolicies.percentOf(long1).orElseThrow()).isLessThanOrEqualTo(100);
        assertThat(PackedPolicies.percentOf(long2).orElseThrow()).isGreaterThan(100);
    }

    @Test
    void sessionIdPrintsAsThirtyTwoHexadecimalDigits() {
        SessionId id = new SessionId(1, -1);
        assertThat(id).hasToString("0000000000000001ffffffffffffffff");
        assertThat(SessionId.of(id.bytes())).isEqualTo(id);
        assertThatIllegalArgumentException().isThrownBy(() -> SessionId.of(new byte[15]));
    }

    private static SessionClaims lasting(Instant from, Instant to) {
        return SessionClaims.builder(
                        new SessionId(1, 2),
                        user(),
                        from,
                        to,
                        SecretAccessKey.mint(bytes(1, SecretAccessKey.RANDOM_BYTES)))
                .build();
    }

    private static List<SessionId> ids(int count) {
        return IntStream.range(0, count).mapToObj(i -> new SessionId(0, i)).toList();
    }

    private static Tags tags(int count) {
        return Tags.of(
                IntStream.range(0, count).mapToObj(i -> new Tag("key" + i, "v")).toList());
    }
}

package dev.sallyport.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.context.RequestFacts;
import dev.sallyport.directory.BreakGlass;
import dev.sallyport.directory.Caller;
import dev.sallyport.directory.Role;
import dev.sallyport.directory.SessionFacts;
import dev.sallyport.directory.User;
import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Principal;
import dev.sallyport.identity.SecretAccessKey;
import dev.sallyport.identity.Tag;
import dev.sallyport.identity.Tags;
import dev.sallyport.identity.UniqueId;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.PolicyType;
import dev.sallyport.session.SessionClaims;
import dev.sallyport.session.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoleAssumptionTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final AccountId HOME = new AccountId("111122223333");
    private static final AccountId OTHER = new AccountId("444455556666");
    private static final UniqueId ALICE_ID = new UniqueId("AIDAALICEALICEALICE23");
    private static final UniqueId ROLE_ID = new UniqueId("AROAROLEROLEROLEROLE2");
    private static final UniqueId FIRST_ROLE_ID = new UniqueId("AROAFIRSTFIRSTFIRST23");
    private static final Arn PROVIDER = Arn.iam(HOME, "oidc-provider/ci.example.com");
    private static final String ALLOW_STS =
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"sts:*\",\"Resource\":\"*\"}}";
    private static final RequestFacts FACTS =
            new RequestFacts(NOW, Optional.of("203.0.113.7"), true, Optional.empty(), Optional.empty(), "us-east-1");

    @Test
    void userNamedByTheTrustPolicyNeedsNoPolicyOfItsOwn() {
        SessionClaims claims = assume(alice(), role(trust("\"AWS\":\"arn:aws:iam::111122223333:user/alice\"", "")));

        assertThat(claims.principal().arn()).contains(Arn.sts(HOME, "assumed-role/deploy/s1"));
        assertThat(claims.expiresAt()).isEqualTo(NOW.plus(Duration.ofHours(1)));
        assertThat(claims.chained()).isFalse();
        assertThat(claims.mfaAt()).isEmpty();
    }

    @Test
    void accountInTheTrustPolicyOnlyDelegates() {
        Role role = role(trust("\"AWS\":\"111122223333\"", ""));

        assertDenied(() -> assume(alice(), role), "sts:AssumeRole");
        assertThat(assume(alice(ALLOW_STS), role)).isNotNull();
    }

    @Test
    void callerFromAnotherAccountNeedsItsOwnSideToo() {
        Role foreign = role(trust("\"AWS\":\"arn:aws:iam::111122223333:user/alice\"", ""), OTHER);

        assertDenied(() -> assume(alice(), foreign), "sts:AssumeRole");
        assertThat(assume(alice(ALLOW_STS), foreign)).isNotNull();
    }

    @Test
    void explicitDenyOnTheCallersSideWins() {
        Role role = role(trust("\"AWS\":\"arn:aws:iam::111122223333:user/alice\"", ""));
        String deny = "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"sts:AssumeRole\","
                + "\"Resource\":\"*\"}}";

        assertDenied(() -> assume(alice(deny), role), "sts:AssumeRole");
    }

    @Test
    void boundaryCapsEvenAUserWhomTheTrustPolicyNames() {
        Role role = role(trust("\"AWS\":\"arn:aws:iam::111122223333:user/alice\"", ""));
        Policy boundary = Policy.parse(
                PolicyType.BOUNDARY,
                "boundary",
                "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"orders:*\","
                        + "\"Resource\":\"*\"}}");
        User bounded =
                new User(new Principal.User(HOME, "/", "alice", ALICE_ID), Tags.NONE, List.of(), Optional.of(boundary));

        assertDenied(() -> assume(Caller.of(bounded), role), "sts:AssumeRole");
    }

    @Test
    void recreatedNamesakeIsNotTrusted() {
        Principal.User namesake = new Principal.User(HOME, "/", "alice", new UniqueId("AIDASOMEBODYELSE23456"));
        Role role = role(trust("\"AWS\":\"arn:aws:iam::111122223333:user/alice\"", ""));

        assertDenied(
                () -> assume(Caller.of(new User(namesake, Tags.NONE, List.of(), Optional.empty())), role),
                "sts:AssumeRole");
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> assume(Caller.of(new User(namesake, Tags.NONE, List.of(), Optional.empty())), role))
                .satisfies(e -> {
                    assertThat(e.reason())
                            .contains("run `sallyport identity accept --role " + role.arn()
                                    + " --principal arn:aws:iam::111122223333:user/alice`");
                    assertThat(e.message()).doesNotContain("accept");
                });
    }

    @Test
    void refusalOfSomebodyElseNamesNoCommand() {
        Role role = role(trust("\"AWS\":\"arn:aws:iam::111122223333:user/bob\"", ""));
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> assume(alice(), role))
                .satisfies(e -> assertThat(e.reason()).doesNotContain("identity accept"));
    }

    @Test
    void mfaConditionHoldsForAFreshCodeAndNotWithoutOne() {
        Role role = role(trust(
                "\"AWS\":\"arn:aws:iam::111122223333:user/alice\"",
                ",\"Condition\":{\"Bool\":{\"aws:MultiFactorAuthPresent\":\"true\"},"
                        + "\"NumericLessThan\":{\"aws:MultiFactorAuthAge\":\"300\"}}"));

        assertDenied(() -> assume(alice(), role), "sts:AssumeRole");
        SessionClaims claims = RoleAssumption.assume(alice(), with(role, Tags.NONE, Set.of(), true), FACTS, fresh());
        assertThat(claims.mfaAt()).isEmpty();
    }

    @Test
    void mfaOfAUsersSessionCountsWithItsAgeAndIsHandedOn() {
        Role role = role(trust(
                "\"AWS\":\"arn:aws:iam::111122223333:user/alice\"",
                ",\"Condition\":{\"NumericLessThan\":{\"aws:MultiFactorAuthAge\":\"300\"}}"));

        assertThat(assume(userSession(Optional.of(NOW.minusSeconds(299))), role).mfaAt())
                .contains(NOW.minusSeconds(299));
        assertDenied(() -> assume(userSession(Optional.of(NOW.minusSeconds(300))), role), "sts:AssumeRole");
    }

    @Test
    void freshCodeOutranksASessionWithoutMfa() {
        Role role = role(trust(
                "\"AWS\":\"arn:aws:iam::111122223333:user/alice\"",
                ",\"Condition\":{\"Bool\":{\"aws:MultiFactorAuthPresent\":\"true\"}}"));
        Caller session = userSession(Optional.empty());

        assertDenied(() -> assume(session, role), "sts:AssumeRole");
        assertThat(RoleAssumption.assume(session, with(role, Tags.NONE, Set.of(), true), FACTS, fresh())
                        .mfaAt())
                .isEmpty();
    }

    @Test
    void externalIdIsAConditionLikeAnyOther() {
        Role role = role(trust(
                "\"AWS\":\"arn:aws:iam::111122223333:user/alice\"",
                ",\"Condition\":{\"StringEquals\":{\"sts:ExternalId\":\"e-1\"}}"));
        RoleRequest right = new RoleRequest(
                role,
                "s1",
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Tags.NONE,
                Set.of(),
                Optional.of("e-1"),
                Optional.empty(),
                false,
                Optional.empty());

        assertDenied(() -> assume(alice(), role), "sts:AssumeRole");
        assertThat(RoleAssumption.assume(alice(), right, FACTS, fresh())).isNotNull();
    }

    @Test
    void tagsNeedTagSessionAsWell() {
        Role plain = role(trust("\"AWS\":\"arn:aws:iam::111122223333:user/alice\"", ""));
        Role tagging = role(trust(
                "[\"sts:AssumeRole\",\"sts:TagSession\"]", "\"AWS\":\"arn:aws:iam::111122223333:user/alice\"", ""));
        Tags tags = Tags.of(Map.of("team", "red"));

        assertDenied(
                () -> RoleAssumption.assume(alice(), with(plain, tags, Set.of(), false), FACTS, fresh()),
                "sts:TagSession");
        SessionClaims claims =
                RoleAssumption.assume(alice(), with(tagging, tags, Set.of("TEAM"), false), FACTS, fresh());
        assertThat(claims.sessionTags().get("team")).contains("red");
        assertThat(claims.transitiveTagKeys()).containsExactly("team");
    }

    @Test
    void reservedAndUnknownTagKeysAreRefusedOnlyAfterAuthorisation() {
        Role tagging = role(trust(
                "[\"sts:AssumeRole\",\"sts:TagSession\"]", "\"AWS\":\"arn:aws:iam::111122223333:user/alice\"", ""));
        Role closed = role(trust("\"AWS\":\"arn:aws:iam::444455556666:root\"", ""));
        RoleRequest reserved = with(tagging, Tags.of(Map.of("AWS:x", "1")), Set.of(), false);

        assertFailure(() -> RoleAssumption.assume(alice(), reserved, FACTS, fresh()), ApiError.INVALID_PARAMETER_VALUE);
        assertFailure(
                () -> RoleAssumption.assume(alice(), with(tagging, Tags.NONE, Set.of("x"), false), FACTS, fresh()),
                ApiError.INVALID_PARAMETER_VALUE);
        assertFailure(
                () -> RoleAssumption.assume(
                        alice(), with(closed, Tags.of(Map.of("aws:x", "1")), Set.of(), false), FACTS, fresh()),
                ApiError.ACCESS_DENIED);
    }

    @Test
    void transitiveTagsAreInheritedAndCannotBeOverridden() {
        Role role = role(trust(
                "[\"sts:AssumeRole\",\"sts:TagSession\"]", "\"AWS\":\"arn:aws:iam::111122223333:role/first\"", ""));
        Caller caller = roleSession(Tags.of(Map.of("team", "red", "own", "1")), Set.of("team"), Optional.empty());

        SessionClaims claims = assume(caller, role);
        assertThat(claims.sessionTags().all()).hasSize(1);
        assertThat(claims.sessionTags().get("team")).contains("red");
        assertThat(claims.transitiveTagKeys()).containsExactly("team");
        assertFailure(
                () -> RoleAssumption.assume(
                        caller, with(role, Tags.of(Map.of("Team", "blue")), Set.of(), false), FACTS, fresh()),
                ApiError.INVALID_PARAMETER_VALUE);
    }

    @Test
    void passedAndInheritedTagsTogetherAreNoMoreThanASessionHolds() {
        Role role = role(trust(
                "[\"sts:AssumeRole\",\"sts:TagSession\"]", "\"AWS\":\"arn:aws:iam::111122223333:role/first\"", ""));
        Caller caller = roleSession(Tags.of(Map.of("team", "red")), Set.of("team"), Optional.empty());

        assertThat(RoleAssumption.assume(caller, with(role, tags(49), Set.of(), false), FACTS, fresh())
                        .sessionTags()
                        .size())
                .isEqualTo(50);
        assertFailure(
                () -> RoleAssumption.assume(caller, with(role, tags(50), Set.of(), false), FACTS, fresh()),
                ApiError.INVALID_PARAMETER_VALUE);
    }

    private static Tags tags(int count) {
        return Tags.of(
                IntStream.range(0, count).mapToObj(i -> new Tag("k" + i, "v")).toList());
    }

    @Test
    void inheritedTagsNeedTagSessionEvenWhenNoneArePassed() {
        Role role = role(trust("\"AWS\":\"arn:aws:iam::111122223333:role/first\"", ""));
        Caller caller = roleSession(Tags.of(Map.of("team", "red")), Set.of("team"), Optional.empty());

        assertDenied(() -> assume(caller, role), "sts:TagSession");
    }

    @Test
    void sourceIdentityIsInheritedAndCannotChange() {
        Role role = role(trust(
                "[\"sts:AssumeRole\",\"sts:SetSourceIdentity\"]",
                "\"AWS\":\"arn:aws:iam::111122223333:role/first\"",
                ""));
        Caller caller = roleSession(Tags.NONE, Set.of(), Optional.of("alice"));

        assertThat(assume(caller, role).sourceIdentity()).contains("alice");
        assertFailure(
                () -> RoleAssumption.assume(caller, withSourceIdentity(role, "mallory"), FACTS, fresh()),
                ApiError.VALIDATION_ERROR);
    }

    @Test
    void chainingIsCappedAtOneHourAndRemembersWhereItCameFrom() {
        Role role = role(trust("\"AWS\":\"arn:aws:iam::111122223333:role/first\"", ""));
        Caller caller = roleSession(Tags.NONE, Set.of(), Optional.empty());

        SessionClaims claims = RoleAssumption.assume(caller, lasting(role, Duration.ofHours(1)), FACTS, fresh());
        assertThat(claims.chained()).isTrue();
        assertThat(claims.ancestors()).containsExactly(new SessionId(7, 7));
        assertFailure(
                () -> RoleAssumption.assume(caller, lasting(role, Duration.ofSeconds(3601)), FACTS, fresh()),
                ApiError.VALIDATION_ERROR);
    }

    @Test
    void durationIsHeldToTheRolesMaximum() {
        Role role = role(trust("\"AWS\":\"arn:aws:iam::111122223333:user/alice\"", ""));

        assertThat(RoleAssumption.assume(alice(), lasting(role, Duration.ofHours(2)), FACTS, fresh()))
                .isNotNull();
        assertFailure(
                () -> RoleAssumption.assume(alice(), lasting(role, Duration.ofSeconds(7201)), FACTS, fresh()),
                ApiError.VALIDATION_ERROR);
    }

    @Test
    void onlyAFederatedPrincipalAdmitsAWebIdentity() {
        String action = "\"sts:AssumeRoleWithWebIdentity\"";
        String pin = ",\"Condition\":{\"StringEquals\":{\"ci.example.com:sub\":\"repo:a/b\"}}";
        Role federated = role(trust(action, "\"Federated\":\"" + PROVIDER + "\"", pin));
        Role everybody = role(trust(action, "\"AWS\":\"*\"", pin));
        Role otherProvider =
                role(trust(action, "\"Federated\":\"arn:aws:iam::444455556666:oidc-provider/ci.example.com\"", pin));

        SessionClaims claims = withWebIdentity(federated, "repo:a/b");
        assertThat(claims.federatedProvider()).contains(PROVIDER);
        assertThat(claims.identityClaims()).containsEntry("ci.example.com:sub", List.of("repo:a/b"));
        for (Runnable refused : List.<Runnable>of(
                () -> withWebIdentity(federated, "repo:a/c"),
                () -> withWebIdentity(everybody, "repo:a/b"),
                () -> withWebIdentity(otherProvider, "repo:a/b"))) {
            assertThatExceptionOfType(ApiException.class)
                    .isThrownBy(refused::run)
                    .withMessage("Not authorized to perform sts:AssumeRoleWithWebIdentity");
        }
    }

    private static SessionClaims withWebIdentity(Role role, String subject) {
        WebIdentityKeys keys = new WebIdentityKeys(
                Map.of("ci.example.com:sub", subject, "ci.example.com:aud", "sallyport"),
                Map.of(),
                Map.of("ci.example.com:sub", List.of(subject)),
                false);
        return RoleAssumption.assumeWithWebIdentity(
                new Principal.WebIdentity(HOME, PROVIDER),
                keys,
                with(role, Tags.NONE, Set.of(), false),
                FACTS,
                fresh());
    }

    private static SessionClaims assume(Caller caller, Role role) {
        return RoleAssumption.assume(caller, with(role, Tags.NONE, Set.of(), false), FACTS, fresh());
    }

    private static Caller alice(String... policies) {
        List<Policy> parsed = Arrays.stream(policies)
                .map(json -> Policy.parse(PolicyType.IDENTITY, "alice", json))
                .toList();
        return Caller.of(
                new User(new Principal.User(HOME, "/", "alice", ALICE_ID), Tags.NONE, parsed, Optional.empty()));
    }

    private static Caller userSession(Optional<Instant> mfaAt) {
        Caller alice = alice();
        return new Caller(
                alice.principal(),
                alice.tags(),
                alice.identityPolicies(),
                alice.boundary(),
                List.of(),
                Optional.of(session(Tags.NONE, Set.of(), Optional.empty(), mfaAt)));
    }

    private static Caller roleSession(Tags tags, Set<String> transitive, Optional<String> sourceIdentity) {
        return new Caller(
                new Principal.RoleSession(HOME, "/", "first", FIRST_ROLE_ID, "s0"),
                tags,
                List.of(),
                Optional.empty(),
                List.of(),
                Optional.of(session(tags, transitive, sourceIdentity, Optional.empty())));
    }

    @Test
    void breakGlassNeedsACodeInThisVeryCall() {
        Role role = breakGlass(Duration.ofMinutes(15));
        Caller mfaSession = userSession(Optional.of(NOW.minusSeconds(5)));

        assertThatThrownBy(() -> RoleAssumption.assume(mfaSession, with(role, REASON, Set.of(), false), FACTS, fresh()))
                .isInstanceOfSatisfying(ApiException.class, e -> {
                    assertThat(e.error()).isEqualTo(ApiError.ACCESS_DENIED);
                    assertThat(e.message()).contains("MFA code in this very call", "`--token-code`");
                });
    }

    @Test
    void breakGlassNeedsAReasonThatSaysSomething() {
        Role role = breakGlass(Duration.ofMinutes(15));

        for (Tags tags : List.of(
                Tags.NONE,
                Tags.of(Map.of("Reason", " ")),
                Tags.of(Map.of("Reason", "\u00a0\u202f")),
                Tags.of(Map.of("Reason", "--.")),
                Tags.of(Map.of("Why", "INC-1")))) {
            assertThatThrownBy(() -> RoleAssumption.assume(alice(), with(role, tags, Set.of(), true), FACTS, fresh()))
                    .isInstanceOfSatisfying(
                            ApiException.class,
                            e -> assertThat(e.message()).contains("`--tags Key=Reason,Value=INC-1234`"));
        }
    }

    @Test
    void breakGlassLastsItsMaxDurationAndNotASecondLonger() {
        Role role = breakGlass(Duration.ofMinutes(20));

        assertThat(RoleAssumption.assume(alice(), with(role, REASON, Set.of(), true), FACTS, fresh())
                        .expiresAt())
                .isEqualTo(NOW.plus(Duration.ofMinutes(20)));
        assertThat(RoleAssumption.assume(alice(), asking(role, Duration.ofMinutes(15)), FACTS, fresh())
                        .expiresAt())
                .isEqualTo(NOW.plus(Duration.ofMinutes(15)));
        assertThatThrownBy(() -> RoleAssumption.assume(alice(), asking(role, Duration.ofSeconds(1201)), FACTS, fresh()))
                .isInstanceOfSatisfying(ApiException.class, e -> {
                    assertThat(e.error()).isEqualTo(ApiError.VALIDATION_ERROR);
                    assertThat(e.message()).contains("1200 seconds");
                });
    }

    @Test
    void sessionEndsWithItsLatestEndWhateverWasAskedFor() {
        Role role = role(trust("\"AWS\":\"arn:aws:iam::111122223333:user/alice\"", ""));
        Instant end = NOW.plusSeconds(420);

        for (Optional<Duration> asked : List.of(Optional.<Duration>empty(), Optional.of(Duration.ofHours(1)))) {
            RoleRequest request = new RoleRequest(
                    role,
                    "s1",
                    asked,
                    Optional.empty(),
                    List.of(),
                    Tags.NONE,
                    Set.of(),
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    Optional.of(end));
            assertThat(RoleAssumption.assume(alice(), request, FACTS, fresh()).expiresAt())
                    .isEqualTo(end);
        }
    }

    @Test
    void strangersLearnNothingOfABreakGlassRole() {
        Role role = breakGlass(Duration.ofMinutes(15));

        assertThatThrownBy(() -> RoleAssumption.assume(
                        roleSession(Tags.NONE, Set.of(), Optional.empty()),
                        with(role, Tags.NONE, Set.of(), false),
                        FACTS,
                        fresh()))
                .hasMessageNotContaining("break-glass");
    }

    private static final Tags REASON = Tags.of(Map.of("Reason", "INC-1234"));

    private static Role breakGlass(Duration maxDuration) {
        Role plain = role(trust(
                "[\"sts:AssumeRole\",\"sts:TagSession\"]", "\"AWS\":\"arn:aws:iam::111122223333:user/alice\"", ""));
        return new Role(
                plain.account(),
                plain.path(),
                plain.name(),
                plain.id(),
                plain.trust(),
                plain.policies(),
                plain.boundary(),
                plain.tags(),
                plain.maxSession(),
                Optional.of(new BreakGlass(maxDuration)));
    }

    private static RoleRequest asking(Role role, Duration duration) {
        return new RoleRequest(
                role,
                "s1",
                Optional.of(duration),
                Optional.empty(),
                List.of(),
                REASON,
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                true,
                Optional.empty());
    }

    private static SessionFacts session(
            Tags tags, Set<String> transitive, Optional<String> sourceIdentity, Optional<Instant> mfaAt) {
        return new SessionFacts(
                new SessionId(7, 7),
                List.of(),
                List.of(),
                NOW.minusSeconds(600),
                NOW.plusSeconds(600),
                mfaAt,
                Optional.empty(),
                Map.of(),
                tags,
                transitive,
                sourceIdentity,
                false);
    }

    private static String trust(String principal, String condition) {
        return trust("\"sts:AssumeRole\"", principal, condition);
    }

    private static String trust(String action, String principal, String condition) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{" + principal
                + "},\"Action\":" + action + condition + "}}";
    }

    private static Role role(String trust) {
        return role(trust, HOME);
    }

    private static Role role(String trust, AccountId account) {
        Policy bound = Policy.parse(PolicyType.TRUST, "trust", trust)
                .withPrincipalIds(
                        Map.of(Arn.iam(HOME, "user/alice"), ALICE_ID, Arn.iam(HOME, "role/first"), FIRST_ROLE_ID));
        return new Role(
                account,
                "/",
                "deploy",
                ROLE_ID,
                bound,
                List.of(),
                Optional.empty(),
                Tags.NONE,
                Duration.ofHours(2),
                Optional.empty());
    }

    private static RoleRequest with(Role role, Tags tags, Set<String> transitive, boolean freshMfa) {
        return new RoleRequest(
                role,
                "s1",
                Optional.empty(),
                Optional.empty(),
                List.of(),
                tags,
                transitive,
                Optional.empty(),
                Optional.empty(),
                freshMfa,
                Optional.empty());
    }

    private static RoleRequest withSourceIdentity(Role role, String identity) {
        return new RoleRequest(
                role,
                "s1",
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Tags.NONE,
                Set.of(),
                Optional.empty(),
                Optional.of(identity),
                false,
                Optional.empty());
    }

    private static RoleRequest lasting(Role role, Duration duration) {
        return new RoleRequest(
                role,
                "s1",
                Optional.of(duration),
                Optional.empty(),
                List.of(),
                Tags.NONE,
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty());
    }

    private static NewSession fresh() {
        return new NewSession(new SessionId(1, 2), SecretAccessKey.mint(new byte[SecretAccessKey.RANDOM_BYTES]));
    }

    private static void assertDenied(Runnable call, String action) {
        assertThatExceptionOfType(ApiException.class).isThrownBy(call::run).satisfies(e -> {
            assertThat(e.error()).isEqualTo(ApiError.ACCESS_DENIED);
            assertThat(e.message()).contains("is not authorized to perform: " + action + " on resource: ");
        });
    }

    private static void assertFailure(Runnable call, ApiError error) {
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(call::run)
                .satisfies(e -> assertThat(e.error()).isEqualTo(error));
    }
}

package dev.sallyport.role;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.context.CallerKeys;
import dev.sallyport.context.RequestFacts;
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
import dev.sallyport.identity.Tags;
import dev.sallyport.identity.UniqueId;
import dev.sallyport.policy.ConditionContext;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.PolicyType;
import dev.sallyport.session.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The table "MFA in sessions": what each kind of credential says of MFA, in a call with a code and in one without. */
class MfaInSessionsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final AccountId HOME = new AccountId("111122223333");
    private static final String ABSENT = "absent";

    static Stream<Arguments> credentials() {
        return Stream.of(
                Arguments.of("long-term key", longTermKey(), false, ABSENT, ABSENT),
                Arguments.of("long-term key, call with a code", longTermKey(), true, "true", "0"),
                Arguments.of("GetSessionToken without MFA", userSession(Optional.empty()), false, "false", ABSENT),
                Arguments.of(
                        "GetSessionToken without MFA, call with a code",
                        userSession(Optional.empty()),
                        true,
                        "true",
                        "0"),
                Arguments.of("GetSessionToken with MFA", userSession(ago(299)), false, "true", "299"),
                Arguments.of("GetSessionToken with MFA, call with a code", userSession(ago(299)), true, "true", "0"),
                Arguments.of(
                        "role session from a call with a code", roleSession(Optional.empty()), false, "false", ABSENT),
                Arguments.of("role session from an MFA session", roleSession(ago(1800)), false, "true", "1800"),
                Arguments.of("web identity's session", webIdentitySession(), false, "false", ABSENT),
                Arguments.of("MFA by a clock that was ahead", userSession(ago(-5)), false, "true", "0"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("credentials")
    void presenceAndAgeAreThoseOfTheTable(String name, Caller caller, boolean code, String present, String age) {
        ConditionContext.Builder builder = ConditionContext.builder();
        CallerKeys.add(builder, caller, code, NOW);
        ConditionContext context = builder.build();

        assertThat(value(context, "aws:MultiFactorAuthPresent")).as(name).isEqualTo(present);
        assertThat(value(context, "aws:MultiFactorAuthAge")).as(name).isEqualTo(age);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("credentials")
    void trustPolicyAndTheCallersOwnPolicySeeTheSame(
            String name, Caller caller, boolean code, String present, String age) {
        String holds = condition(present, age, true);
        String doesNotHold = condition(present, age, false);

        assertThat(mayAssume(caller, code, "", holds))
                .as("%s: trust policy", name)
                .isTrue();
        assertThat(mayAssume(caller, code, "", doesNotHold))
                .as("%s: trust policy", name)
                .isFalse();
        assertThat(mayAssume(caller, code, holds, ""))
                .as("%s: own policy", name)
                .isTrue();
        assertThat(mayAssume(caller, code, doesNotHold, ""))
                .as("%s: own policy", name)
                .isFalse();
    }

    /** A condition that asks for exactly these two values, or that one of them is another. */
    private static String condition(String present, String age, boolean holds) {
        String presence = present.equals(ABSENT)
                ? "\"Null\":{\"aws:MultiFactorAuthPresent\":\"" + holds + "\"}"
                : "\"Bool\":{\"aws:MultiFactorAuthPresent\":\"" + present.equals("true") + "\"}";
        // Only an absent age meets the bound, and passes for that.
        String ageCondition = age.equals(ABSENT)
                ? "\"NumericGreaterThanEqualsIfExists\":{\"aws:MultiFactorAuthAge\":\"99999\"}"
                : "\"NumericEquals\":{\"aws:MultiFactorAuthAge\":\"" + (holds ? age : "77") + "\"}";
        String wrong = "\"StringEquals\":{\"aws:MultiFactorAuthPresent\":\"neither\"},";
        return ",\"Condition\":{" + (holds ? "" : wrong) + presence + "," + ageCondition + "}";
    }

    private static boolean mayAssume(Caller caller, boolean code, String ownCondition, String trustCondition) {
        String statement = "\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",";
        Policy own = Policy.parse(
                PolicyType.IDENTITY,
                "own",
                "{\"Version\":\"2012-10-17\",\"Statement\":{" + statement + "\"Resource\":\"*\"" + ownCondition + "}}");
        Policy trust = Policy.parse(
                PolicyType.TRUST,
                "trust",
                "{\"Version\":\"2012-10-17\",\"Statement\":{" + statement
                        + "\"Principal\":{\"AWS\":\"arn:aws:iam::111122223333:root\"}" + trustCondition + "}}");
        Caller asking = new Caller(
                caller.principal(), caller.tags(), List.of(own), Optional.empty(), List.of(), caller.session());
        Role role = new Role(
                HOME,
                "/",
                "deploy",
                new UniqueId("AROADEPLOY2345678ABCD"),
                trust,
                List.of(),
                Optional.empty(),
                Tags.NONE,
                Duration.ofHours(1),
                Optional.empty());
        RoleRequest request = new RoleRequest(
                role,
                "s1",
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Tags.NONE,
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                code,
                Optional.empty());
        RequestFacts facts = new RequestFacts(
                NOW, Optional.of("203.0.113.7"), true, Optional.empty(), Optional.empty(), "us-east-1");
        NewSession fresh =
                new NewSession(new SessionId(1, 2), SecretAccessKey.mint(new byte[SecretAccessKey.RANDOM_BYTES]));
        try {
            RoleAssumption.assume(asking, request, facts, fresh);
            return true;
        } catch (ApiException refused) {
            assertThat(refused.error()).isEqualTo(ApiError.ACCESS_DENIED);
            return false;
        }
    }

    private static String value(ConditionContext context, String key) {
        return context.get(key).map(values -> String.join(",", values)).orElse(ABSENT);
    }

    private static Optional<Instant> ago(long seconds) {
        return Optional.of(NOW.minusSeconds(seconds));
    }

    private static Caller longTermKey() {
        return Caller.of(new User(user(), Tags.NONE, List.of(), Optional.empty()));
    }

    private static Caller userSession(Optional<Instant> mfaAt) {
        return session(user(), mfaAt, Optional.empty());
    }

    private static Caller roleSession(Optional<Instant> mfaAt) {
        return session(role(), mfaAt, Optional.empty());
    }

    private static Caller webIdentitySession() {
        return session(role(), Optional.empty(), Optional.of(Arn.iam(HOME, "oidc-provider/ci.example.com")));
    }

    private static Principal.User user() {
        return new Principal.User(HOME, "/", "alice", new UniqueId("AIDAALICE234567ABCDEF"));
    }

    private static Principal role() {
        return new Principal.RoleSession(HOME, "/", "first", new UniqueId("AROAFIRST234567ABCDEF"), "s0");
    }

    private static Caller session(Principal principal, Optional<Instant> mfaAt, Optional<Arn> provider) {
        return new Caller(
                principal,
                Tags.NONE,
                List.of(),
                Optional.empty(),
                List.of(),
                Optional.of(new SessionFacts(
                        new SessionId(7, 7),
                        List.of(),
                        List.of(),
                        NOW.minusSeconds(600),
                        NOW.plusSeconds(600),
                        mfaAt,
                        provider,
                        Map.of(),
                        Tags.NONE,
                        Set.of(),
                        Optional.empty(),
                        false)));
    }
}

package dev.sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Principal;
import dev.sallyport.identity.UniqueId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PolicyEvaluatorTest {
    private static final AccountId HERE = new AccountId("111122223333");
    private static final AccountId THERE = new AccountId("444455556666");
    private static final UniqueId ANNS_ID = new UniqueId("AIDAANNANNANNANNANNAN");
    private static final UniqueId CI_ID = new UniqueId("AROACICICICICICICICIC");
    private static final UniqueId ANOTHER_ID = new UniqueId("AROAOTHEROTHEROTHEROT");
    private static final Principal ANN = new Principal.User(HERE, "/team/", "ann", ANNS_ID);
    private static final Principal CI = new Principal.RoleSession(HERE, "/", "ci", CI_ID, "build");
    private static final Arn ANN_ARN = Arn.iam(HERE, "user/team/ann");
    private static final Arn CI_ARN = Arn.iam(HERE, "role/ci");
    private static final Arn BUILD_ARN = Arn.sts(HERE, "assumed-role/ci/build");
    private static final Policy ALL = identity("'Effect':'Allow','Action':'*','Resource':'*'");
    private static final String ORDER = "arn:aws:orders:::order/42";

    @Test
    void nothingIsAllowedUnlessSomethingAllowsIt() {
        Decision.Denied denied = denied(PolicyEvaluator.explain(PolicySet.NONE, get(ANN)));

        assertThat(denied.explicit()).isFalse();
        assertThat(denied.stoppedBy()).isEqualTo(PolicyType.IDENTITY);
        assertThat(DenialMessage.of(denied, get(ANN)))
                .isEqualTo("User: arn:aws:iam::111122223333:user/team/ann is not authorized to perform: orders:Get on"
                        + " resource: arn:aws:orders:::order/42 because no identity-based policy allows the orders:Get"
                        + " action");
    }

    @Test
    void anExplicitDenyAnywhereWins() {
        Policy deny = identity("'Sid':'No','Effect':'Deny','Action':'orders:*','Resource':'*'");
        PolicySet policies = PolicySet.ofIdentity(List.of(ALL, deny))
                .withResource(Optional.of(resource("'Effect':'Allow','Principal':{'AWS':'" + ANN_ARN + "'}")));

        Decision.Denied denied = denied(PolicyEvaluator.evaluate(policies, get(ANN)));

        assertThat(denied.explicit()).isTrue();
        assertThat(denied.by()).extracting(MatchedStatement::sid).containsExactly(Optional.of("No"));
        assertThat(DenialMessage.of(denied, get(ANN))).endsWith(" with an explicit deny in an identity-based policy");
    }

    @Test
    void boundaryAndSessionPolicyOnlyTakeAway() {
        PolicySet policies = PolicySet.ofIdentity(List.of(ALL));
        Policy other = parse(PolicyType.SESSION, "'Effect':'Allow','Action':'orders:List','Resource':'*'");
        Policy boundary = parse(PolicyType.BOUNDARY, "'Effect':'Allow','Action':'orders:List','Resource':'*'");

        assertThat(PolicyEvaluator.evaluate(policies, get(CI)).isAllowed()).isTrue();
        assertThat(denied(PolicyEvaluator.evaluate(policies.withSession(List.of(other)), get(CI)))
                        .stoppedBy())
                .isEqualTo(PolicyType.SESSION);
        assertThat(denied(PolicyEvaluator.evaluate(policies.withBoundary(Optional.of(boundary)), get(CI)))
                        .stoppedBy())
                .isEqualTo(PolicyType.BOUNDARY);
        assertThat(PolicyEvaluator.evaluate(
                                PolicySet.NONE.withSession(List.of(
                                        parse(PolicyType.SESSION, "'Effect':'Allow','Action':'*','Resource':'*'"))),
                                get(CI))
                        .isAllowed())
                .isFalse();
    }

    @Test
    void everyLevelOfServiceControlPoliciesMustAllow() {
        Policy all = parse(PolicyType.SERVICE_CONTROL, "'Effect':'Allow','Action':'*','Resource':'*'");
        Policy some = parse(PolicyType.SERVICE_CONTROL, "'Effect':'Allow','Action':'s3:*','Resource':'*'");
        PolicySet policies = PolicySet.ofIdentity(List.of(ALL));

        assertThat(allows(policies.withServiceControl(List.of(List.of(some, all), List.of(all))), get(ANN)))
                .isTrue();
        assertThat(allows(policies.withServiceControl(List.of(List.of(all), List.of(some))), get(ANN)))
                .isFalse();
    }

    @Test
    void anotherAccountsResourceNeedsBothSides() {
        AuthorizationRequest request =
                new AuthorizationRequest(ANN, "orders:Get", ORDER, Optional.of(THERE), ConditionContext.EMPTY);
        Optional<Policy> named = Optional.of(resource("'Effect':'Allow','Principal':{'AWS':'" + ANN_ARN + "'}"));

        assertThat(allows(PolicySet.ofIdentity(List.of(ALL)), request)).isFalse();
        assertThat(allows(PolicySet.NONE.withResource(named), request)).isFalse();
        assertThat(allows(PolicySet.ofIdentity(List.of(ALL)).withResource(named), request))
                .isTrue();
    }

    @Test
    void aTrustPolicyThatNamesTheAccountOnlyDelegates() {
        PolicySet trust = trust("'Principal':{'AWS':'111122223333'}");

        assertThat(allows(trust, assume(ANN))).isFalse();
        assertThat(allows(trust.withIdentity(List.of(ALL)), assume(ANN))).isTrue();
    }

    @Test
    void aTrustPolicyThatNamesTheCallerSuffices() {
        assertThat(allows(trust("'Principal':{'AWS':'" + ANN_ARN + "'}"), assume(ANN)))
                .isTrue();
        assertThat(allows(trust("'Principal':{'AWS':'" + CI_ARN + "'}"), assume(CI)))
                .isTrue();
        assertThat(allows(trust("'Principal':{'AWS':'" + BUILD_ARN + "'}"), assume(CI)))
                .isTrue();
        assertThat(allows(trust("'Principal':{'AWS':'" + CI_ARN + "'}"), assume(ANN)))
                .isFalse();
    }

    @Test
    void noIdentityPolicyReplacesTheTrustPolicy() {
        assertThat(allows(PolicySet.ofIdentity(List.of(ALL)), assume(ANN))).isFalse();
        assertThat(allows(trust("'Principal':{'AWS':'444455556666'}").withIdentity(List.of(ALL)), assume(ANN)))
                .isFalse();
    }

    @Test
    void theCallersBoundaryAndDeniesCountForATrustPolicyToo() {
        PolicySet trust = trust("'Principal':{'AWS':'" + ANN_ARN + "'}");
        Policy boundary = parse(PolicyType.BOUNDARY, "'Effect':'Allow','Action':'orders:*','Resource':'*'");
        Policy deny = identity("'Effect':'Deny','Action':'sts:AssumeRole','Resource':'*'");

        assertThat(allows(trust.withBoundary(Optional.of(boundary)), assume(ANN)))
                .isFalse();
        assertThat(allows(trust.withIdentity(List.of(deny)), assume(ANN))).isFalse();
    }

    @Test
    void aRecreatedNamesakeIsNotTrusted() {
        for (String named : List.of(ANN_ARN.toString(), CI_ARN.toString(), BUILD_ARN.toString())) {
            Policy trust = trustPolicy("'Principal':{'AWS':'" + named + "'}");
            Principal caller = named.equals(ANN_ARN.toString()) ? ANN : CI;
            UniqueId id = named.equals(ANN_ARN.toString()) ? ANNS_ID : CI_ID;

            assertThat(allows(bound(trust, Map.of(Arn.parse(named), id)), assume(caller)))
                    .isTrue();
            assertThat(allows(bound(trust, Map.of(Arn.parse(named), ANOTHER_ID)), assume(caller)))
                    .isFalse();
            assertThat(allows(bound(trust, Map.of()), assume(caller))).isFalse();
        }
    }

    @Test
    void aDenyFollowsTheIdToo() {
        Policy trust = trustPolicy(
                "'Principal':{'AWS':'*'}},{'Effect':'Deny','Action':'sts:*','Principal':{'AWS':'" + CI_ARN + "'}");

        assertThat(allows(bound(trust, Map.of(CI_ARN, CI_ID)), assume(CI))).isFalse();
        assertThat(allows(bound(trust, Map.of(CI_ARN, ANOTHER_ID)), assume(CI))).isTrue();
    }

    @Test
    void aWebIdentityIsLetInByItsProviderAlone() {
        Arn provider = Arn.iam(HERE, "oidc-provider/issuer.example.com");
        AuthorizationRequest request = new AuthorizationRequest(
                new Principal.WebIdentity(HERE, provider),
                "sts:AssumeRoleWithWebIdentity",
                "arn:aws:iam::111122223333:role/deploy",
                Optional.of(HERE),
                ConditionContext.EMPTY);
        String action = "'Action':'sts:AssumeRoleWithWebIdentity',";

        assertThat(allows(trustOf(action + "'Principal':{'Federated':'" + provider + "'}"), request))
                .isTrue();
        assertThat(allows(trustOf(action + "'Principal':'*'"), request)).isFalse();
        assertThat(allows(trustOf(action + "'Principal':{'AWS':'111122223333'}"), request))
                .isFalse();
        assertThat(allows(
                        trustOf(action + "'Principal':{'Federated':'" + provider + "'}},{'Effect':'Deny'," + action
                                + "'Principal':'*'"),
                        request))
                .isFalse();
        assertThat(allows(trustOf(action + "'Principal':{'Federated':'" + provider + "x'}"), request))
                .isFalse();
    }

    @Test
    void aValueNeverBecomesAPattern() {
        PolicySet policies = PolicySet.ofIdentity(List.of(parse(
                PolicyType.IDENTITY,
                "'Effect':'Allow','Action':'*','Resource':'arn:aws:orders:::${aws:PrincipalTag/team}/*'")));

        assertThat(allows(policies, get("arn:aws:orders:::red/1", "aws:principaltag/TEAM", "red")))
                .isTrue();
        assertThat(allows(policies, get("arn:aws:orders:::red/1", "aws:PrincipalTag/team", "*")))
                .isFalse();
        assertThat(allows(policies, get("arn:aws:orders:::red/1", "aws:PrincipalTag/team", "???")))
                .isFalse();
        assertThat(allows(policies, get("arn:aws:orders:::red/1", "aws:PrincipalTag/team", "${aws:username}")))
                .isFalse();
        assertThat(allows(policies, get("arn:aws:orders:::*/1", "aws:PrincipalTag/team", "*")))
                .isTrue();
        assertThat(allows(policies, get("arn:aws:orders:::red/1", "aws:other", "red")))
                .isFalse();
    }

    @Test
    void aTagKeyWithBlanksFillsAVariable() {
        PolicySet policies = PolicySet.ofIdentity(List.of(parse(
                PolicyType.IDENTITY,
                "'Effect':'Allow','Action':'*','Resource':'arn:aws:orders:::${aws:PrincipalTag/Cost Center}'")));

        assertThat(allows(policies, get("arn:aws:orders:::7", "aws:PrincipalTag/cost center", "7")))
                .isTrue();
    }

    @Test
    void anExplanationNamesWhatFailed() {
        PolicySet policies = PolicySet.ofIdentity(
                List.of(identity("'Sid':'Mfa','Effect':'Allow','Action':'orders:*','Resource':'*','Condition':{'Bool':{"
                        + "'aws:MultiFactorAuthPresent':'true'}}},{'Sid':'Elsewhere','Effect':'Allow','Action':"
                        + "'orders:Get','Resource':'arn:aws:orders:::other/*'},{'Effect':'Allow','Action':'s3:*',"
                        + "'Resource':'*'")));

        Decision.Denied denied = denied(PolicyEvaluator.explain(policies, get(ANN)));

        assertThat(denied.nearMisses())
                .extracting(miss -> miss.statement().sid().orElse(""), NearMiss::element, NearMiss::key)
                .containsExactly(
                        tuple("Mfa", "Condition", Optional.of("aws:MultiFactorAuthPresent")),
                        tuple("Elsewhere", "Resource", Optional.empty()));
        assertThat(denied.missingKeys()).containsExactly("aws:multifactorauthpresent");
        assertThat(denied(PolicyEvaluator.evaluate(policies, get(ANN))).nearMisses())
                .isEmpty();
    }

    @Test
    void aStoredAllowWithNotPrincipalAdmitsNobodyWhomItLists() {
        Policy boundary = parse(PolicyType.BOUNDARY, "'Effect':'Allow','Action':'*','Resource':'*'");
        PolicySet spares = PolicySet.NONE.withResource(Optional.of(stored(
                PolicyType.RESOURCE,
                "'Effect':'Allow','Action':'*','Resource':'*','NotPrincipal':{'AWS':'" + ANN_ARN + "'}")));

        assertThat(allows(spares, get(ANN))).isFalse();
        assertThat(allows(spares.withBoundary(Optional.of(boundary)), get(ANN))).isFalse();
        assertThat(allows(spares, get(CI))).isTrue();
    }

    @Test
    void aDenySparesAFederatedUserOnlyTogetherWithTheUserBehindIt() {
        Principal jean = new Principal.FederatedUser(HERE, "jean", new Principal.User(HERE, "/team/", "ann", ANNS_ID));
        String session = "arn:aws:sts::111122223333:federated-user/jean','111122223333'";

        assertThat(allows(allButSpared("'" + session), get(jean))).isFalse();
        assertThat(allows(allButSpared("'" + ANN_ARN + "','" + session), get(jean)))
                .isTrue();
    }

    private static PolicySet allButSpared(String names) {
        return PolicySet.ofIdentity(List.of(ALL))
                .withResource(Optional.of(resource("'Effect':'Deny','NotPrincipal':{'AWS':[" + names + "]}")));
    }

    @Test
    void aPolicyThatOnlyRestrictsAllowsAWebIdentityByItsStar() {
        Arn provider = Arn.iam(HERE, "oidc-provider/issuer.example.com");
        AuthorizationRequest request = new AuthorizationRequest(
                new Principal.WebIdentity(HERE, provider),
                "sts:AssumeRoleWithWebIdentity",
                "arn:aws:iam::111122223333:role/deploy",
                Optional.of(HERE),
                ConditionContext.EMPTY);
        PolicySet trust =
                trustOf("'Action':'sts:AssumeRoleWithWebIdentity','Principal':{'Federated':'" + provider + "'}");
        String all = "'Effect':'Allow','Action':'*','Resource':'*','Principal':";
        Policy full = stored(PolicyType.RESOURCE_CONTROL, all + "'*'");

        assertThat(allows(trust.withResourceControl(List.of(List.of(full))), request))
                .isTrue();
        assertThat(allows(trust.withEndpoint(List.of(parse(PolicyType.ENDPOINT, all + "{'AWS':'*'}"))), request))
                .isTrue();
        assertThat(allows(
                        trust.withEndpoint(List.of(parse(PolicyType.ENDPOINT, all + "{'AWS':'111122223333'}"))),
                        request))
                .isFalse();
    }

    @Test
    void aSessionThatAnotherAccountsRoleNamesIsStillLimitedByItsSessionPolicy() {
        Policy other = parse(PolicyType.SESSION, "'Effect':'Allow','Action':'orders:*','Resource':'*'");
        PolicySet named = trust("'Principal':{'AWS':'" + BUILD_ARN + "'}")
                .withIdentity(List.of(ALL))
                .withSession(List.of(other));
        AuthorizationRequest there = new AuthorizationRequest(
                CI,
                "sts:AssumeRole",
                "arn:aws:iam::444455556666:role/deploy",
                Optional.of(THERE),
                ConditionContext.EMPTY);

        assertThat(allows(named, assume(CI))).isTrue();
        assertThat(allows(named, there)).isFalse();
        assertThat(allows(named.withSession(List.of()), there)).isTrue();
    }

    @Test
    void theOrderOfValuesDoesNotMatterWhenOneOfThemIsBroken() {
        for (String values : List.of("'nobody','arn:aws:sns:*:*:red'", "'arn:aws:sns:*:*:red','nobody'")) {
            PolicySet policies = PolicySet.ofIdentity(List.of(stored(
                    PolicyType.IDENTITY,
                    "'Effect':'Allow','Action':'*','Resource':'*','Condition':{'ArnLike':{'aws:SourceArn':[" + values
                            + "]}}")));

            assertThat(allows(policies, get(ORDER, "aws:SourceArn", "arn:aws:sns:eu-west-1:111122223333:red")))
                    .isTrue();
            assertThat(allows(policies, get(ORDER, "aws:SourceArn", "arn:aws:sns:eu-west-1:111122223333:blue")))
                    .isFalse();
        }
    }

    private static boolean allows(PolicySet policies, AuthorizationRequest request) {
        boolean allowed = PolicyEvaluator.evaluate(policies, request).isAllowed();
        assertThat(PolicyEvaluator.explain(policies, request).isAllowed()).isEqualTo(allowed);
        return allowed;
    }

    private static Decision.Denied denied(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Denied.class);
        return (Decision.Denied) decision;
    }

    private static AuthorizationRequest get(Principal principal) {
        return new AuthorizationRequest(principal, "orders:Get", ORDER, Optional.of(HERE), ConditionContext.EMPTY);
    }

    private static AuthorizationRequest get(String resource, String key, String value) {
        ConditionContext context = ConditionContext.builder().put(key, value).build();
        return new AuthorizationRequest(ANN, "orders:Get", resource, Optional.of(HERE), context);
    }

    private static AuthorizationRequest assume(Principal principal) {
        return new AuthorizationRequest(
                principal,
                "sts:AssumeRole",
                "arn:aws:iam::111122223333:role/deploy",
                Optional.of(HERE),
                ConditionContext.EMPTY);
    }

    private static PolicySet trust(String principal) {
        return PolicySet.NONE.withResource(Optional.of(trustPolicy(principal)));
    }

    private static PolicySet trustOf(String elements) {
        return PolicySet.NONE.withResource(Optional.of(parse(PolicyType.TRUST, "'Effect':'Allow'," + elements)));
    }

    private static Policy trustPolicy(String principal) {
        return parse(PolicyType.TRUST, "'Effect':'Allow','Action':'sts:AssumeRole'," + principal);
    }

    private static PolicySet bound(Policy trust, Map<Arn, UniqueId> ids) {
        return PolicySet.NONE.withResource(Optional.of(trust.withPrincipalIds(ids)));
    }

    private static Policy identity(String elements) {
        return parse(PolicyType.IDENTITY, elements);
    }

    private static Policy resource(String elements) {
        return parse(PolicyType.RESOURCE, elements + ",'Action':'*','Resource':'*'");
    }

    private static Policy stored(PolicyType type, String elements) {
        String json = "{'Version':'2012-10-17','Statement':[{" + elements + "}]}";
        return Policy.parseStored(type, type.name(), json.replace('\'', '"'));
    }

    private static Policy parse(PolicyType type, String elements) {
        String json = "{'Version':'2012-10-17','Statement':[{" + elements + "}]}";
        return Policy.parse(type, type.name(), json.replace('\'', '"'));
    }
}

package dev.sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Principal;
import dev.sallyport.identity.UniqueId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a denial with all of its reasons says of statements that did not apply. */
class ExplanationTest {
    private static final AccountId HERE = new AccountId("111122223333");
    private static final Principal ANN = new Principal.User(HERE, "/", "ann", new UniqueId("AIDAANNANNANNANNANNAN"));

    @Test
    void thePrincipalThatIsNotNamedIsAReason() {
        NearMiss miss = onlyMiss(resource("'Principal':{'AWS':'444455556666'}"));

        assertThat(miss.element()).isEqualTo("Principal");
        assertThat(miss.expected()).containsExactly("444455556666");
        assertThat(miss.actual()).containsExactly("arn:aws:iam::111122223333:user/ann");
        assertThat(miss.effect()).isEqualTo(Effect.ALLOW);
    }

    @Test
    void thePrincipalThatIsSparedIsAReason() {
        NearMiss miss = onlyMiss(Documents.policy(
                PolicyType.RESOURCE,
                "'Effect':'Deny','Action':'*','Resource':'*','NotPrincipal':{'AWS':['111122223333',"
                        + "'arn:aws:iam::111122223333:user/ann']}"));

        assertThat(miss.element()).isEqualTo("NotPrincipal");
        assertThat(miss.effect()).isEqualTo(Effect.DENY);
    }

    @Test
    void theResourceThatIsExceptedIsAReason() {
        NearMiss miss = onlyMiss(identity("'NotResource':'arn:aws:s3:::*'"));

        assertThat(miss.element()).isEqualTo("NotResource");
        assertThat(miss.expected()).containsExactly("arn:aws:s3:::*");
        assertThat(miss.actual()).containsExactly("arn:aws:s3:::b/k");
    }

    @Test
    void theFirstConditionThatFailsIsAReason() {
        NearMiss miss = onlyMiss(identity("'Resource':'*','Condition':{'StringEquals':{'a:here':'red'},"
                + "'StringLike':{'a:Here':['b*','g*']},'Bool':{'a:missing':true}}"));

        assertThat(miss.element()).isEqualTo("Condition");
        assertThat(miss.operator()).contains("StringLike");
        assertThat(miss.key()).contains("a:Here");
        assertThat(miss.expected()).containsExactly("b*", "g*");
        assertThat(miss.actual()).containsExactly("red");
    }

    @Test
    void keysAreMissingOnlyWhereTheRestWouldFit() {
        String condition = ",'Condition':{'Bool':{'a:Missing':true},'Null':{'a:null':false},"
                + "'StringEqualsIfExists':{'a:perhaps':'x'},'StringNotEquals':{'a:not':'x'},'StringEquals':{'a:here':'x'}}";

        assertThat(explain(PolicySet.ofIdentity(List.of(identity("'Resource':'*'" + condition))))
                        .missingKeys())
                .containsExactly("a:missing");
        assertThat(explain(PolicySet.ofIdentity(List.of(identity("'Resource':'arn:aws:s3:::c'" + condition))))
                        .missingKeys())
                .isEmpty();
    }

    @Test
    void aStatementThatAppliesIsNoNearMiss() {
        Policy deny = Documents.policy(PolicyType.IDENTITY, "'Effect':'Deny','Action':'*','Resource':'*'");
        Decision.Denied denied = explain(PolicySet.ofIdentity(List.of(identity("'Resource':'*'"), deny)));

        assertThat(denied.nearMisses()).isEmpty();
        assertThat(denied.by()).hasSize(1);
    }

    @Test
    void everyStatementThatCountsIsAmongTheReasons() {
        Policy allow = identity("'Resource':'*'");
        Policy boundary = Documents.policy(PolicyType.BOUNDARY, "'Effect':'Allow','Action':'*','Resource':'*'");
        PolicySet policies = PolicySet.ofIdentity(List.of(allow, allow)).withBoundary(Optional.of(boundary));

        assertThat(((Decision.Allowed) PolicyEvaluator.explain(policies, request())).by())
                .extracting(MatchedStatement::policyType)
                .containsExactly(PolicyType.IDENTITY, PolicyType.IDENTITY, PolicyType.BOUNDARY);
        assertThat(((Decision.Allowed) PolicyEvaluator.evaluate(policies, request())).by())
                .extracting(MatchedStatement::policyType)
                .containsExactly(PolicyType.IDENTITY, PolicyType.BOUNDARY);
    }

    @Test
    void everyDenyOfEveryPolicyIsAmongTheReasons() {
        Policy deny = Documents.policy(PolicyType.IDENTITY, "'Effect':'Deny','Action':'*','Resource':'*'");
        Policy control = Documents.policy(PolicyType.SERVICE_CONTROL, "'Effect':'Deny','Action':'*','Resource':'*'");
        PolicySet policies = PolicySet.ofIdentity(List.of(deny, deny)).withServiceControl(List.of(List.of(control)));

        Decision.Denied all = explain(policies);
        assertThat(all.stoppedBy()).isEqualTo(PolicyType.SERVICE_CONTROL);
        assertThat(all.by())
                .extracting(MatchedStatement::policyType)
                .containsExactly(PolicyType.SERVICE_CONTROL, PolicyType.IDENTITY, PolicyType.IDENTITY);
        assertThat(((Decision.Denied) PolicyEvaluator.evaluate(policies, request())).by())
                .hasSize(1);
    }

    private static NearMiss onlyMiss(Policy policy) {
        PolicySet policies = policy.type() == PolicyType.RESOURCE
                ? PolicySet.NONE.withResource(Optional.of(policy))
                : PolicySet.ofIdentity(List.of(policy));
        List<NearMiss> misses = explain(policies).nearMisses();
        assertThat(misses).hasSize(1);
        assertThat(misses.get(0).statement())
                .isEqualTo(policy.statements().get(0).place());
        return misses.get(0);
    }

    private static Decision.Denied explain(PolicySet policies) {
        return (Decision.Denied) PolicyEvaluator.explain(policies, request());
    }

    private static AuthorizationRequest request() {
        return new AuthorizationRequest(
                ANN,
                "a:B",
                "arn:aws:s3:::b/k",
                Optional.of(HERE),
                ConditionContext.builder().put("a:here", "red").build());
    }

    private static Policy identity(String elements) {
        return Documents.policy(PolicyType.IDENTITY, "'Effect':'Allow','Action':'a:*'," + elements);
    }

    private static Policy resource(String elements) {
        return Documents.policy(PolicyType.RESOURCE, "'Effect':'Allow','Action':'a:*','Resource':'*'," + elements);
    }
}

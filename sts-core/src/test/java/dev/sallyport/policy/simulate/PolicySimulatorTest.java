package dev.sallyport.policy.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Principal;
import dev.sallyport.policy.ConditionContext;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.PolicySet;
import dev.sallyport.policy.PolicyType;
import dev.sallyport.policy.simulate.SimulationResult.Verdict;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PolicySimulatorTest {
    private static final String POLICY = """
            {"Version": "2012-10-17", "Statement": [
              {"Effect": "Allow", "Action": "s3:*", "Resource": "*",
               "Condition": {"Bool": {"aws:SecureTransport": "true"}}},
              {"Effect": "Deny", "Action": "s3:DeleteObject", "Resource": "arn:aws:s3:::books/*"}]}""";

    @Test
    void worstOfSeveralResourcesIsTheDecision() {
        SimulationResult result =
                simulate("s3:DeleteObject", List.of("arn:aws:s3:::a/k", "arn:aws:s3:::books/k"), true);
        assertThat(result.decision()).isEqualTo(Verdict.EXPLICIT_DENY);
        assertThat(result.resource()).isEqualTo("arn:aws:s3:::${BucketName}/${KeyName}");
        assertThat(result.resourceResults())
                .extracting(SimulationResult.ResourceResult::decision)
                .containsExactly(Verdict.ALLOWED, Verdict.EXPLICIT_DENY);
    }

    @Test
    void resourceIsEverythingWhereNoneIsNamed() {
        SimulationResult result = simulate("s3:GetObject", List.of(), true);
        assertThat(result.resource()).isEqualTo("*");
        assertThat(result.resourceResults()).isEmpty();
        assertThat(result.matched()).hasSize(1);
    }

    @Test
    void missingKeyIsNamedAsThePolicyHasIt() {
        SimulationResult result = simulate("s3:GetObject", List.of(), false);
        assertThat(result.decision()).isEqualTo(Verdict.IMPLICIT_DENY);
        assertThat(result.missingContextValues()).containsExactly("aws:SecureTransport");
    }

    @Test
    void principalIsReadFromItsArn() {
        assertThat(NamedPrincipal.of(Arn.parse("arn:aws:iam::123456789012:root")))
                .isInstanceOf(Principal.AccountRoot.class);
        assertThat(NamedPrincipal.of(Arn.parse("arn:aws:sts::123456789012:assumed-role/deploy/alice")))
                .isInstanceOf(Principal.RoleSession.class);
        assertThatThrownBy(() -> NamedPrincipal.of(Arn.parse("arn:aws:iam::123456789012:group/readers")))
                .hasMessageContaining("makes no requests");
    }

    private static SimulationResult simulate(String action, List<String> resources, boolean secure) {
        ConditionContext context = secure
                ? ConditionContext.builder().put("aws:SecureTransport", "true").build()
                : ConditionContext.EMPTY;
        return PolicySimulator.simulate(new Simulation(
                        PolicySet.ofIdentity(List.of(Policy.parse(PolicyType.IDENTITY, "policy", POLICY))),
                        NamedPrincipal.of(Arn.parse("arn:aws:iam::123456789012:user/alice")),
                        List.of(action),
                        resources,
                        Optional.empty(),
                        context))
                .get(0);
    }
}

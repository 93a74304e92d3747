package dev.sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Principal;
import dev.sallyport.identity.UniqueId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Policies that share parts say what each says alone. */
class SharedPartsTest {
    private static final Principal ANN =
            new Principal.User(new AccountId("111122223333"), "/", "ann", new UniqueId("AIDAANNANNANNANNANNAN"));
    private static final String NEW = "2012-10-17";
    private static final String OLD = "2008-10-17";

    private final SharedParts shared = new SharedParts();

    @Test
    void equalPartsAreKeptOnce() {
        Statement one = policy(PolicyType.IDENTITY, NEW, "Allow", "{'StringEquals':{'a:key':'x'}}")
                .statements()
                .get(0);
        Statement two = policy(PolicyType.IDENTITY, NEW, "Deny", "{'StringEquals':{'A:KEY':'x'}}")
                .statements()
                .get(0);

        assertThat(two.conditionRules()).isSameAs(one.conditionRules());
        assertThat(two.actions()).isSameAs(one.actions());
        assertThat(two.conditions().get(0).writtenKey()).isEqualTo("A:KEY");
    }

    @Test
    void variablesOfOneVersionAreTextInAnother() {
        String condition = "{'StringEquals':{'a:key':'${aws:username}'}}";
        Policy variable = policy(PolicyType.IDENTITY, NEW, "Allow", condition);
        Policy text = policy(PolicyType.IDENTITY, OLD, "Allow", condition);

        assertThat(allows(variable, "ann")).isTrue();
        assertThat(allows(variable, "${aws:username}")).isFalse();
        assertThat(allows(text, "ann")).isFalse();
        assertThat(allows(text, "${aws:username}")).isTrue();
    }

    @Test
    void operatorsAndKeysAreToldApart() {
        assertThat(allows(policy(PolicyType.IDENTITY, NEW, "Allow", "{'StringEquals':{'a:key':'x*'}}"), "xy"))
                .isFalse();
        assertThat(allows(policy(PolicyType.IDENTITY, NEW, "Allow", "{'StringLike':{'a:key':'x*'}}"), "xy"))
                .isTrue();
        assertThat(allows(policy(PolicyType.IDENTITY, NEW, "Allow", "{'StringLike':{'a:other':'x*'}}"), "xy"))
                .isFalse();
    }

    /** A strict reading leaves a value out that it cannot read; what it leaves behind must not weaken a Deny. */
    @Test
    void aRefusedPolicyLeavesNothingToALenientOne() {
        String condition = "{'NotIpAddress':{'a:key':'nowhere'}}";
        assertThatThrownBy(() -> policy(PolicyType.IDENTITY, NEW, "Deny", condition))
                .isInstanceOf(MalformedPolicyException.class);

        Policy lenient = policy(PolicyType.SESSION, NEW, "Allow", condition);
        Policy alone = Policy.parse(PolicyType.SESSION, "alone", json(NEW, "Allow", condition));
        ConditionContext context =
                ConditionContext.builder().put("a:key", "192.0.2.1").build();

        assertThat(lenient.statements().get(0).conditionRules()[0].test(context))
                .isEqualTo(alone.statements().get(0).conditionRules()[0].test(context));
        assertThat(lenient.statements().get(0).conditionRules())
                .isNotSameAs(alone.statements().get(0).conditionRules());
    }

    private boolean allows(Policy policy, String value) {
        ConditionContext context = ConditionContext.builder()
                .put("a:key", value)
                .put("aws:username", "ann")
                .build();
        AuthorizationRequest request =
                new AuthorizationRequest(ANN, "a:Get", "arn:aws:a:::x", Optional.empty(), context);
        return PolicyEvaluator.evaluate(PolicySet.ofIdentity(List.of(policy)), request)
                .isAllowed();
    }

    private Policy policy(PolicyType type, String version, String effect, String condition) {
        return Policy.parse(type, "policy", json(version, effect, condition), shared);
    }

    private static String json(String version, String effect, String condition) {
        return ("{'Version':'" + version + "','Statement':[{'Effect':'" + effect
                        + "','Action':['a:Get','a:Put'],'Resource':'*','Condition':" + condition + "}]}")
                .replace('\'', '"');
    }
}

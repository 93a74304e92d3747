package dev.sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Principal;
import dev.sallyport.json.JsonWriter;
import java.util.List;
import java.util.Optional;

class PolicyFuzzTest {
    private static final Principal SOMEBODY = new Principal.Service("fuzz.example.com");

    @FuzzTest
    void aDocumentIsAPolicyOrRefusedWithItsPlace(FuzzedDataProvider data) {
        PolicyType type = data.pickValue(PolicyType.values());
        try {
            Policy policy = Policy.parse(type, "fuzz", data.consumeRemainingAsString());
            assertThat(policy.statements()).isNotEmpty();
        } catch (MalformedPolicyException refused) {
            assertThat(refused.line()).isPositive();
            assertThat(refused.column()).isPositive();
            assertThat(refused.detail()).doesNotContain("\n");
        }
    }

    @FuzzTest
    void aConditionDecidesWhateverItIsGiven(FuzzedDataProvider data) {
        String operator = data.pickValue(Operator.Base.values()).written();
        String literal = data.consumeString(100);
        String value = data.consumeString(100);
        String document = new JsonWriter()
                .beginObject()
                .field("Version", "2012-10-17")
                .name("Statement")
                .beginObject()
                .field("Effect", data.consumeBoolean() ? "Allow" : "Deny")
                .field("Action", "*")
                .field("Resource", "*")
                .name("Condition")
                .beginObject()
                .name(operator)
                .beginObject()
                .field("a:value", literal)
                .endObject()
                .endObject()
                .endObject()
                .endObject()
                .text();
        Policy policy;
        try {
            policy = Policy.parse(PolicyType.SESSION, "fuzz", document);
        } catch (MalformedPolicyException refused) {
            return;
        }
        AuthorizationRequest request = new AuthorizationRequest(
                SOMEBODY,
                "a:B",
                "*",
                Optional.of(new AccountId("111122223333")),
                ConditionContext.builder()
                        .put("a:value", value)
                        .put("a:other", data.consumeRemainingAsString())
                        .build());
        PolicySet policies = PolicySet.NONE.withSession(List.of(policy));
        assertThat(PolicyEvaluator.explain(policies, request).isAllowed())
                .isEqualTo(PolicyEvaluator.evaluate(policies, request).isAllowed());
    }

    @FuzzTest
    void aSubstitutedValueIsOnlyItself(FuzzedDataProvider data) {
        String value = data.consumeString(50);
        String text = data.consumeRemainingAsString();
        Template template = Template.parse("${a:b}", true, true, key -> {});
        ConditionContext context = ConditionContext.builder().put("a:b", value).build();

        assertThat(template.resolve(context).orElseThrow().pattern().matches(text))
                .isEqualTo(value.equals(text));
    }

    @FuzzTest
    void literalsAreReadOrNot(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();

        IpAddress.parse(text)
                .ifPresent(address ->
                        assertThat(IpAddress.parse(address.toString())).contains(address));
        IpRange.parse(text)
                .ifPresent(range -> assertThat(IpRange.parse(range.toString())).contains(range));
        IpRange.ofPolicy(text);
        PolicyDate.parse(text);
        PolicyNumber.parse(text);
        Wildcard.of(text).matches(text);
        ArnPattern.ArnText.parse(text);
    }
}

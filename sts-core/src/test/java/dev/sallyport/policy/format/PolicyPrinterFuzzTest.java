package dev.sallyport.policy.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sallyport.json.Json;
import dev.sallyport.json.JsonLimits;
import dev.sallyport.policy.MalformedPolicyException;
import dev.sallyport.policy.PolicyType;
import dev.sallyport.policy.compare.PolicyEquivalence;

class PolicyPrinterFuzzTest {
    @FuzzTest
    void aPolicyIsPrintedAsItselfAndAgainTheSame(FuzzedDataProvider data) {
        PolicyType type = data.pickValue(PolicyType.values());
        String document = data.consumeRemainingAsString();
        String printed;
        try {
            printed = PolicyPrinter.print(type, document);
        } catch (MalformedPolicyException refused) {
            return;
        }
        assertThat(PolicyEquivalence.equivalent(
                        Json.parse(printed, JsonLimits.DEFAULT), Json.parse(document, JsonLimits.DEFAULT)))
                .isTrue();
        assertThat(PolicyPrinter.print(type, printed)).isEqualTo(printed);
    }
}

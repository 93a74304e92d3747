package dev.sallyport.policy.lint;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sallyport.policy.PolicyType;
import java.util.List;

/** Any text at all has findings or none, and never breaks the linter. */
class LinterFuzzTest {
    @FuzzTest
    void everyTextIsRead(FuzzedDataProvider data) {
        PolicyType type = data.pickValue(List.of(PolicyType.values()));
        for (Finding finding : PolicyLinter.lint(type, data.consumeRemainingAsString())) {
            if (finding.toString().indexOf('\n') >= 0) {
                throw new AssertionError("a finding is one line");
            }
        }
    }
}

package dev.sallyport.gateway.cli.policy;

import dev.sallyport.config.PolicyTest;
import dev.sallyport.policy.AuthorizationRequest;
import dev.sallyport.policy.Decision;
import java.util.Optional;

/**
 * What one policy test came to.
 *
 * @param decision with the places of statements in their files
 * @param failure what was wanted and not so, on one line; empty when the test holds
 */
public record PolicyTestResult(
        PolicyTest test, AuthorizationRequest request, Decision decision, Optional<String> failure) {
    /** Everything that is to be said of a test that does not hold: what was wanted, the reasons, and what to do. */
    public String report(boolean colours) {
        StringBuilder report = new StringBuilder();
        report.append(OneLine.of(failure.orElse(""))).append('\n');
        report.append(DecisionTree.write(decision, request, colours));
        return report.append("to do: ").append(toDo()).append('\n').toString();
    }

    private String toDo() {
        boolean wanted = test.expectation().allowed();
        if (wanted == decision.isAllowed()) {
            return "correct the policies, or what the test says under `because`";
        }
        if (decision instanceof Decision.Denied denied) {
            if (denied.explicit()) {
                return "narrow the Deny above, or expect `denied`";
            }
            return denied.missingKeys().isEmpty()
                    ? "add or widen an Allow in the type of policy named above, or expect `denied`"
                    : "give the request the keys that it lacks under `context`, change the statement that wants them, or"
                            + " expect `denied`";
        }
        return "narrow the Allow above or add a Deny, or expect `allowed`";
    }
}

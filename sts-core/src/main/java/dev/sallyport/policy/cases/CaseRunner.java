package dev.sallyport.policy.cases;

import dev.sallyport.policy.MalformedPolicyException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Runs one case with the runner of its kind. A kind, field or value that no runner knows fails the case. */
public final class CaseRunner {
    /** One kind of case. */
    interface Kind {
        CaseResult run(PolicyCase policyCase);
    }

    private static final Map<String, Kind> KINDS = Map.of(
            "evaluate", RequestCases::evaluate,
            "trust", RequestCases::trust,
            "condition", ConditionCases::run,
            "wildcard", WildcardCases::run,
            "principal", PrincipalCases::run,
            "validate", ValidateCases::run,
            "message", MessageCases::run,
            "lint", LintCases::run,
            "equivalence", EquivalenceCases::run,
            "simulate", SimulateCases::run);

    /** Kinds that ask for something that does not exist yet. */
    private static final Set<String> PENDING = Set.of("api");

    private CaseRunner() {}

    public static CaseResult run(PolicyCase policyCase) {
        if (PENDING.contains(policyCase.kind())) {
            String operation = policyCase.given().maybeText("operation").orElse(policyCase.kind());
            return new CaseResult(policyCase, CaseResult.Outcome.PENDING, "pending " + operation, "", List.of());
        }
        Kind kind = KINDS.get(policyCase.kind());
        if (kind == null) {
            return failed(policyCase, "there is no runner for the kind `" + policyCase.kind() + "`");
        }
        try {
            return kind.run(policyCase);
        } catch (MalformedPolicyException refused) {
            return failed(policyCase, "a policy of the case is refused: " + refused.getMessage());
        } catch (IllegalArgumentException unknown) {
            return failed(policyCase, String.valueOf(unknown.getMessage()));
        }
    }

    private static CaseResult failed(PolicyCase policyCase, String reason) {
        return new CaseResult(policyCase, CaseResult.Outcome.FAILED, "", "", List.of(reason));
    }
}

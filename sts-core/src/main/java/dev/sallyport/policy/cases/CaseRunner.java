package dev.sallyport.policy.cases;

import dev.sallyport.policy.MalformedPolicyException;
import java.util.List;
import java.util.Map;

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

    private CaseRunner() {}

    public static CaseResult run(PolicyCase policyCase) {
        return run(policyCase, Map.of());
    }

    /**
     * @param operations what cases of kind {@code api} may ask beside SimulateCustomPolicy, by name as {@code
     *     sts:AssumeRole}; a case for another one is pending
     */
    public static CaseResult run(PolicyCase policyCase, Map<String, ApiOperation> operations) {
        Kind kind = policyCase.kind().equals("api") ? new ApiCases(operations)::run : KINDS.get(policyCase.kind());
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

package dev.sallyport.policy.cases;

import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Principal;
import dev.sallyport.json.JsonNode;
import dev.sallyport.policy.ConditionContext;
import dev.sallyport.policy.MatchedStatement;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.PolicySet;
import dev.sallyport.policy.PolicyType;
import dev.sallyport.policy.simulate.NamedPrincipal;
import dev.sallyport.policy.simulate.PolicySimulator;
import dev.sallyport.policy.simulate.Simulation;
import dev.sallyport.policy.simulate.SimulationResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Kind {@code simulate}: what SimulateCustomPolicy answers, with the places of the statements that decided. */
final class SimulateCases {
    private static final Set<String> GIVEN =
            Set.of("policyTexts", "resourcePolicyText", "callerArn", "actions", "resources", "contextEntries");
    private static final Set<String> RESULT =
            Set.of("action", "resource", "decision", "matchedStatements", "missingContextValues", "resourceResults");
    private static final Set<String> STATEMENT = Set.of("sourcePolicyId", "sourcePolicyType", "start", "end");
    private static final Set<String> SINGLE_TYPES = Set.of("string", "numeric", "boolean", "ip", "binary", "date");
    private static final String INPUT_LIST = "PolicyInputList.";
    private static final String RESOURCE_POLICY = "ResourcePolicy";
    private static final Principal SOMEBODY = NamedPrincipal.user(Arn.parse("arn:aws:iam::123456789012:user/somebody"));

    private SimulateCases() {}

    static CaseResult run(PolicyCase policyCase) {
        Fields given = policyCase.given();
        given.refuseUnknown(GIVEN);
        policyCase.expect().refuseUnknown(Set.of("results"));
        List<SimulationResult> results = PolicySimulator.simulate(new Simulation(
                policies(given),
                given.maybeText("callerArn")
                        .map(arn -> NamedPrincipal.of(Arn.parse(arn)))
                        .orElse(SOMEBODY),
                given.texts("actions"),
                given.texts("resources"),
                Optional.empty(),
                context(given)));
        List<JsonNode> expected = policyCase.expect().list("results");
        boolean same = results.size() == expected.size();
        List<String> wanted = new ArrayList<>();
        for (int i = 0; i < expected.size(); i++) {
            Fields result = Fields.of(expected.get(i));
            result.refuseUnknown(RESULT);
            wanted.add(result.node().toString());
            same = same && agrees(results.get(i), result);
        }
        return CaseResult.compare(policyCase, same, results.toString(), wanted.toString(), List.of());
    }

    private static PolicySet policies(Fields given) {
        List<Policy> identity = new ArrayList<>();
        for (String text : given.texts("policyTexts")) {
            identity.add(Policy.parse(PolicyType.IDENTITY, INPUT_LIST + (identity.size() + 1), text));
        }
        return PolicySet.ofIdentity(identity)
                .withResource(given.maybeText("resourcePolicyText")
                        .map(text -> Policy.parse(PolicyType.RESOURCE, RESOURCE_POLICY, text)));
    }

    private static ConditionContext context(Fields given) {
        ConditionContext.Builder context = ConditionContext.builder();
        for (JsonNode node : given.list("contextEntries")) {
            Fields entry = Fields.of(node);
            entry.refuseUnknown(Set.of("key", "type", "values"));
            String type = entry.text("type");
            List<String> values = entry.texts("values");
            if (SINGLE_TYPES.contains(type) && values.size() == 1) {
                context.put(entry.text("key"), values.get(0));
            } else if (type.endsWith("List") && SINGLE_TYPES.contains(type.substring(0, type.length() - 4))) {
                context.putAll(entry.text("key"), values);
            } else {
                throw new IllegalArgumentException("a context entry of type `" + type + "` with these values");
            }
        }
        return context.build();
    }

    private static boolean agrees(SimulationResult got, Fields expected) {
        boolean same = got.action().equals(expected.text("action"))
                && got.resource().equals(expected.text("resource"))
                && got.decision().written().equals(expected.text("decision"))
                && statementsAgree(got.matched(), expected.list("matchedStatements"));
        if (expected.has("missingContextValues")) {
            same = same
                    && new TreeSet<>(got.missingContextValues())
                            .equals(new TreeSet<>(expected.texts("missingContextValues")));
        }
        List<String> each = got.resourceResults().stream()
                .map(one -> one.resource() + " " + one.decision().written())
                .toList();
        if (expected.has("resourceResults")) {
            same = same
                    && each.equals(expected.list("resourceResults").stream()
                            .map(SimulateCases::resourceResult)
                            .toList());
        }
        return same;
    }

    private static String resourceResult(JsonNode node) {
        Fields result = Fields.of(node);
        result.refuseUnknown(Set.of("resource", "decision"));
        return result.text("resource") + " " + result.text("decision");
    }

    private static boolean statementsAgree(List<MatchedStatement> got, List<JsonNode> expected) {
        if (got.size() != expected.size()) {
            return false;
        }
        for (int i = 0; i < got.size(); i++) {
            Fields wanted = Fields.of(expected.get(i));
            wanted.refuseUnknown(STATEMENT);
            MatchedStatement statement = got.get(i);
            if (!isAt(wanted.object("start"), statement.startLine(), statement.startColumn())
                    || !isAt(wanted.object("end"), statement.endLine(), statement.endColumn())
                    || !isSource(wanted, statement)) {
                return false;
            }
        }
        return true;
    }

    /** A recording from a principal's attached policy has that policy's name, which is nowhere in what is given. */
    private static boolean isSource(Fields wanted, MatchedStatement statement) {
        Optional<String> id = wanted.maybeText("sourcePolicyId")
                .filter(name -> name.startsWith(INPUT_LIST) || name.equals(RESOURCE_POLICY));
        Optional<String> type = wanted.maybeText("sourcePolicyType");
        String got = switch (statement.policyType()) {
            case RESOURCE, TRUST -> "Resource Policy";
            case BOUNDARY -> "Permissions Boundary Policy";
            default -> "IAM Policy";
        };
        return (id.isEmpty() || id.get().equals(statement.policyId()))
                && (type.isEmpty() || type.get().equals(got));
    }

    private static boolean isAt(Fields place, int line, int column) {
        place.refuseUnknown(Set.of("line", "column"));
        return place.number("line") == line && place.number("column") == column;
    }
}

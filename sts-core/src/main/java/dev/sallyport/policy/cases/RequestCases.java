package dev.sallyport.policy.cases;

import dev.sallyport.identity.AccountId;
import dev.sallyport.json.JsonNode;
import dev.sallyport.policy.AuthorizationRequest;
import dev.sallyport.policy.ConditionContext;
import dev.sallyport.policy.Decision;
import dev.sallyport.policy.DenialMessage;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.PolicyEvaluator;
import dev.sallyport.policy.PolicySet;
import dev.sallyport.policy.PolicyType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Kinds {@code evaluate} and {@code trust}: a whole request and its decision. */
final class RequestCases {
    private static final Set<String> GIVEN = Set.of(
            "principal",
            "action",
            "resource",
            "resourceAccount",
            "context",
            "multiValuedKeys",
            "identityPolicies",
            "resourcePolicy",
            "permissionBoundary",
            "sessionPolicies",
            "scps",
            "rcps",
            "endpointPolicies");
    private static final Set<String> EXPECT = Set.of("decision", "blockedBy", "errorMessage");

    private RequestCases() {}

    static CaseResult evaluate(PolicyCase policyCase) {
        return run(policyCase, PolicyType.RESOURCE);
    }

    static CaseResult trust(PolicyCase policyCase) {
        return run(policyCase, PolicyType.TRUST);
    }

    private static CaseResult run(PolicyCase policyCase, PolicyType resourceType) {
        Fields given = policyCase.given();
        Fields expect = policyCase.expect();
        given.refuseUnknown(GIVEN);
        expect.refuseUnknown(EXPECT);
        ConditionContext context = Contexts.of(given);
        AuthorizationRequest request = new AuthorizationRequest(
                Principals.of(
                        given.object("principal"),
                        context.get("aws:PrincipalArn").map(values -> values.get(0))),
                given.text("action"),
                given.text("resource"),
                given.maybeText("resourceAccount").map(AccountId::new),
                context);
        Decision decision = PolicyEvaluator.explain(policies(given, resourceType), request);
        Decision brief = PolicyEvaluator.evaluate(policies(given, resourceType), request);
        String got = name(decision);
        String expected = expect.text("decision");
        boolean same = (got.equals(expected) || (expected.equals("Denied") && !decision.isAllowed()))
                && got.equals(name(brief))
                && blockedByAgrees(expect, decision)
                && messageAgrees(expect, decision, request);
        return CaseResult.compare(policyCase, same, got, expected, reasons(decision));
    }

    private static PolicySet policies(Fields given, PolicyType resourceType) {
        return new PolicySet(
                policies(given.list("identityPolicies"), PolicyType.IDENTITY, "identityPolicies"),
                given.maybe("permissionBoundary").map(node -> policy(node, PolicyType.BOUNDARY, "permissionBoundary")),
                policies(given.list("sessionPolicies"), PolicyType.SESSION, "sessionPolicies"),
                given.maybe("resourcePolicy").map(node -> policy(node, resourceType, "resourcePolicy")),
                levels(given, "scps", PolicyType.SERVICE_CONTROL),
                levels(given, "rcps", PolicyType.RESOURCE_CONTROL),
                policies(given.list("endpointPolicies"), PolicyType.ENDPOINT, "endpointPolicies"));
    }

    private static List<List<Policy>> levels(Fields given, String name, PolicyType type) {
        return given.list(name).stream()
                .map(level -> policies(Fields.elements(level), type, name))
                .toList();
    }

    private static List<Policy> policies(List<JsonNode> nodes, PolicyType type, String name) {
        List<Policy> policies = new ArrayList<>();
        for (JsonNode node : nodes) {
            policies.add(policy(node, type, name + "." + (policies.size() + 1)));
        }
        return policies;
    }

    private static Policy policy(JsonNode node, PolicyType type, String id) {
        return Policy.parseStored(type, id, Fields.document(node));
    }

    private static String name(Decision decision) {
        if (decision instanceof Decision.Denied denied) {
            return denied.explicit() ? "ExplicitlyDenied" : "ImplicitlyDenied";
        }
        return "Allowed";
    }

    private static boolean blockedByAgrees(Fields expect, Decision decision) {
        List<String> blockedBy = expect.texts("blockedBy");
        return blockedBy.isEmpty()
                || (decision instanceof Decision.Denied denied && blockedBy.contains(shortName(denied.stoppedBy())));
    }

    private static String shortName(PolicyType type) {
        return switch (type) {
            case IDENTITY -> "identity";
            case BOUNDARY -> "pb";
            case SESSION -> "session";
            case RESOURCE, TRUST -> "resource";
            case SERVICE_CONTROL -> "scp";
            case RESOURCE_CONTROL -> "rcp";
            case ENDPOINT -> "vpce";
        };
    }

    /** Some sources give only the beginning of the sentence. */
    private static boolean messageAgrees(Fields expect, Decision decision, AuthorizationRequest request) {
        Optional<String> message = expect.maybeText("errorMessage");
        return message.isEmpty()
                || (decision instanceof Decision.Denied denied
                        && DenialMessage.of(denied, request).startsWith(message.get()));
    }

    private static List<String> reasons(Decision decision) {
        List<String> reasons = new ArrayList<>();
        if (decision instanceof Decision.Allowed allowed) {
            allowed.by().forEach(statement -> reasons.add("by " + statement));
        } else if (decision instanceof Decision.Denied denied) {
            reasons.add("stopped by " + denied.stoppedBy());
            denied.by().forEach(statement -> reasons.add("by " + statement));
            denied.nearMisses().forEach(miss -> reasons.add("near miss " + miss));
        }
        return reasons;
    }
}

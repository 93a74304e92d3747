package dev.sallyport.policy.lint;

import dev.sallyport.json.Json;
import dev.sallyport.json.JsonLimits;
import dev.sallyport.json.JsonNode;
import dev.sallyport.json.JsonObject;
import dev.sallyport.json.JsonSyntaxException;
import dev.sallyport.json.Span;
import dev.sallyport.policy.PolicyType;
import java.util.List;
import java.util.Optional;

/** Every check on one document. */
public final class PolicyLinter {
    /** The longest policy document of the STS and IAM service models. */
    private static final int MAX_LENGTH = 131_072;

    private PolicyLinter() {}

    /** The type that a document is of by the elements it has: a trust policy has principals and no resources. */
    public static PolicyType typeOf(String document) {
        try {
            if (Json.parse(document, JsonLimits.DEFAULT.withMaxLength(MAX_LENGTH)) instanceof JsonObject object) {
                List<WrittenStatement> statements =
                        WrittenPolicy.of(PolicyType.IDENTITY, document, object).statements();
                boolean principals = statements.stream()
                        .anyMatch(statement -> statement.has("Principal") || statement.has("NotPrincipal"));
                boolean resources = statements.stream()
                        .anyMatch(statement -> statement.has("Resource") || statement.has("NotResource"));
                if (principals) {
                    return resources ? PolicyType.RESOURCE : PolicyType.TRUST;
                }
            }
        } catch (JsonSyntaxException notJson) {
            return PolicyType.IDENTITY; // Linting it will say so.
        }
        return PolicyType.IDENTITY;
    }

    /** What is to be said about a document, in the order of its text; it may be any text at all. */
    public static List<Finding> lint(PolicyType type, String document) {
        return lint(type, document, Optional.empty());
    }

    /** As {@link #lint(PolicyType, String)}, for a policy of an installation whose requests are known. */
    public static List<Finding> lint(PolicyType type, String document, KnownRequests requests) {
        return lint(type, document, Optional.of(requests));
    }

    private static List<Finding> lint(PolicyType type, String document, Optional<KnownRequests> requests) {
        Findings findings = new Findings();
        JsonNode node;
        try {
            node = Json.parse(document, JsonLimits.DEFAULT.withMaxLength(MAX_LENGTH));
        } catch (JsonSyntaxException notJson) {
            Span place = new Span(notJson.line(), notJson.column(), notJson.line(), notJson.column());
            findings.add(Check.JSON_SYNTAX_ERROR, place, notJson.problem());
            return findings.list();
        }
        if (!(node instanceof JsonObject object)) {
            findings.add(Check.DATA_TYPE_MISMATCH, node.span(), node.kind());
            return findings.list();
        }
        WrittenPolicy policy = WrittenPolicy.of(type, document, object);
        DocumentChecks.run(policy, findings);
        SizeChecks.run(policy, findings);
        RedundancyChecks.run(policy, findings);
        GithubSubjectChecks.run(policy, findings);
        for (WrittenStatement statement : policy.statements()) {
            StatementChecks.run(policy, statement, findings);
            ActionChecks.run(policy, statement, findings);
            ResourceChecks.run(policy, statement, findings);
            PrincipalChecks.run(policy, statement, findings);
            ConditionChecks.run(policy, statement, findings);
            ConditionKeyChecks.run(policy, statement, findings);
            ConditionValueChecks.run(statement, findings);
            AddressChecks.run(statement, findings);
            VariableChecks.run(policy, statement, findings);
            RoleChecks.run(statement, findings);
            TrustChecks.run(policy, statement, findings);
            SubjectChecks.run(policy, statement, findings);
            FootGuns.run(policy, statement, findings);
            requests.ifPresent(known -> ReachChecks.run(policy, statement, known, findings));
        }
        return findings.list();
    }
}

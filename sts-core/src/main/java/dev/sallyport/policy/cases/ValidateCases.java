package dev.sallyport.policy.cases;

import dev.sallyport.json.JsonNode;
import dev.sallyport.json.JsonObject;
import dev.sallyport.policy.MalformedPolicyException;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.PolicyType;
import dev.sallyport.policy.SharedProviderRule;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Kind {@code validate}: whether a document may be written as a policy of its type, and what AWS says if not. */
final class ValidateCases {
    private static final Set<String> GIVEN =
            Set.of("policyType", "document", "documentText", "storage", "syntaxOnly", "flags");
    private static final Set<String> EXPECT = Set.of("valid", "errorCode", "errorMessage", "findings");

    private ValidateCases() {}

    static CaseResult run(PolicyCase policyCase) {
        Fields given = policyCase.given();
        Fields expect = policyCase.expect();
        given.refuseUnknown(GIVEN);
        expect.refuseUnknown(EXPECT);
        String document = given.maybeText("documentText").orElseGet(() -> Fields.document(given.require("document")));
        Optional<MalformedPolicyException> refusal = refusal(given, document);
        Optional<String> message = expect.maybeText("errorMessage");
        boolean same = refusal.isEmpty() == expect.flag("valid")
                && (message.isEmpty()
                        || refusal.map(MalformedPolicyException::awsMessage).equals(message));
        return CaseResult.compare(
                policyCase,
                same,
                refusal.map(MalformedPolicyException::awsMessage).orElse("valid"),
                message.orElse(expect.flag("valid") ? "valid" : "refused"),
                refusal.map(why -> List.of(String.valueOf(why.getMessage()))).orElse(List.of()));
    }

    private static Optional<MalformedPolicyException> refusal(Fields given, String document) {
        try {
            if (given.maybeText("storage").equals(Optional.of("managed"))) {
                Policy.parseManaged("document", document);
                return Optional.empty();
            }
            Policy policy = Policy.parse(type(given), "document", document);
            if (policy.type() == PolicyType.TRUST) {
                SharedProviderRule.check(policy);
            }
            return Optional.empty();
        } catch (MalformedPolicyException refused) {
            // Examples name placeholders such as `account-id`; who exists is not a question about the document.
            return refused.onlyPrincipal() ? Optional.empty() : Optional.of(refused);
        }
    }

    /** The type {@code any} is told from the elements that the document has. */
    private static PolicyType type(Fields given) {
        String name = given.text("policyType");
        if (!name.equals("any")) {
            return PolicyTypes.of(name);
        }
        Optional<JsonNode> statement = given.maybe("document")
                .filter(JsonObject.class::isInstance)
                .flatMap(node -> ((JsonObject) node).get("Statement"));
        String text = statement.map(Fields::document).orElse("");
        if (!text.contains("Principal\":")) {
            return PolicyType.IDENTITY;
        }
        return text.contains("Resource\":") ? PolicyType.RESOURCE : PolicyType.TRUST;
    }
}

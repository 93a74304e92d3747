package dev.sallyport.policy.lint;

import dev.sallyport.json.JsonNode;
import dev.sallyport.json.JsonObject;
import dev.sallyport.json.JsonString;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which elements a statement has. */
final class StatementChecks {
    private static final Set<String> ELEMENTS = Set.of(
            "Sid",
            "Effect",
            "Principal",
            "NotPrincipal",
            "Action",
            "NotAction",
            "Resource",
            "NotResource",
            "Condition");

    private StatementChecks() {}

    static void run(WrittenPolicy policy, WrittenStatement statement, Findings findings) {
        for (JsonObject.Member member : statement.node().members()) {
            if (!ELEMENTS.contains(member.name())) {
                findings.add(Check.INVALID_POLICY_ELEMENT, member.nameSpan(), member.name());
            }
        }
        for (String element : List.of("Action", "Resource", "Principal")) {
            if (statement.has(element) && statement.has("Not" + element)) {
                findings.add(Check.UNSUPPORTED_ELEMENT_COMBINATION, statement.span(), element);
            }
        }
        statement.get("Sid").ifPresent(sid -> DocumentChecks.requireString(sid, "Sid", findings));
        effect(statement, findings);
        values(statement, "Action", Check.EMPTY_ARRAY_ACTION, findings);
        values(statement, "Resource", Check.EMPTY_ARRAY_RESOURCE, findings);
        if (!statement.has("Action") && !statement.has("NotAction")) {
            findings.add(Check.MISSING_ACTION, statement.span());
        }
        if (!policy.isTrust() && !statement.has("Resource") && !statement.has("NotResource")) {
            findings.add(Check.MISSING_RESOURCE, statement.span());
        }
    }

    private static void effect(WrittenStatement statement, Findings findings) {
        Optional<JsonNode> node = statement.get("Effect");
        if (node.isEmpty()) {
            findings.add(Check.MISSING_EFFECT, statement.span());
            return;
        }
        DocumentChecks.requireString(node.get(), "Effect", findings);
        if (node.get() instanceof JsonString effect && !statement.allows() && !statement.denies()) {
            findings.add(Check.INVALID_EFFECT, effect.span(), effect.value());
        }
    }

    private static void values(WrittenStatement statement, String element, Check empty, Findings findings) {
        for (String name : List.of(element, "Not" + element)) {
            statement.get(name).ifPresent(node -> {
                DocumentChecks.requireStrings(node, name, findings);
                if (DocumentChecks.isEmptyArray(node)) {
                    findings.add(empty, node.span());
                }
            });
        }
    }
}

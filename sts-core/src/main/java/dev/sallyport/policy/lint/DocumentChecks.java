package dev.sallyport.policy.lint;

import dev.sallyport.json.JsonArray;
import dev.sallyport.json.JsonNode;
import dev.sallyport.json.JsonObject;
import dev.sallyport.json.JsonString;
import dev.sallyport.policy.PolicyType;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The document around its statements: elements, version, and what the statements' Sids are to each other. */
final class DocumentChecks {
    private static final Set<String> ELEMENTS = Set.of("Version", "Id", "Statement");
    private static final String CURRENT = "2012-10-17";
    private static final String OLD = "2008-10-17";

    private DocumentChecks() {}

    static void run(WrittenPolicy policy, Findings findings) {
        for (JsonObject.Member member : policy.node().members()) {
            if (!ELEMENTS.contains(member.name())) {
                findings.add(Check.INVALID_POLICY_ELEMENT, member.nameSpan(), member.name());
            }
        }
        version(policy, findings);
        policy.node().get("Id").ifPresent(id -> requireString(id, "Id", findings));
        statements(policy, findings);
        sids(policy, findings);
    }

    private static void version(WrittenPolicy policy, Findings findings) {
        Optional<JsonNode> node = policy.node().get("Version");
        if (node.isEmpty()) {
            findings.add(Check.MISSING_VERSION, policy.node().span());
            findings.add(Check.OLD_VERSION, policy.node().span());
            return;
        }
        requireString(node.get(), "Version", findings);
        policy.version().ifPresent(version -> {
            if (version.equals(OLD)) {
                findings.add(Check.OLD_VERSION, node.get().span(), version);
            } else if (!version.equals(CURRENT)) {
                findings.add(Check.INVALID_VERSION, node.get().span(), version);
            }
        });
    }

    private static void statements(WrittenPolicy policy, Findings findings) {
        Optional<JsonNode> node = policy.node().get("Statement");
        if (node.isEmpty()) {
            findings.add(Check.MISSING_STATEMENT, policy.node().span());
            return;
        }
        List<JsonNode> elements = node.get() instanceof JsonArray array ? array.elements() : List.of(node.get());
        if (elements.isEmpty()) {
            findings.add(Check.MISSING_STATEMENT, node.get().span());
        }
        for (JsonNode element : elements) {
            if (!(element instanceof JsonObject)) {
                findings.add(Check.DATA_TYPE_MISMATCH, element.span(), "Statement");
            }
        }
    }

    /** Services that keep their own policies take any Sid; IAM takes letters and digits, each Sid once. */
    private static void sids(WrittenPolicy policy, Findings findings) {
        boolean iam = policy.type() != PolicyType.RESOURCE && policy.type() != PolicyType.ENDPOINT;
        Set<String> seen = new HashSet<>();
        for (WrittenStatement statement : policy.statements()) {
            if (!(statement.get("Sid").orElse(null) instanceof JsonString sid)) {
                continue;
            }
            Written written = new Written(sid.value(), sid.span());
            if (sid.value().isEmpty()) {
                findings.add(Check.EMPTY_SID_VALUE, sid.span());
            } else if (!seen.add(sid.value())) {
                findings.add(iam ? Check.UNIQUE_SIDS_REQUIRED : Check.UNIQUE_SIDS_RECOMMENDED, written);
            }
            if (iam && !sid.value().chars().allMatch(DocumentChecks::isAlphanumeric)) {
                findings.add(Check.UNSUPPORTED_SID, written);
            }
        }
    }

    static boolean isAlphanumeric(int c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }

    static void requireString(JsonNode node, String element, Findings findings) {
        if (!(node instanceof JsonString)) {
            findings.add(Check.DATA_TYPE_MISMATCH, node.span(), element);
        }
    }

    /** A string or an array of strings. */
    static void requireStrings(JsonNode node, String element, Findings findings) {
        for (JsonNode one : node instanceof JsonArray array ? array.elements() : List.of(node)) {
            requireString(one, element, findings);
        }
    }

    static boolean isEmptyArray(JsonNode node) {
        return node instanceof JsonArray array && array.elements().isEmpty();
    }
}

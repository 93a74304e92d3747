package dev.sallyport.policy.cases;

import dev.sallyport.json.JsonNode;
import dev.sallyport.policy.PolicyType;
import dev.sallyport.policy.lint.Finding;
import dev.sallyport.policy.lint.PolicyLinter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Kind {@code lint}: what must be said about a document. */
final class LintCases {
    private static final Set<String> GIVEN =
            Set.of("policyType", "check", "document", "documentText", "communityAuditors");
    private static final Set<String> EXPECT = Set.of("findings", "exact", "minFindings");
    private static final Set<String> FINDING = Set.of("id", "type");

    private LintCases() {}

    static CaseResult run(PolicyCase policyCase) {
        Fields given = policyCase.given();
        Fields expect = policyCase.expect();
        given.refuseUnknown(GIVEN);
        expect.refuseUnknown(EXPECT);
        String document = given.maybeText("documentText").orElseGet(() -> Fields.document(given.require("document")));
        PolicyType type = PolicyTypes.of(given.text("policyType"));
        List<Finding> findings = PolicyLinter.lint(type, document);
        List<String> wanted = new ArrayList<>();
        boolean same = true;
        for (JsonNode node : expect.list("findings")) {
            Fields finding = Fields.of(node);
            finding.refuseUnknown(FINDING);
            String id = finding.text("id");
            Optional<String> severity = finding.maybeText("type").map(LintCases::severity);
            wanted.add(id);
            same &= findings.stream()
                    .anyMatch(found -> found.id().equals(id)
                            && (severity.isEmpty() || found.severity().name().equals(severity.get())));
        }
        Set<String> ids = new TreeSet<>(findings.stream().map(Finding::id).toList());
        if (expect.flag("exact")) {
            same &= ids.equals(new TreeSet<>(wanted));
        }
        if (expect.has("minFindings")) {
            same &= findings.size() >= expect.number("minFindings");
        }
        return CaseResult.compare(
                policyCase,
                same,
                ids.toString(),
                wanted.toString(),
                findings.stream().map(Finding::toString).toList());
    }

    /** The API's name of a severity; the catalogue's is the other. */
    private static String severity(String type) {
        return type.equals("WARNING") ? "GENERAL_WARNING" : type;
    }
}

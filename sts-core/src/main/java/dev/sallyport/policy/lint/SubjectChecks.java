package dev.sallyport.policy.lint;

import dev.sallyport.policy.Operator;
import java.util.List;

/**
 * Wildcards in the subjects of web identity tokens. A subject is told apart as its issuer writes it: {@code
 * repo:acme/app:ref:refs/heads/main} (GitHub), {@code project_path:acme/app:ref_type:branch:ref:main} (GitLab), {@code
 * organization:acme:…} (Terraform, Buildkite); of any other only the wildcards are seen.
 */
final class SubjectChecks {
    private static final String GITHUB_SUBJECT = "token.actions.githubusercontent.com:sub";
    private static final List<String> PROJECTS = List.of("repo:", "project_path:");
    private static final String ORGANISATION = "organization:";

    private final Written value;
    private final Findings findings;

    private SubjectChecks(Written value, Findings findings) {
        this.value = value;
        this.findings = findings;
    }

    static void run(WrittenPolicy policy, WrittenStatement statement, Findings findings) {
        if (!policy.isTrust() || !statement.allows()) {
            return;
        }
        for (WrittenCondition condition : statement.conditions()) {
            if (!condition.is(Operator.Base.STRING_LIKE)) {
                continue;
            }
            String key = condition.key().lower();
            for (Written value : condition.values()) {
                if (value.hasWildcard()) {
                    new SubjectChecks(value, findings).claim(key.substring(key.lastIndexOf(':') + 1));
                    if (key.equals(GITHUB_SUBJECT)) {
                        findings.add(Check.SPECIFIC_GITHUB_REPO_AND_BRANCH_RECOMMENDED, value);
                    }
                }
            }
        }
    }

    private void claim(String claim) {
        switch (claim) {
            case "sub" -> subject();
            case "job_workflow_ref", "workflow_ref" -> workflow();
            case "repository", "project_path" -> project(value.text(), false);
            case "repository_owner", "namespace_path" -> add(Check.WILDCARD_ORG);
            case "ref" -> add(Check.WILDCARD_BRANCH);
            case "event_name" -> add(Check.WILDCARD_EVENT);
            default -> {
                // No claim that says whose token it is.
            }
        }
    }

    private void subject() {
        String text = value.text();
        if (Written.hasWildcard(text.substring(0, 1))) {
            add(Check.WILDCARD_SUB);
        }
        for (String prefix : PROJECTS) {
            if (text.startsWith(prefix)) {
                project(text.substring(prefix.length()), true);
                return;
            }
        }
        if (text.startsWith(ORGANISATION)) {
            organisation(text.substring(ORGANISATION.length()));
        } else if (wildcardBeforeText(text)) {
            add(Check.INNER_WILDCARD);
        }
    }

    private void organisation(String rest) {
        int colon = rest.indexOf(':');
        if (Written.hasWildcard(colon < 0 ? rest : rest.substring(0, colon))) {
            add(Check.WILDCARD_ORG);
        } else if (wildcardBeforeText(rest)) {
            add(Check.INNER_WILDCARD);
        }
    }

    /** {@code acme/app:ref:refs/heads/main}. */
    private void project(String rest, boolean hasEvent) {
        int slash = rest.indexOf('/');
        int colon = rest.indexOf(':');
        boolean hasSlash = slash >= 0 && (colon < 0 || slash < colon);
        int ownerEnd = hasSlash ? slash : colon < 0 ? rest.length() : colon;
        owner(rest.substring(0, ownerEnd));
        if (!hasSlash) {
            if (Written.isOnlyWildcards(rest)) {
                add(Check.WILDCARD_SUB);
            }
            return;
        }
        String name = rest.substring(slash + 1, colon < 0 ? rest.length() : colon);
        if (Written.hasWildcard(name)) {
            if (colon >= 0 || wildcardBeforeText(name) || !hasEvent) {
                add(Check.INNER_WILDCARD);
            }
            if (colon < 0 && hasEvent) {
                add(Check.WILDCARD_EVENT);
            }
        }
        if (colon >= 0) {
            event(rest.substring(colon + 1));
        }
    }

    private void owner(String owner) {
        if (Written.isOnlyWildcards(owner)) {
            add(Check.WILDCARD_ORG);
        } else if (Written.hasWildcard(owner)) {
            add(Check.WILDCARD_BEFORE_SLASH);
        }
    }

    /** {@code ref:refs/heads/main}, {@code environment:production}, {@code ref_type:branch:ref:main}. */
    private void event(String event) {
        if (!Written.hasWildcard(event)) {
            return;
        }
        boolean inner = wildcardBeforeText(event);
        if (inner) {
            add(Check.INNER_WILDCARD);
        }
        int ref = event.startsWith("ref:") ? 0 : event.indexOf(":ref:");
        if (ref >= 0 && Written.hasWildcard(event.substring(ref))) {
            add(Check.WILDCARD_BRANCH);
        } else if (!inner) {
            add(Check.WILDCARD_EVENT);
        }
    }

    /** {@code acme/app/.github/workflows/deploy.yml@refs/heads/main}. */
    private void workflow() {
        String text = value.text();
        int at = text.indexOf('@');
        String path = at < 0 ? text : text.substring(0, at);
        int slash = path.indexOf('/');
        owner(slash < 0 ? path : path.substring(0, slash));
        if (slash >= 0 && Written.hasWildcard(path.substring(slash))) {
            add(Check.INNER_WILDCARD);
        }
        if (at < 0 ? text.endsWith("*") : Written.hasWildcard(text.substring(at))) {
            add(Check.WILDCARD_BRANCH);
        }
    }

    /** Whether a wildcard has something other than wildcards behind it. */
    private static boolean wildcardBeforeText(String text) {
        int last = text.length();
        while (last > 0 && Written.isOnlyWildcards(text.substring(last - 1, last))) {
            last--;
        }
        return Written.hasWildcard(text.substring(0, last));
    }

    private void add(Check check) {
        findings.add(check, value);
    }
}

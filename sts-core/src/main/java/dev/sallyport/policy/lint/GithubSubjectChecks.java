package dev.sallyport.policy.lint;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * GitHub writes the subject of one repository in two forms: by names, {@code repo:acme/app:ref:refs/heads/main}, and, for
 * repositories that are created, renamed or transferred since 2026, with ids that nobody else can have later, {@code
 * repo:acme@123456/app@456789:ref:refs/heads/main}. A policy that has a subject in one of them is closed to the other.
 */
final class GithubSubjectChecks {
    private static final String ISSUER = "token.actions.githubusercontent.com";
    private static final String REPOSITORY = "repo:";

    private GithubSubjectChecks() {}

    static void run(WrittenPolicy policy, Findings findings) {
        if (!policy.isTrust()) {
            return;
        }
        List<Written> subjects = new ArrayList<>();
        for (WrittenStatement statement : policy.statements()) {
            if (statement.allows()) {
                statement.conditions().stream()
                        .filter(condition ->
                                condition.pins() && isSubject(condition.key().lower()))
                        .forEach(condition -> subjects.addAll(condition.values()));
            }
        }
        Set<String> byName = new HashSet<>();
        Set<String> byId = new HashSet<>();
        for (Written subject : subjects) {
            (hasIds(subject.text()) ? byId : byName).add(names(subject.text()));
        }
        for (Written subject : subjects) {
            boolean both = byName.contains(names(subject.text())) && byId.contains(names(subject.text()));
            if (!both && namesAnOwner(subject.text())) {
                findings.add(Check.GITHUB_SUBJECT_IN_ONE_FORM, subject);
            }
        }
    }

    private static boolean isSubject(String key) {
        return key.equals(ISSUER + ":sub") || (key.startsWith(ISSUER + "/") && key.endsWith(":sub"));
    }

    /** A subject without one is open to everybody or made by a template of the repository; other checks look at it. */
    private static boolean namesAnOwner(String subject) {
        int slash = subject.indexOf('/');
        return subject.startsWith(REPOSITORY)
                && slash > REPOSITORY.length()
                && !Written.hasWildcard(names(subject.substring(0, slash)));
    }

    private static boolean hasIds(String subject) {
        return repository(subject).indexOf('@') >= 0;
    }

    /** The subject without what stands between {@code @} and the end of a name in its repository. */
    private static String names(String subject) {
        String repository = repository(subject);
        StringBuilder names = new StringBuilder();
        boolean inId = false;
        for (int i = 0; i < repository.length(); i++) {
            char c = repository.charAt(i);
            inId = c == '@' || (inId && c != '/');
            if (!inId) {
                names.append(c);
            }
        }
        return names + subject.substring(repository.length());
    }

    /** {@code repo:acme@123456/app@456789}. */
    private static String repository(String subject) {
        if (!subject.startsWith(REPOSITORY)) {
            return "";
        }
        int colon = subject.indexOf(':', REPOSITORY.length());
        return colon < 0 ? subject : subject.substring(0, colon);
    }
}

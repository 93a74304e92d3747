package dev.sallyport.policy.lint;

import dev.sallyport.policy.Wildcard;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What could be left out without any change. */
final class RedundancyChecks {
    /** Comparing each pattern with each other is quadratic; longer lists are not compared. */
    private static final int MAX_COMPARED = 200;

    private RedundancyChecks() {}

    static void run(WrittenPolicy policy, Findings findings) {
        Set<String> seen = new HashSet<>();
        for (WrittenStatement statement : policy.statements()) {
            if (!seen.add(meaning(statement))) {
                findings.add(Check.REDUNDANT_STATEMENT, statement.span());
            }
            patterns(statement.actions(), true, Check.REDUNDANT_ACTION, findings);
            patterns(statement.resources(), false, Check.REDUNDANT_RESOURCE, findings);
        }
    }

    /** Everything but the Sid, with lists in one order. */
    private static String meaning(WrittenStatement statement) {
        StringBuilder meaning = new StringBuilder();
        meaning.append(statement.allows()).append(statement.denies());
        meaning.append(statement.isNotAction())
                .append(statement.isNotResource())
                .append(statement.isNotPrincipal());
        append(meaning, statement.actions().stream().map(Written::lower).toList());
        append(meaning, statement.resources().stream().map(Written::text).toList());
        append(
                meaning,
                statement.principals().stream()
                        .map(principal ->
                                principal.kind() + "=" + principal.value().text())
                        .toList());
        append(
                meaning,
                statement.conditions().stream()
                        .map(condition -> condition.operatorName().lower() + "="
                                + condition.key().lower() + "="
                                + condition.values().stream()
                                        .map(Written::text)
                                        .sorted()
                                        .toList())
                        .toList());
        return meaning.toString();
    }

    private static void append(StringBuilder meaning, List<String> list) {
        meaning.append('\n').append(list.stream().sorted().toList());
    }

    private static void patterns(List<Written> patterns, boolean ignoreCase, Check check, Findings findings) {
        if (patterns.size() > MAX_COMPARED) {
            return;
        }
        for (int i = 0; i < patterns.size(); i++) {
            for (int j = 0; j < patterns.size(); j++) {
                if (i != j && covers(patterns, j, i, ignoreCase)) {
                    findings.add(check, patterns.get(i));
                    break;
                }
            }
        }
    }

    /** Whether one pattern covers another; of two that are the same the first stays. */
    private static boolean covers(List<Written> patterns, int by, int what, boolean ignoreCase) {
        String pattern = text(patterns.get(by), ignoreCase);
        String covered = text(patterns.get(what), ignoreCase);
        if (pattern.equals(covered)) {
            return by < what;
        }
        // Read as a text, a star of the covered pattern is only matched by a star: then everything it matches is, too.
        return pattern.indexOf('*') >= 0
                && !pattern.contains("?")
                && Wildcard.of(pattern).matches(covered);
    }

    private static String text(Written written, boolean ignoreCase) {
        return ignoreCase ? written.text().toLowerCase(Locale.ROOT) : written.text();
    }
}

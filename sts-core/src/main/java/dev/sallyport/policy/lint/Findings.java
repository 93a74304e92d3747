package dev.sallyport.policy.lint;

import dev.sallyport.json.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what the checks find, each thing once. */
final class Findings {
    private static final int MAX_SHOWN = 120;

    private final Set<Finding> found = new LinkedHashSet<>();

    void add(Check check, Span span) {
        add(check, span, "");
    }

    void add(Check check, Span span, String subject) {
        found.add(new Finding(check, span, shown(subject)));
    }

    void add(Check check, Written value) {
        add(check, value.span(), value.text());
    }

    /** In the order of the text. */
    List<Finding> list() {
        List<Finding> list = new ArrayList<>(found);
        list.sort(Comparator.comparingInt(Finding::line).thenComparingInt(Finding::column));
        return List.copyOf(list);
    }

    private static String shown(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints()
                .limit(MAX_SHOWN)
                .map(c -> Character.isISOControl(c) || c == '\u2028' || c == '\u2029' ? '?' : c)
                .forEach(shown::appendCodePoint);
        return shown.toString();
    }
}

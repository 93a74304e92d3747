package dev.sallyport.policy.naive;

import dev.sallyport.policy.ConditionContext;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A text of a policy with its variables replaced: characters, and which of them are wildcards. */
final class NaiveText {
    /** Keys that hold several values by their nature, whatever one request holds; such a key cannot be a variable. */
    private static final Set<String> MULTI_VALUED =
            Set.of("aws:tagkeys", "aws:calledvia", "sts:transitivetagkeys", "aws:principalorgpaths");

    private final StringBuilder characters = new StringBuilder();
    private final BitSet wild = new BitSet();

    /** The text with each variable's value in its place; null when one has no value and no default. */
    static @Nullable NaiveText of(String written, boolean hasVariables, ConditionContext context) {
        NaiveText text = new NaiveText();
        int at = 0;
        while (at < written.length()) {
            int end = hasVariables && written.startsWith("${", at) ? written.indexOf('}', at) : -1;
            if (end < 0) {
                char c = written.charAt(at++);
                text.add(c, c == '*' || c == '?');
                continue;
            }
            String value = valueOf(written.substring(at + 2, end), context);
            if (value == null) {
                return null;
            }
            value.chars().forEach(c -> text.add((char) c, false));
            at = end + 1;
        }
        return text;
    }

    static NaiveText pattern(String written) {
        NaiveText text = new NaiveText();
        written.chars().forEach(c -> text.add((char) c, c == '*' || c == '?'));
        return text;
    }

    static boolean isMultiValued(String key) {
        String name = key.toLowerCase(Locale.ROOT);
        return MULTI_VALUED.contains(name) || name.endsWith(":amr"); // The latter of any identity provider.
    }

    private static @Nullable String valueOf(String variable, ConditionContext context) {
        if (variable.equals("*") || variable.equals("?") || variable.equals("$")) {
            return variable;
        }
        int comma = variable.indexOf(", '");
        String key = comma < 0 ? variable : variable.substring(0, comma);
        if (isMultiValued(key) && context.contains(key)) {
            return null; // Several values, even when it is one, cannot take a variable's place; nor does its default.
        }
        String otherwise = comma < 0 ? null : variable.substring(comma + 3, variable.length() - 1);
        return context.get(key).map(values -> values.get(0)).orElse(otherwise);
    }

    private void add(char c, boolean wildcard) {
        if (wildcard) {
            wild.set(characters.length());
        }
        characters.append(c);
    }

    String exact() {
        return characters.toString();
    }

    /** Whether this is {@code *} and nothing else. */
    boolean isEverything() {
        return characters.length() == 1 && characters.charAt(0) == '*' && wild.get(0);
    }

    /** The six parts of an ARN; a short text that ends in a wildcard {@code *} also has the parts it lacks. */
    List<NaiveText> arnParts() {
        List<NaiveText> parts = new ArrayList<>();
        NaiveText part = new NaiveText();
        for (int i = 0; i < characters.length(); i++) {
            if (characters.charAt(i) == ':' && parts.size() < 5) {
                parts.add(part);
                part = new NaiveText();
            } else {
                part.add(characters.charAt(i), wild.get(i));
            }
        }
        parts.add(part);
        boolean open = part.characters.length() > 0
                && part.wild.get(part.characters.length() - 1)
                && part.characters.charAt(part.characters.length() - 1) == '*';
        while (open && parts.size() < 6) {
            parts.add(pattern("*"));
        }
        return parts;
    }

    /** As a glob over UTF-16 units. */
    boolean matches(String value) {
        return matches(0, value, 0);
    }

    /** Tries every length for every {@code *}; patterns here are short. */
    private boolean matches(int from, String value, int at) {
        for (int p = from; p < characters.length(); p++, at++) {
            char c = characters.charAt(p);
            if (wild.get(p) && c == '*') {
                for (int rest = at; rest <= value.length(); rest++) {
                    if (matches(p + 1, value, rest)) {
                        return true;
                    }
                }
                return false;
            }
            if (at == value.length() || !(wild.get(p) || value.charAt(at) == c)) {
                return false;
            }
        }
        return at == value.length();
    }

    /** Part by part; a value that is no ARN matches no pattern. */
    boolean matchesArn(String value) {
        List<NaiveText> pattern = arnParts();
        String[] parts = value.split(":", 6);
        if (pattern.size() != 6 || parts.length != 6) {
            return false;
        }
        for (int i = 0; i < 6; i++) {
            if (!pattern.get(i).matches(parts[i])) {
                return false;
            }
        }
        return true;
    }
}

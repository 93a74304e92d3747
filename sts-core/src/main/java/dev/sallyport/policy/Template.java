package dev.sallyport.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A text of a policy, split once into literal text, wildcards and policy variables.
 *
 * <p>A value that takes the place of a variable becomes literal text and is never looked at again: a session name or tag
 * that holds {@code *}, <code>${</code> or a quote stays those characters.
 */
final class Template {
    private static final Part ANY_RUN = new Part("*", Kind.ANY_RUN, null);
    private static final Part ANY_UNIT = new Part("?", Kind.ANY_UNIT, null);

    private enum Kind {
        LITERAL,
        ANY_RUN,
        ANY_UNIT,
        VARIABLE
    }

    /**
     * @param text the literal, or the variable's key in lower case
     * @param fallback a variable's default
     */
    private record Part(String text, Kind kind, @Nullable String fallback) {}

    private final List<Part> parts;

    private Template(List<Part> parts) {
        this.parts = parts;
    }

    /**
     * @param variables whether <code>${…}</code> means something: the policy's Version is 2012-10-17
     * @param wildcards whether {@code *} and {@code ?} mean something
     * @param onVariable gets each key as written
     * @throws IllegalArgumentException when a variable is malformed; the message says which
     */
    static Template parse(String text, boolean variables, boolean wildcards, Consumer<String> onVariable) {
        if (text.indexOf('*') < 0 && text.indexOf('?') < 0 && text.indexOf('$') < 0) {
            return new Template(text.isEmpty() ? List.of() : List.of(new Part(text, Kind.LITERAL, null)));
        }
        List<Part> parts = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            int end = variables && text.startsWith("${", i) ? text.indexOf('}', i) : -1;
            if (end >= 0) {
                String inside = text.substring(i + 2, end);
                if (inside.equals("*") || inside.equals("?") || inside.equals("$")) {
                    literal.append(inside);
                } else {
                    flush(literal, parts);
                    parts.add(variable(inside, onVariable));
                }
                i = end + 1;
            } else if (wildcards && (c == '*' || c == '?')) {
                flush(literal, parts);
                parts.add(c == '*' ? ANY_RUN : ANY_UNIT);
                i++;
            } else {
                literal.append(c);
                i++;
            }
        }
        flush(literal, parts);
        return new Template(List.copyOf(parts));
    }

    /** {@code key} or {@code key, 'default'}. */
    private static Part variable(String inside, Consumer<String> onVariable) {
        int comma = inside.indexOf(',');
        String key = (comma < 0 ? inside : inside.substring(0, comma)).strip();
        String fallback = comma < 0 ? null : inside.substring(comma + 1).strip();
        if (fallback != null) {
            if (fallback.length() < 2 || !fallback.startsWith("'") || !fallback.endsWith("'")) {
                throw new IllegalArgumentException(
                        "the default of `${" + inside + "}` must stand in single quotes: `${key, 'default'}`");
            }
            fallback = fallback.substring(1, fallback.length() - 1);
        }
        // The key of a tag may hold blanks.
        if (key.isEmpty() || key.chars().anyMatch(c -> c < ' ' || c == '$' || c == '{' || c == '\'')) {
            throw new IllegalArgumentException("`${" + inside + "}` is not a policy variable: write `${prefix:key}`");
        }
        onVariable.accept(key);
        return new Part(KeyName.lower(key), Kind.VARIABLE, fallback);
    }

    private static void flush(StringBuilder literal, List<Part> parts) {
        if (!literal.isEmpty()) {
            parts.add(new Part(literal.toString(), Kind.LITERAL, null));
            literal.setLength(0);
        }
    }

    boolean hasVariables() {
        return parts.stream().anyMatch(part -> part.kind == Kind.VARIABLE);
    }

    /**
     * This template with every variable replaced by its value; empty when one has neither value nor default. A
     * multi-valued key never fills a variable, and its default does not apply either.
     */
    Optional<Template> resolve(ConditionContext context) {
        List<Part> resolved = new ArrayList<>(parts.size());
        for (Part part : parts) {
            if (part.kind != Kind.VARIABLE) {
                resolved.add(part);
                continue;
            }
            Object found = context.find(part.text);
            String value;
            if (found == null) {
                value = part.fallback;
            } else {
                value = found instanceof String single ? single : null;
            }
            if (value == null) {
                return Optional.empty();
            }
            resolved.add(new Part(value, Kind.LITERAL, null));
        }
        return Optional.of(new Template(resolved));
    }

    /** The pattern that this is. There must be no variables left. */
    Wildcard pattern() {
        if (parts.size() == 1 && parts.get(0).kind == Kind.LITERAL) {
            return Wildcard.literal(parts.get(0).text);
        }
        Wildcard.Builder builder = new Wildcard.Builder();
        for (Part part : parts) {
            switch (part.kind) {
                case LITERAL -> builder.literal(part.text);
                case ANY_RUN -> builder.anyRun();
                case ANY_UNIT -> builder.anyUnit();
                case VARIABLE -> throw new IllegalStateException("a variable is left");
            }
        }
        return builder.build();
    }

    /** The text that this is, wildcards as themselves. There must be no variables left. */
    String text() {
        if (parts.size() == 1 && parts.get(0).kind == Kind.LITERAL) {
            return parts.get(0).text;
        }
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            if (part.kind == Kind.VARIABLE) {
                throw new IllegalStateException("a variable is left");
            }
            text.append(part.text);
        }
        return text.toString();
    }

    /** Cuts at colons of literal text into at most {@code limit} pieces; the last one keeps its colons. */
    List<Template> splitAtColons(int limit) {
        List<Template> pieces = new ArrayList<>();
        List<Part> piece = new ArrayList<>();
        for (Part part : parts) {
            if (part.kind != Kind.LITERAL) {
                piece.add(part);
                continue;
            }
            String rest = part.text;
            for (int colon = rest.indexOf(':'); colon >= 0 && pieces.size() < limit - 1; colon = rest.indexOf(':')) {
                addLiteral(piece, rest.substring(0, colon));
                pieces.add(new Template(List.copyOf(piece)));
                piece.clear();
                rest = rest.substring(colon + 1);
            }
            addLiteral(piece, rest);
        }
        pieces.add(new Template(List.copyOf(piece)));
        return pieces;
    }

    private static void addLiteral(List<Part> parts, String text) {
        if (!text.isEmpty()) {
            parts.add(new Part(text, Kind.LITERAL, null));
        }
    }

    /** Whether this is a lone {@code *}. */
    boolean isStar() {
        return parts.size() == 1 && parts.get(0).kind == Kind.ANY_RUN;
    }

    /** Whether there is neither wildcard nor variable in it. */
    boolean isLiteral() {
        return parts.stream().allMatch(part -> part.kind == Kind.LITERAL);
    }

    /** Whether this is literal text and one {@code *} behind it. */
    boolean isPrefix() {
        return parts.size() == 2 && parts.get(0).kind == Kind.LITERAL && parts.get(1).kind == Kind.ANY_RUN;
    }

    /** The literal text at its beginning. */
    String literalPrefix() {
        return parts.isEmpty() || parts.get(0).kind != Kind.LITERAL ? "" : parts.get(0).text;
    }

    /** The literal text at its end. */
    String literalSuffix() {
        return parts.isEmpty() || parts.get(parts.size() - 1).kind != Kind.LITERAL
                ? ""
                : parts.get(parts.size() - 1).text;
    }

    /** Whether the last thing in it is a {@code *}. */
    boolean endsInStar() {
        return !parts.isEmpty() && parts.get(parts.size() - 1).kind == Kind.ANY_RUN;
    }

    static Template star() {
        return new Template(List.of(ANY_RUN));
    }
}

package dev.sallyport.policy;

import dev.sallyport.json.Span;
import java.util.EnumMap;
import java.util.Map;

/** The faults of a document whose shape is right, by the round in which AWS looks for them. */
final class PolicyFaults {
    static final String SYNTAX = "Syntax errors in policy.";

    private static final String LEGACY = "The policy failed legacy parsing";
    private static final int MAX_SHOWN = 200;

    /** In the order in which they are reported. */
    private enum Round {
        LEGACY,
        SID,
        ACTIONS_PRESENT,
        RESOURCES_PRESENT,
        RESOURCE,
        ACTION,
        TYPE,
        PRINCIPAL
    }

    private final Map<Round, MalformedPolicyException> first = new EnumMap<>(Round.class);

    void throwFirst() {
        if (!first.isEmpty()) {
            throw first.values().iterator().next();
        }
    }

    void legacy(String detail, Span span) {
        add(Round.LEGACY, LEGACY, detail, span);
    }

    void sid(String message, String detail, Span span) {
        add(Round.SID, message, detail, span);
    }

    /** @param what {@code actions} or {@code resources} */
    void missing(String what, Span span) {
        Round round = what.equals("actions") ? Round.ACTIONS_PRESENT : Round.RESOURCES_PRESENT;
        add(round, "Policy statement must contain " + what + ".", "the statement has no " + what, span);
    }

    void resource(String message, String detail, Span span) {
        add(Round.RESOURCE, message, detail, span);
    }

    void action(String message, String detail, Span span) {
        add(Round.ACTION, message, detail, span);
    }

    void type(String message, String detail, Span span) {
        add(Round.TYPE, message, detail, span);
    }

    void principal(PrincipalElement.Value value, String detail) {
        String text = shown(value.text());
        first.putIfAbsent(
                Round.PRINCIPAL,
                new MalformedPolicyException(
                        "Invalid principal in policy: \"" + value.kind().written() + "\":\"" + text + "\"",
                        "`" + text + "`: " + detail,
                        value.line(),
                        value.column(),
                        true));
    }

    private void add(Round round, String message, String detail, Span span) {
        first.putIfAbsent(round, new MalformedPolicyException(message, detail, span.line(), span.column()));
    }

    /** A user's text, cut short, without what could break a line. */
    static String shown(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints()
                .limit(MAX_SHOWN)
                .map(c -> Character.isISOControl(c) || c == '\u2028' || c == '\u2029' ? '?' : c)
                .forEach(shown::appendCodePoint);
        return shown.toString();
    }
}

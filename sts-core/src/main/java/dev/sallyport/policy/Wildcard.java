package dev.sallyport.policy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text with IAM wildcards: {@code *} stands for any run of characters, also none, and {@code ?} for one UTF-16 unit.
 * Everything else is itself.
 *
 * <p>Between two {@code *} the leftmost place that fits is always right, so no choice is ever taken back: the time is at
 * most the length of the text times that of the pattern, whatever either holds.
 */
public final class Wildcard {
    /** A run without {@code *}; where {@code anyUnit} is set, any character fits. */
    private record Run(String text, @Nullable BitSet anyUnit) {
        boolean fitsAt(String value, int at) {
            if (anyUnit == null) {
                return standsAt(value, text, at);
            }
            for (int i = 0; i < text.length(); i++) {
                if (!anyUnit.get(i) && text.charAt(i) != value.charAt(at + i)) {
                    return false;
                }
            }
            return true;
        }

        /** The first place from {@code from} on where this fits and ends by {@code to}; negative if there is none. */
        int find(String value, int from, int to) {
            if (anyUnit == null) {
                int found = value.indexOf(text, from);
                return found + text.length() <= to ? found : -1;
            }
            for (int at = from; at + text.length() <= to; at++) {
                if (fitsAt(value, at)) {
                    return at;
                }
            }
            return -1;
        }
    }

    /** So many characters are looked at from behind before all are from the front. */
    private static final int FROM_BEHIND = 8;

    private static final Run[] NONE = {};

    private final Run head;
    /** Behind each {@code *} one; the last is where a match ends. */
    private final Run[] rest;

    private final int minLength;

    private Wildcard(List<Run> runs) {
        this.head = runs.get(0);
        this.rest = runs.size() == 1 ? NONE : runs.subList(1, runs.size()).toArray(NONE);
        this.minLength = runs.stream().mapToInt(run -> run.text.length()).sum();
    }

    /** Reads {@code *} and {@code ?} in {@code glob} as wildcards. */
    public static Wildcard of(String glob) {
        if (glob.indexOf('*') < 0 && glob.indexOf('?') < 0) {
            return literal(glob);
        }
        Builder builder = new Builder();
        for (int i = 0; i < glob.length(); i++) {
            switch (glob.charAt(i)) {
                case '*' -> builder.anyRun();
                case '?' -> builder.anyUnit();
                default -> builder.literal(glob.charAt(i));
            }
        }
        return builder.build();
    }

    /** Fits this text alone. */
    static Wildcard literal(String text) {
        return new Wildcard(List.of(new Run(text, null)));
    }

    /** As {@code startsWith}, for texts such as ARNs, which mostly begin alike: the difference is nearer the end. */
    static boolean standsAt(String value, String text, int at) {
        int length = text.length();
        if (value.length() - at < length) {
            return false;
        }
        for (int i = length - 1; i >= 0 && i >= length - FROM_BEHIND; i--) {
            if (value.charAt(at + i) != text.charAt(i)) {
                return false;
            }
        }
        return length <= FROM_BEHIND || value.startsWith(text, at);
    }

    public boolean matches(String value) {
        // A whole text is compared many characters at a time.
        return isLiteral() ? head.text.equals(value) : matches(value, 0, value.length());
    }

    /** Whether the part of {@code value} between the two places matches as a whole. */
    boolean matches(String value, int from, int to) {
        if (to - from < minLength) {
            return false;
        }
        if (rest.length == 0) {
            return to - from == minLength && head.fitsAt(value, from);
        }
        Run tail = rest[rest.length - 1];
        int end = to - tail.text.length();
        if (!head.fitsAt(value, from) || !tail.fitsAt(value, end)) {
            return false;
        }
        int at = from + head.text.length();
        for (int i = 0; i < rest.length - 1; i++) {
            int found = rest[i].find(value, at, end);
            if (found < 0) {
                return false;
            }
            at = found + rest[i].text.length();
        }
        return true;
    }

    /** Whether this fits every text. */
    boolean matchesEverything() {
        return minLength == 0 && rest.length > 0;
    }

    /** The text that every match begins with. */
    String literalPrefix() {
        if (head.anyUnit == null) {
            return head.text;
        }
        return head.text.substring(0, head.anyUnit.nextSetBit(0));
    }

    /** Whether there is no wildcard in it. */
    boolean isLiteral() {
        return rest.length == 0 && head.anyUnit == null;
    }

    /** Puts a pattern together from literal text and wildcards; literal text is never read as a wildcard. */
    static final class Builder {
        private final List<Run> runs = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();
        private @Nullable BitSet anyUnit;

        Builder literal(char c) {
            text.append(c);
            return this;
        }

        Builder literal(String literal) {
            text.append(literal);
            return this;
        }

        Builder anyUnit() {
            if (anyUnit == null) {
                anyUnit = new BitSet();
            }
            anyUnit.set(text.length());
            text.append('?');
            return this;
        }

        Builder anyRun() {
            endRun();
            return this;
        }

        Wildcard build() {
            endRun();
            return new Wildcard(runs);
        }

        private void endRun() {
            runs.add(new Run(text.toString(), anyUnit));
            text.setLength(0);
            anyUnit = null;
        }
    }
}

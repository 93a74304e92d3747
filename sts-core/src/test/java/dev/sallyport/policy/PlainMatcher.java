package dev.sallyport.policy;

import java.util.ArrayList;
import java.util.List;

/**
 * What the fuzz tests hold patterns against: a pattern as a list of tokens, and a table of which beginnings of the text fit
 * which beginnings of the pattern. Slow, and too plain to be wrong in the same way as what it checks.
 */
final class PlainMatcher {
    private static final char ANY_RUN = '*';
    private static final char ANY_UNIT = '?';

    private record Token(char c, boolean literal) {}

    private final List<Token> tokens = new ArrayList<>();

    /** Reads {@code *} and {@code ?} as wildcards. */
    static PlainMatcher of(String glob) {
        return new PlainMatcher().pattern(glob);
    }

    PlainMatcher pattern(String glob) {
        glob.chars().forEach(c -> tokens.add(new Token((char) c, c != ANY_RUN && c != ANY_UNIT)));
        return this;
    }

    PlainMatcher literal(String text) {
        text.chars().forEach(c -> tokens.add(new Token((char) c, true)));
        return this;
    }

    boolean matches(String text) {
        boolean[] fits = new boolean[text.length() + 1];
        fits[0] = true;
        for (Token token : tokens) {
            boolean[] next = new boolean[fits.length];
            for (int i = 0; i < fits.length; i++) {
                if (!token.literal && token.c == ANY_RUN) {
                    next[i] = fits[i] || (i > 0 && next[i - 1]);
                } else {
                    next[i] = i > 0 && fits[i - 1] && (!token.literal || token.c == text.charAt(i - 1));
                }
            }
            fits = next;
        }
        return fits[text.length()];
    }
}

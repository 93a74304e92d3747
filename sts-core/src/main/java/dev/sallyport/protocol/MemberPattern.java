package dev.sallyport.protocol;

import java.util.function.IntPredicate;

/**
 * A pattern of the service model. All of them say which characters a value is made of, so they are a predicate on code
 * points and no regular expression; the text is what AWS's messages show.
 */
public final class MemberPattern {
    public static final MemberPattern ARN = new MemberPattern(
            "[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u0085\\u00A0-\\uD7FF\\uE000-\\uFFFD\\u10000-\\u10FFFF]+",
            c -> isLineOrTab(c) || (c >= 0x20 && c <= 0x7e) || c == 0x85 || (c >= 0xa0 && c != 0xfffe && c != 0xffff));

    /** Role session names, user names and source identities. */
    public static final MemberPattern NAME =
            new MemberPattern("[\\w+=,.@-]*", c -> isWord(c) || "+=,.@-".indexOf(c) >= 0);

    public static final MemberPattern EXTERNAL_ID =
            new MemberPattern("[\\w+=,.@:\\/-]*", c -> isWord(c) || "+=,.@:/-".indexOf(c) >= 0);

    public static final MemberPattern SERIAL_NUMBER =
            new MemberPattern("[\\w+=/:,.@-]*", c -> isWord(c) || "+=/:,.@-".indexOf(c) >= 0);

    /** Access key ids. */
    public static final MemberPattern WORD = new MemberPattern("[\\w]*", MemberPattern::isWord);

    public static final MemberPattern TOKEN_CODE = new MemberPattern("[\\d]*", MemberPattern::isDigit);

    public static final MemberPattern SESSION_POLICY = new MemberPattern(
            "[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+", c -> isLineOrTab(c) || (c >= 0x20 && c <= 0xff));

    public static final MemberPattern TAG_KEY =
            new MemberPattern("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+", MemberPattern::isTagCharacter);

    public static final MemberPattern TAG_VALUE =
            new MemberPattern("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*", MemberPattern::isTagCharacter);

    private final String text;
    private final IntPredicate accepted;

    private MemberPattern(String text, IntPredicate accepted) {
        this.text = text;
        this.accepted = accepted;
    }

    /** Whether the whole value is made of the pattern's characters. How many there must be is a matter of length. */
    boolean matches(String value) {
        return value.codePoints().allMatch(accepted);
    }

    public String text() {
        return text;
    }

    private static boolean isWord(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c) || c == '_';
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLineOrTab(int c) {
        return c == '\t' || c == '\n' || c == '\r';
    }

    private static boolean isTagCharacter(int c) {
        return switch (Character.getType(c)) {
            case Character.UPPERCASE_LETTER,
                    Character.LOWERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.OTHER_LETTER,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.LETTER_NUMBER,
                    Character.OTHER_NUMBER -> true;
            default -> "_.:/=+-@".indexOf(c) >= 0;
        };
    }
}

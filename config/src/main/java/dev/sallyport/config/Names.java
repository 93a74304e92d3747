package dev.sallyport.config;

import java.util.Locale;

/**
 * What names, paths and tags may look like: the service model of IAM and the limits of {@code IAM and STS quotas}.
 * Each method answers the text itself, or throws {@link IllegalArgumentException} saying what is wrong.
 */
final class Names {
    static final int MAX_TAGS = 50;

    private static final int MAX_USER_OR_ROLE_NAME = 64;
    private static final int MAX_OTHER_NAME = 128;
    private static final int MAX_PATH = 512;
    private static final int MAX_TAG_KEY = 128;
    private static final int MAX_TAG_VALUE = 256;
    private static final int MIN_ALIAS = 3;
    private static final int MAX_ALIAS = 63;
    private static final int MAX_SERVICE = 64;
    private static final int MAX_TRUST_DOMAIN = 255;

    private Names() {}

    static String userOrRole(String text) {
        return iamName(text, MAX_USER_OR_ROLE_NAME);
    }

    static String groupOrPolicy(String text) {
        return iamName(text, MAX_OTHER_NAME);
    }

    static String mfaDevice(String text) {
        return iamName(text, MAX_OTHER_NAME);
    }

    /** {@code /}, or begins and ends with it and has visible ASCII between. */
    static String path(String text) {
        boolean formed = text.startsWith("/")
                && text.endsWith("/")
                && text.length() <= MAX_PATH
                && !text.startsWith("//")
                && text.chars().allMatch(c -> c >= '!' && c <= '~');
        require(
                formed,
                "`" + text + "` is no path: it is `/`, or begins and ends with `/`, in visible ASCII and at most "
                        + MAX_PATH + " characters");
        return text;
    }

    static String alias(String text) {
        boolean formed = text.length() >= MIN_ALIAS
                && text.length() <= MAX_ALIAS
                && text.chars().allMatch(c -> isLowerAlphanumeric(c) || c == '-')
                && !text.startsWith("-")
                && !text.endsWith("-")
                && !text.contains("--");
        require(
                formed,
                "`" + text + "` is no alias: " + MIN_ALIAS + " to " + MAX_ALIAS
                        + " lower-case letters, digits and single `-` between them");
        return text;
    }

    /** A service, region, route or upstream: lower-case letters, digits and {@code -}. */
    static String label(String text) {
        boolean formed = text.length() <= MAX_SERVICE
                && text.chars().allMatch(c -> isLowerAlphanumeric(c) || c == '-')
                && !text.startsWith("-")
                && !text.endsWith("-");
        require(
                formed,
                "`" + text + "` is no name here: lower-case letters, digits and `-` between them, at most "
                        + MAX_SERVICE);
        return text;
    }

    /** The name of an installation, in the form of a DNS name. */
    static String trustDomain(String text) {
        boolean formed = text.length() <= MAX_TRUST_DOMAIN;
        for (String part : text.split("\\.", -1)) {
            formed &= !part.isEmpty()
                    && part.length() <= 63
                    && !part.startsWith("-")
                    && !part.endsWith("-")
                    && part.chars().allMatch(c -> isLowerAlphanumeric(c) || c == '-');
        }
        require(formed, "`" + text + "` is no trust domain: a name like `sallyport.example.com`, in lower case");
        return text;
    }

    static String tagKey(String text) {
        require(!text.isEmpty() && text.length() <= MAX_TAG_KEY, "a tag key has 1 to " + MAX_TAG_KEY + " characters");
        require(
                text.codePoints().allMatch(Names::isTagCharacter),
                "the tag key `" + text + "` may hold letters, digits, spaces and `_.:/=+-@`");
        require(
                !text.toLowerCase(Locale.ROOT).startsWith("aws:"),
                "the tag key `" + text + "` begins with `aws:`, which is reserved");
        return text;
    }

    static String tagValue(String text) {
        require(text.length() <= MAX_TAG_VALUE, "a tag value has at most " + MAX_TAG_VALUE + " characters");
        require(
                text.codePoints().allMatch(Names::isTagCharacter),
                "the tag value `" + text + "` may hold letters, digits, spaces and `_.:/=+-@`");
        return text;
    }

    // ASCII only: two names that look alike must be alike.
    private static String iamName(String text, int most) {
        boolean formed = text.length() <= most
                && text.chars()
                        .allMatch(c -> isLowerAlphanumeric(c) || c >= 'A' && c <= 'Z' || "_+=,.@-".indexOf(c) >= 0);
        require(formed, "`" + text + "` is no name: letters, digits and `_+=,.@-`, at most " + most);
        return text;
    }

    private static boolean isLowerAlphanumeric(int c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
    }

    // The service model: [\p{L}\p{Z}\p{N}_.:/=+\-@].
    private static boolean isTagCharacter(int c) {
        return switch (Character.getType(c)) {
            case Character.UPPERCASE_LETTER,
                    Character.LOWERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.OTHER_LETTER,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.LETTER_NUMBER,
                    Character.OTHER_NUMBER,
                    Character.SPACE_SEPARATOR -> true;
            default -> "_.:/=+-@".indexOf(c) >= 0;
        };
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}

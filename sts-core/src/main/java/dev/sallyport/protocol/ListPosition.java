package dev.sallyport.protocol;

import java.util.Optional;

/**
 * The part of a parameter name that says where in a list it is: of {@code Tags.member.1.Key}, {@code member.1.Key}.
 *
 * @param rest the member of the element; empty where the element is a text
 */
record ListPosition(int index, String rest) {
    private static final String PREFIX = "member.";

    /** Digits of an index, leading zeros included; AWS takes {@code member.01} for {@code member.1}. */
    private static final int MAX_DIGITS = 9;

    static Optional<ListPosition> parse(String text) {
        if (!text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        int dot = text.indexOf('.', PREFIX.length());
        String digits = text.substring(PREFIX.length(), dot < 0 ? text.length() : dot);
        String rest = dot < 0 ? "" : text.substring(dot + 1);
        if (digits.isEmpty()
                || digits.length() > MAX_DIGITS
                || !digits.chars().allMatch(c -> c >= '0' && c <= '9')
                || (dot >= 0 && rest.isEmpty())) {
            return Optional.empty();
        }
        int index = Integer.parseInt(digits);
        return index == 0 ? Optional.empty() : Optional.of(new ListPosition(index, rest));
    }
}

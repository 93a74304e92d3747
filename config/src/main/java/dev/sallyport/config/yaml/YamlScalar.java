package dev.sallyport.config.yaml;

/**
 * A single value.
 *
 * @param text what it says, without quotes and indentation
 * @param textStart where the first character of {@code text} stands; the lines of a literal block follow one another
 *     in the file as they do in the text, all indented alike
 */
public record YamlScalar(Place place, Form form, String text, Place textStart) implements YamlNode {
    /** How a value is written, which decides what it may stand for: {@code 12} is a number, {@code "12"} is text. */
    public enum Form {
        PLAIN_TEXT("text"),
        QUOTED_TEXT("text"),
        /** Behind {@code |}: the lines as they stand. */
        LITERAL_BLOCK("a block of text"),
        /** Behind {@code >}: line ends become spaces, so lines cannot be told any more. */
        FOLDED_BLOCK("a folded block of text"),
        INTEGER("a number"),
        BOOLEAN("true or false"),
        EMPTY("nothing"),
        /** {@code 012}, {@code 0x1F}, {@code 1_000}, {@code 1e3}, {@code True}: what it is depends on who reads it. */
        AMBIGUOUS("a value that readers of YAML understand differently");

        private final String kind;

        Form(String kind) {
            this.kind = kind;
        }
    }

    @Override
    public String kind() {
        return form.kind;
    }

    /** Whether YAML reads this as text, not as a number, a truth value or nothing. */
    public boolean isText() {
        return switch (form) {
            case PLAIN_TEXT, QUOTED_TEXT, LITERAL_BLOCK, FOLDED_BLOCK -> true;
            case INTEGER, BOOLEAN, EMPTY, AMBIGUOUS -> false;
        };
    }

    /** Never the text: it may be a secret that somebody put in the wrong place. */
    @Override
    public String toString() {
        return "YamlScalar[" + place + ", " + form + "]";
    }
}

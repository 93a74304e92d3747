package dev.sallyport.policy;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An ARN with wildcards, compared part by part at the first five colons; the sixth part may hold colons of its own. A
 * {@code *} in one of the first five parts does not reach over a colon, but a pattern of fewer parts that ends in
 * {@code *} fits whatever follows.
 */
final class ArnPattern {
    static final int PARTS = 6;

    private final Wildcard[] parts;

    private ArnPattern(Wildcard[] parts) {
        this.parts = parts;
    }

    /** The pattern a template without variables is; empty when it is not in ARN form. A lone {@code *} fits every ARN. */
    static Optional<ArnPattern> of(Template template) {
        List<Template> pieces = template.splitAtColons(PARTS);
        if (pieces.size() < PARTS && !pieces.get(pieces.size() - 1).endsInStar()) {
            return Optional.empty();
        }
        Wildcard[] parts = new Wildcard[PARTS];
        for (int i = 0; i < PARTS; i++) {
            parts[i] = i < pieces.size()
                    ? pieces.get(i).pattern()
                    : Template.star().pattern();
        }
        return parts[0].matches("arn") ? Optional.of(new ArnPattern(parts)) : Optional.empty();
    }

    boolean matches(ArnText arn) {
        return matchesFirstFive(arn) && parts[PARTS - 1].matches(arn.text(), arn.start(PARTS - 1), arn.end(PARTS - 1));
    }

    private boolean matchesFirstFive(ArnText arn) {
        for (int i = 0; i < PARTS - 1; i++) {
            if (!parts[i].matches(arn.text(), arn.start(i), arn.end(i))) {
                return false;
            }
        }
        return true;
    }

    /** A text cut at its first five colons. */
    static final class ArnText {
        private final String text;
        private final int[] colons;

        private ArnText(String text, int[] colons) {
            this.text = text;
            this.colons = colons;
        }

        /** Null when the text is not an ARN. */
        static @Nullable ArnText parse(String text) {
            if (!text.startsWith("arn:")) {
                return null;
            }
            int[] colons = new int[PARTS - 1];
            int at = -1;
            for (int i = 0; i < colons.length; i++) {
                at = text.indexOf(':', at + 1);
                if (at < 0) {
                    return null;
                }
                colons[i] = at;
            }
            return new ArnText(text, colons);
        }

        String text() {
            return text;
        }

        int start(int part) {
            return part == 0 ? 0 : colons[part - 1] + 1;
        }

        int end(int part) {
            return part == colons.length ? text.length() : colons[part];
        }
    }
}

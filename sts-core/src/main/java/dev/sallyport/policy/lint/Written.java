package dev.sallyport.policy.lint;

import dev.sallyport.json.JsonArray;
import dev.sallyport.json.JsonBoolean;
import dev.sallyport.json.JsonNode;
import dev.sallyport.json.JsonNumber;
import dev.sallyport.json.JsonString;
import dev.sallyport.json.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A text of the document and where it stands. */
record Written(String text, Span span) {
    /** A value or an array of values; whatever is not text, number or boolean is left out. */
    static List<Written> all(JsonNode node) {
        List<Written> all = new ArrayList<>();
        for (JsonNode one : node instanceof JsonArray array ? array.elements() : List.of(node)) {
            if (one instanceof JsonString string) {
                all.add(new Written(string.value(), one.span()));
            } else if (one instanceof JsonNumber number) {
                all.add(new Written(number.text(), one.span()));
            } else if (one instanceof JsonBoolean bool) {
                all.add(new Written(Boolean.toString(bool.value()), one.span()));
            }
        }
        return all;
    }

    String lower() {
        return text.toLowerCase(Locale.ROOT);
    }

    boolean hasWildcard() {
        return hasWildcard(text);
    }

    static boolean hasWildcard(String text) {
        return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
    }

    boolean hasVariable() {
        return text.contains("${");
    }

    /** Only wildcards, and at least one. */
    static boolean isOnlyWildcards(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c == '*' || c == '?');
    }
}

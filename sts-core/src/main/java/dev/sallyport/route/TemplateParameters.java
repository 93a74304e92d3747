package dev.sallyport.route;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Text with {@code {name}} in it. A value that is filled in is never read again, so it cannot hold a parameter. */
final class TemplateParameters {
    private static final int MAX_NAME_LENGTH = 64;

    private TemplateParameters() {}

    static boolean isName(String name) {
        return !name.isEmpty()
                && name.length() <= MAX_NAME_LENGTH
                && name.chars()
                        .allMatch(c -> c >= 'a' && c <= 'z'
                                || c >= 'A' && c <= 'Z'
                                || c >= '0' && c <= '9'
                                || c == '_'
                                || c == '-');
    }

    /** @throws IllegalArgumentException when a brace does not belong to a parameter */
    static Set<String> of(String template) {
        Set<String> names = new LinkedHashSet<>();
        for (int at = 0; at < template.length(); at++) {
            char c = template.charAt(at);
            if (c == '}') {
                throw new IllegalArgumentException("`" + template + "` holds a `}` without its `{`");
            }
            if (c == '{') {
                int close = template.indexOf('}', at);
                String name = close < 0 ? "" : template.substring(at + 1, close);
                if (!isName(name)) {
                    throw new IllegalArgumentException(
                            "`" + template + "` holds a `{` that does not begin a parameter such as `{id}`");
                }
                names.add(name);
                at = close;
            }
        }
        return names;
    }

    static String fill(String template, Map<String, String> values) {
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < template.length(); at++) {
            char c = template.charAt(at);
            if (c == '{') {
                int close = template.indexOf('}', at);
                String value = values.get(template.substring(at + 1, close));
                if (value == null) {
                    throw new IllegalArgumentException("no value for a parameter of `" + template + "`");
                }
                text.append(value);
                at = close;
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}

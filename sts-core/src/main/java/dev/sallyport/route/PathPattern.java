package dev.sallyport.route;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A path with parameters: {@code /orders/{id}}. A parameter is one whole, non-empty segment; {@code {rest+}} at the end
 * is one or more segments. Everything else is compared exactly, case included.
 */
public final class PathPattern implements Comparable<PathPattern> {
    public static final int MAX_LENGTH = 1024;

    private enum Kind {
        // In the order of precedence: the more exact segment is tried first.
        LITERAL,
        PARAMETER,
        REST
    }

    private record Segment(Kind kind, String text) {}

    private final String text;
    private final List<Segment> segments;

    private PathPattern(String text, List<Segment> segments) {
        this.text = text;
        this.segments = segments;
    }

    /** @throws IllegalArgumentException saying what is wrong with {@code text} */
    public static PathPattern parse(String text) {
        if (!text.startsWith("/") || text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "a path pattern begins with `/` and has at most " + MAX_LENGTH + " characters");
        }
        String[] parts = text.substring(1).split("/", -1);
        List<Segment> segments = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (int i = 0; i < parts.length; i++) {
            Segment segment = segment(parts[i]);
            boolean last = i == parts.length - 1;
            if (segment.kind == Kind.LITERAL && segment.text.isEmpty() && !last) {
                throw new IllegalArgumentException("a path pattern holds no `//`");
            }
            if (segment.kind == Kind.REST && !last) {
                throw new IllegalArgumentException("`" + parts[i] + "` may only stand at the end of a path pattern");
            }
            if (segment.kind != Kind.LITERAL && !names.add(segment.text)) {
                throw new IllegalArgumentException("the parameter `" + segment.text + "` stands twice in the path");
            }
            segments.add(segment);
        }
        return new PathPattern(text, List.copyOf(segments));
    }

    private static Segment segment(String part) {
        if (!part.contains("{") && !part.contains("}")) {
            if (part.equals(".") || part.equals("..") || part.chars().anyMatch(c -> "%;?#\\*".indexOf(c) >= 0)) {
                throw new IllegalArgumentException("the segment `" + part
                        + "` is not literal: write it decoded, without `%`, `;`, `?`, `#`, `\\`, `*` or dots alone");
            }
            return new Segment(Kind.LITERAL, part);
        }
        boolean rest = part.endsWith("+}");
        String name =
                part.startsWith("{") && part.endsWith("}") ? part.substring(1, part.length() - (rest ? 2 : 1)) : "";
        if (!TemplateParameters.isName(name)) {
            throw new IllegalArgumentException("the segment `" + part
                    + "` is neither literal nor one whole parameter such as `{id}` or, at the end, `{rest+}`");
        }
        return new Segment(rest ? Kind.REST : Kind.PARAMETER, name);
    }

    /** The names of the parameters, in the order in which they stand. */
    public Set<String> parameters() {
        Set<String> names = new LinkedHashSet<>();
        segments.stream().filter(s -> s.kind != Kind.LITERAL).forEach(s -> names.add(s.text));
        return names;
    }

    /** The decoded value of each parameter; empty when {@code path} does not match. */
    Optional<Map<String, String>> match(CanonicalPath path) {
        List<String> actual = path.segments();
        boolean rest = segments.get(segments.size() - 1).kind == Kind.REST;
        if (rest ? actual.size() < segments.size() : actual.size() != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            String value =
                    segment.kind == Kind.REST ? String.join("/", actual.subList(i, actual.size())) : actual.get(i);
            if (segment.kind == Kind.LITERAL ? !segment.text.equals(value) : value.isEmpty()) {
                return Optional.empty();
            }
            if (segment.kind != Kind.LITERAL) {
                values.put(segment.text, value);
            }
        }
        return Optional.of(values);
    }

    /** Whether both match the same paths, whatever their parameters are called. */
    boolean sameShape(PathPattern other) {
        return compareTo(other) == 0;
    }

    /** More exact patterns come first: of two that match one path, the one with the earlier literal wins. */
    @Override
    public int compareTo(PathPattern other) {
        for (int i = 0; i < Math.min(segments.size(), other.segments.size()); i++) {
            Segment mine = segments.get(i);
            Segment theirs = other.segments.get(i);
            if (mine.kind != theirs.kind) {
                return mine.kind.compareTo(theirs.kind);
            }
            if (mine.kind == Kind.LITERAL && !mine.text.equals(theirs.text)) {
                return mine.text.compareTo(theirs.text);
            }
        }
        return Integer.compare(other.segments.size(), segments.size());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PathPattern pattern && text.equals(pattern.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}

package dev.sallyport.protocol;

import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The parameters of one request, or of one structure in a list. Names are case-sensitive and occur once.
 *
 * <p>Reading never repairs: {@link Constraints} says what is wrong with several parameters at once and comes first; the
 * methods here throw at the first value that cannot be read.
 */
public final class QueryParameters {
    /** Bytes of query and body together; the largest request of the STS model, with room for encoding. */
    public static final int MAX_LENGTH = 64 * 1024;

    /** 50 tags, 50 transitive keys and 10 policies are 170. */
    public static final int MAX_PARAMETERS = 1000;

    public static final int MAX_NAME_LENGTH = 128;

    /** Longer values are left out of messages. */
    static final int MAX_SHOWN_LENGTH = 256;

    /** How far the index of a list may jump past the largest before it, as AWS has it. */
    private static final int MAX_INDEX_JUMP = 10;

    /** What stood before the names here: {@code Tags.member.1.} for a structure in a list. */
    private final String path;

    /** The same in the words of AWS's messages: {@code tags.1.member.}. */
    private final String fieldPath;

    private final Map<String, String> values;

    private QueryParameters(String path, String fieldPath, Map<String, String> values) {
        this.path = path;
        this.fieldPath = fieldPath;
        this.values = values;
    }

    /**
     * Reads a form body.
     *
     * @throws ApiException MalformedInput for a form that could be read in two ways or is over a bound (but
     *     RequestEntityTooLarge over {@link #MAX_LENGTH}); ValidationError for a value that is not UTF-8
     */
    public static QueryParameters parse(byte[] form) {
        return new QueryParameters("", "", FormDecoder.decode(form));
    }

    /** Reads the raw query of a request target, one character a byte, by the same rules. */
    public static QueryParameters parse(String rawQuery) {
        if (!rawQuery.chars().allMatch(c -> c <= 0xff)) {
            throw new ApiException(ApiError.MALFORMED_INPUT, "the query is not made of bytes");
        }
        return parse(rawQuery.getBytes(StandardCharsets.ISO_8859_1));
    }

    /**
     * The parameters of query and body together; AWS takes them from either.
     *
     * @throws ApiException MalformedInput when a name is in both
     */
    public QueryParameters and(QueryParameters more) {
        Map<String, String> both = new LinkedHashMap<>(values);
        more.values.forEach((name, value) -> {
            if (both.putIfAbsent(name, value) != null) {
                throw new ApiException(ApiError.MALFORMED_INPUT, "parameter `" + name + "` is given twice");
            }
        });
        if (both.size() > MAX_PARAMETERS) {
            throw new ApiException(ApiError.MALFORMED_INPUT, "there are more than " + MAX_PARAMETERS + " parameters");
        }
        return new QueryParameters(path, fieldPath, both);
    }

    /** The names up to the first dot: what the service model calls the members, {@code Tags} for {@code Tags.member.1.Key}. */
    public Set<String> names() {
        Map<String, String> names = new TreeMap<>();
        values.keySet().forEach(name -> names.put(memberName(name), name));
        return names.keySet();
    }

    /**
     * Refuses by name what nobody would read: a parameter that is silently left out may be one that restricts.
     *
     * @param known members this action reads, and {@code Action} and {@code Version}
     * @param notBuiltYet members of the service model that are known but not supported
     * @throws ApiException ValidationError
     */
    public void refuseUnknown(Set<String> known, Set<String> notBuiltYet) {
        for (String name : names()) {
            if (notBuiltYet.contains(name)) {
                throw validationError("parameter `" + path + name + "` is not supported here; leave it out");
            }
            if (!known.contains(name)) {
                throw validationError("parameter `" + path + name + "` is not one of this action; leave it out");
            }
        }
    }

    /**
     * Refuses by name what stands below a member that has a value and no members: {@code Policy.member.1} restricts
     * nothing, whatever its sender believes.
     *
     * @throws ApiException ValidationError
     */
    void refuseMembersOf(String scalar) {
        for (String name : values.keySet()) {
            if (name.startsWith(scalar + ".")) {
                throw validationError("parameter `" + path + name + "` is not one of this action; write `" + path
                        + scalar + "` or leave it out");
            }
        }
    }

    /** Whether anything is given for that member, even an empty value or list. */
    public boolean has(String name) {
        return names().contains(name);
    }

    /** The text of a scalar member. An empty value is a value. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /**
     * The value of a scalar member as a type.
     *
     * @param parser throws {@link IllegalArgumentException} for what it does not take
     * @throws ApiException ValidationError, as AWS words it, when the parser throws
     */
    public <T> Optional<T> optional(String name, Function<String, T> parser) {
        return text(name).map(value -> parsed(name, value, parser));
    }

    /** As {@link #optional}, and ValidationError when the member is not there. */
    public <T> T required(String name, Function<String, T> parser) {
        return optional(name, parser)
                .orElseThrow(() -> new ApiException(
                        ApiError.VALIDATION_ERROR,
                        "1 validation error detected: Value null at '" + fieldName(name)
                                + "' failed to satisfy constraint: Member must not be null"));
    }

    /**
     * An integer: ASCII digits, leading zeros and one sign allowed, 32 bits.
     *
     * @throws ApiException MalformedInput
     */
    public Optional<Integer> integer(String name) {
        return text(name)
                .map(value -> Lexical.integer(value)
                        .orElseThrow(
                                () -> malformed("the value of parameter `" + path + name + "` is not a whole number")));
    }

    /**
     * A boolean: {@code true}, {@code false}, {@code 1} or {@code 0}.
     *
     * @throws ApiException MalformedInput
     */
    public Optional<Boolean> bool(String name) {
        return text(name)
                .map(value -> Lexical.bool(value)
                        .orElseThrow(() -> malformed(
                                "the value of parameter `" + path + name + "` is neither `true` nor `false`")));
    }

    /**
     * The texts of a list: {@code Name.member.1}, {@code Name.member.2}, … An absent list is empty.
     *
     * @throws ApiException ValidationError for a gap or a structure where a text belongs, MalformedInput for an index that
     *     is none
     */
    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (QueryParameters element : structures(name)) {
            texts.add(element.text("")
                    .orElseThrow(() -> validationError("1 validation error detected: Value null at '"
                            + element.fieldName("") + "' failed to satisfy constraint: Member must not be null")));
            if (element.values.size() > 1) {
                throw validationError("the members of list `" + path + name + "` have no members of their own");
            }
        }
        return texts;
    }

    /**
     * The structures of a list: {@code Name.member.1.Key} is {@code Key} of the first. An absent list is empty, and so is
     * {@code Name=}. A gap is a structure without members; the elements after it keep their places.
     *
     * @throws ApiException MalformedInput for an index that is zero, no number, or more than ten past the largest so far
     */
    public List<QueryParameters> structures(String name) {
        TreeMap<Integer, Map<String, String>> byIndex = new TreeMap<>();
        String prefix = name + ".";
        int size = 0;
        for (Map.Entry<String, String> parameter : values.entrySet()) {
            if (!parameter.getKey().startsWith(prefix)) {
                continue;
            }
            ListPosition position = ListPosition.parse(parameter.getKey().substring(prefix.length()))
                    .orElseThrow(() -> malformed("parameter `" + path + parameter.getKey() + "` is not of the form `"
                            + path + name + ".member.1`"));
            if (position.index() > size + MAX_INDEX_JUMP) {
                throw malformed("the index of parameter `" + path + parameter.getKey() + "` is too far past the end");
            }
            size = Math.max(size, position.index());
            Map<String, String> element = byIndex.computeIfAbsent(position.index(), index -> new LinkedHashMap<>());
            if (element.putIfAbsent(position.rest(), parameter.getValue()) != null) {
                throw malformed("parameter `" + path + parameter.getKey() + "` is given twice");
            }
        }
        if (values.containsKey(name) && (size > 0 || !text(name).orElse("").isEmpty())) {
            throw malformed("list `" + path + name + "` is given as a value and not as `" + path + name + ".member.1`");
        }
        List<QueryParameters> elements = new ArrayList<>();
        for (int index = 1; index <= size; index++) {
            elements.add(new QueryParameters(
                    path + prefix + "member." + index + ".",
                    fieldName(name) + "." + index + ".member.",
                    byIndex.getOrDefault(index, Map.of())));
        }
        return elements;
    }

    /** Where a member is, in AWS's spelling: {@code tags.1.member.key}; without a name, the element itself. */
    String fieldName(String name) {
        return name.isEmpty()
                ? fieldPath.substring(0, Math.max(0, fieldPath.length() - 1))
                : fieldPath + name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }

    private <T> T parsed(String name, String value, Function<String, T> parser) {
        try {
            return parser.apply(value);
        } catch (IllegalArgumentException e) {
            String reason = e.getMessage() == null ? "malformed" : e.getMessage();
            String shown = value.length() <= MAX_SHOWN_LENGTH ? value : "the value of parameter `" + path + name + "`";
            throw new ApiException(
                    ApiError.VALIDATION_ERROR, shown + " is invalid", "parameter `" + path + name + "`: " + reason);
        }
    }

    private static String memberName(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    private static ApiException malformed(String message) {
        return new ApiException(ApiError.MALFORMED_INPUT, message);
    }

    private static ApiException validationError(String message) {
        return new ApiException(ApiError.VALIDATION_ERROR, message);
    }

    /** The names alone: values may be tokens and codes. */
    @Override
    public String toString() {
        return "QueryParameters" + values.keySet();
    }
}

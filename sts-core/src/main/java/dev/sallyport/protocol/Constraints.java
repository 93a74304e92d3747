package dev.sallyport.protocol;

import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The service model's constraints on the parameters of an action, checked together and reported together as AWS does:
 *
 * <pre>
 * Constraints constraints = new Constraints(parameters);
 * constraints.required("RoleSessionName").length(2, 64).pattern(MemberPattern.NAME);
 * constraints.optional("DurationSeconds").range(900, 43200);
 * constraints.list("Tags", 50, tag -&gt; tag.required("Key").length(1, 128).pattern(MemberPattern.TAG_KEY));
 * constraints.enforce();
 * </pre>
 */
public final class Constraints {
    private final QueryParameters parameters;
    private final List<String> violations;
    private final Set<String> described = new HashSet<>();

    public Constraints(QueryParameters parameters) {
        this(parameters, new ArrayList<>());
    }

    private Constraints(QueryParameters parameters, List<String> violations) {
        this.parameters = parameters;
        this.violations = violations;
    }

    /** A member that must be there. */
    public Member required(String name) {
        Optional<String> value = scalar(name);
        if (value.isEmpty()) {
            violations.add("Value null at '" + parameters.fieldName(name)
                    + "' failed to satisfy constraint: Member must not be null");
        }
        return new Member(parameters.fieldName(name), value, false);
    }

    /** A member that may be absent; then nothing of it is checked. */
    public Member optional(String name) {
        return new Member(parameters.fieldName(name), scalar(name), false);
    }

    private Optional<String> scalar(String name) {
        described.add(name);
        parameters.refuseMembersOf(name);
        return parameters.text(name);
    }

    /** A list of structures. A gap in it is a violation; a member that {@code element} does not describe is refused by name. */
    public void list(String name, int maxSize, Consumer<Constraints> element) {
        List<QueryParameters> elements = sized(name, maxSize);
        for (QueryParameters structure : elements) {
            if (structure.names().isEmpty()) {
                nullElement(structure);
            } else {
                Constraints constraints = new Constraints(structure, violations);
                element.accept(constraints);
                structure.refuseUnknown(constraints.described, Set.of());
            }
        }
    }

    /** A list of texts. A gap in it is a violation. */
    public void texts(String name, int maxSize, Consumer<Member> element) {
        for (QueryParameters text : sized(name, maxSize)) {
            if (text.text("").isEmpty()) {
                nullElement(text);
            } else {
                element.accept(new Member(text.fieldName(""), text.text(""), false));
            }
        }
    }

    /** @throws ApiException ValidationError with every violation so far */
    public void enforce() {
        if (violations.isEmpty()) {
            return;
        }
        String errors = violations.size() == 1 ? "1 validation error" : violations.size() + " validation errors";
        throw new ApiException(ApiError.VALIDATION_ERROR, errors + " detected: " + String.join("; ", violations));
    }

    /** A list that must be there and have at least {@code minSize} elements; what they may be is asked separately. */
    public void requiredList(String name, int minSize) {
        int size = parameters.structures(name).size();
        if (!parameters.has(name)) {
            violations.add("Value null at '" + parameters.fieldName(name)
                    + "' failed to satisfy constraint: Member must not be null");
        } else if (size < minSize) {
            violations.add("Value '[]' at '" + parameters.fieldName(name)
                    + "' failed to satisfy constraint: Member must have length greater than or equal to " + minSize);
        }
    }

    private List<QueryParameters> sized(String name, int maxSize) {
        described.add(name);
        List<QueryParameters> elements = parameters.structures(name);
        if (elements.size() > maxSize) {
            violations.add("Value at '" + parameters.fieldName(name)
                    + "' failed to satisfy constraint: Member must have length less than or equal to " + maxSize);
            return List.of(); // One message says it; a thousand members would say it a thousand times.
        }
        return elements;
    }

    private void nullElement(QueryParameters element) {
        violations.add(
                "Value null at '" + element.fieldName("") + "' failed to satisfy constraint: Member must not be null");
    }

    /** One member and what its value must satisfy. */
    public final class Member {
        private final String field;
        private final Optional<String> value;
        private final boolean secret;

        private Member(String field, Optional<String> value, boolean secret) {
            this.field = field;
            this.value = value;
            this.secret = secret;
        }

        /** The same member; messages leave its value out. For tokens and codes, whose messages reach logs. */
        public Member secret() {
            return new Member(field, value, true);
        }

        /** Both bounds inclusive, in UTF-16 units as the service models count. */
        public Member length(int min, int max) {
            value.ifPresent(text -> {
                if (text.length() < min) {
                    violated(text, "Member must have length greater than or equal to " + min);
                } else if (text.length() > max) {
                    violated(text, "Member must have length less than or equal to " + max);
                }
            });
            return this;
        }

        public Member pattern(MemberPattern pattern) {
            value.ifPresent(text -> {
                if (!pattern.matches(text)) {
                    violated(text, "Member must satisfy regular expression pattern: " + pattern.text());
                }
            });
            return this;
        }

        /** One of a few texts. What is shorter or longer than all of them breaks the length that the service models have. */
        public Member oneOf(List<String> values) {
            int min = values.stream().mapToInt(String::length).min().orElse(0);
            int max = values.stream().mapToInt(String::length).max().orElse(0);
            length(min, max);
            value.filter(text -> text.length() >= min && text.length() <= max).ifPresent(text -> {
                if (!values.contains(text)) {
                    violated(text, "Member must satisfy enum value set: " + values);
                }
            });
            return this;
        }

        /**
         * A whole number, both bounds inclusive.
         *
         * @throws ApiException MalformedInput for what is no number
         */
        public Member range(int min, int max) {
            value.ifPresent(text -> {
                int number = Lexical.integer(text)
                        .orElseThrow(() -> new ApiException(
                                ApiError.MALFORMED_INPUT, "the value at `" + field + "` is not a whole number"));
                if (number < min) {
                    violated(text, "Member must have value greater than or equal to " + min);
                } else if (number > max) {
                    violated(text, "Member must have value less than or equal to " + max);
                }
            });
            return this;
        }

        private void violated(String text, String constraint) {
            String shown =
                    secret || text.length() > QueryParameters.MAX_SHOWN_LENGTH ? "Value" : "Value '" + text + "'";
            violations.add(shown + " at '" + field + "' failed to satisfy constraint: " + constraint);
        }
    }
}

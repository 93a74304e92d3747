package dev.sallyport.protocol;

import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Every parameter of one action with its constraints. */
public final class ActionParameters {
    /** What says which action it is. */
    private static final Set<String> OF_EVERY_ACTION = Set.of("Action", "Version");

    private static final String TAGS = "Tags";

    private final List<Parameter> parameters;

    ActionParameters(List<Parameter> parameters) {
        this.parameters = List.copyOf(parameters);
    }

    public List<Parameter> all() {
        return parameters;
    }

    /**
     * Refuses what the action does not have by name, then whatever breaks a constraint, all of it in one message.
     *
     * @throws ApiException ValidationError; MalformedInput for a number or list index that is none; InvalidParameterValue
     *     for doubled tag keys, of which AWS speaks before other faults
     */
    public void check(QueryParameters given) {
        Set<String> known = new HashSet<>(OF_EVERY_ACTION);
        Set<String> refused = new HashSet<>();
        for (Parameter parameter : parameters) {
            (parameter.isRefused() ? refused : known).add(parameter.name());
        }
        given.refuseUnknown(known, refused);
        refuseDoubledTags(given);
        Constraints constraints = new Constraints(given);
        parameters.forEach(parameter -> check(parameter, constraints));
        constraints.enforce();
    }

    private static void check(Parameter parameter, Constraints constraints) {
        String name = parameter.name();
        if (parameter.shape() instanceof Shape.Structures list) {
            if (parameter.required()) {
                constraints.requiredList(name, list.minSize());
            }
            constraints.list(name, list.maxSize(), element -> list.members().forEach(member -> check(member, element)));
        } else if (parameter.shape() instanceof Shape.Texts list) {
            if (parameter.required()) {
                constraints.requiredList(name, list.minSize());
            }
            constraints.texts(name, list.maxSize(), element -> check(list.element(), element));
        } else if (!parameter.isRefused()) {
            Constraints.Member member = parameter.required() ? constraints.required(name) : constraints.optional(name);
            if (parameter.shape() instanceof Shape.Text text) {
                check(text, member);
            } else if (parameter.shape() instanceof Shape.Whole whole) {
                member.range(whole.min(), whole.max());
            } else if (parameter.shape() instanceof Shape.Choice choice) {
                member.oneOf(choice.values());
            }
        }
    }

    private static void check(Shape.Text text, Constraints.Member member) {
        Constraints.Member shown = text.secret() ? member.secret() : member;
        shown.length(text.min(), text.max());
        text.pattern().ifPresent(shown::pattern);
    }

    private void refuseDoubledTags(QueryParameters given) {
        if (parameters.stream().noneMatch(parameter -> parameter.name().equals(TAGS))) {
            return;
        }
        Set<String> keys = new HashSet<>();
        for (QueryParameters tag : given.structures(TAGS)) {
            tag.text("Key").ifPresent(key -> {
                if (!keys.add(key.toLowerCase(Locale.ROOT))) {
                    throw new ApiException(
                            ApiError.INVALID_PARAMETER_VALUE,
                            "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
                }
            });
        }
    }
}

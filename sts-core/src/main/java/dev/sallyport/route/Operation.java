package dev.sallyport.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** One thing an API does: which requests it is, and the action and resource it is decided on. */
public record Operation(
        String action,
        Set<String> methods,
        PathPattern path,
        ResourceTemplate resource,
        List<TagTemplate> resourceTags) {

    private static final int MAX_ACTION_LENGTH = 128;

    /** @throws IllegalArgumentException when the action or a method is malformed or a parameter is not in the path */
    public Operation {
        methods = Set.copyOf(methods);
        resourceTags = List.copyOf(resourceTags);
        int colon = action.indexOf(':');
        if (action.length() > MAX_ACTION_LENGTH
                || colon < 1
                || colon == action.length() - 1
                || !action.chars().allMatch(c -> c == ':' || c == '-' || isAlphanumeric(c))
                || action.indexOf(':', colon + 1) >= 0) {
            throw new IllegalArgumentException("`" + action + "` is not an action such as `orders:GetOrder`");
        }
        if (methods.isEmpty() || !methods.stream().allMatch(Operation::isMethod)) {
            throw new IllegalArgumentException("an operation has one or more methods in upper case, such as `GET`");
        }
        List<String> unknown = new ArrayList<>(resource.parameters());
        resourceTags.forEach(tag -> unknown.addAll(tag.parameters()));
        unknown.removeAll(path.parameters());
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "the parameter `" + unknown.get(0) + "` does not stand in the path `" + path + "`");
        }
    }

    // CONNECT and TRACE change what a connection is or echo credentials; no API behind a gateway needs them.
    private static boolean isMethod(String method) {
        return !method.isEmpty()
                && method.length() <= 20
                && method.chars().allMatch(c -> c >= 'A' && c <= 'Z')
                && !method.equals("CONNECT")
                && !method.equals("TRACE");
    }

    private static boolean isAlphanumeric(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }
}

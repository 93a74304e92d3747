package dev.sallyport.policy.lint;

import dev.sallyport.context.SuppliedKeys;
import dev.sallyport.policy.Wildcard;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The requests that an installation decides on with identity policies, and which condition keys they carry.
 *
 * @param operations what its routes do
 * @param roleTags the keys of the tags of its roles, which requests to STS about them carry
 * @param providers host and path of the issuers it believes, whose claims stay in sessions
 */
public record KnownRequests(List<Operation> operations, Set<String> roleTags, Set<String> providers) {
    private static final String RESOURCE_TAG = "aws:resourcetag/";
    private static final String ROLE_TAG = "iam:resourcetag/";

    /** The actions of STS that are about a role. */
    private static final List<String> ROLE_ACTIONS =
            List.of("sts:assumerole", "sts:tagsession", "sts:setsourceidentity");

    /** Keys that only those actions' requests have. */
    private static final List<String> ROLE_KEYS = List.of("sts:", "aws:requesttag/", "aws:tagkeys");

    /**
     * One operation of a route.
     *
     * @param resourceTags the keys of the tags that it gives its resource
     */
    public record Operation(String action, Set<String> resourceTags) {
        public Operation {
            action = action.toLowerCase(Locale.ROOT);
            resourceTags = lower(resourceTags);
        }
    }

    public KnownRequests {
        operations = List.copyOf(operations);
        roleTags = lower(roleTags);
        providers = lower(providers);
    }

    /**
     * Whether there are requests that the statement is about and none of them can have the key.
     *
     * @param negated whether the patterns are those of NotAction
     */
    boolean neverHave(String lowerKey, List<String> lowerActionPatterns, boolean negated) {
        List<Wildcard> patterns = lowerActionPatterns.stream().map(Wildcard::of).toList();
        List<Operation> about = operations.stream()
                .filter(operation -> covers(patterns, negated, operation.action))
                .toList();
        boolean aboutRoles = ROLE_ACTIONS.stream().anyMatch(action -> covers(patterns, negated, action));
        if (about.isEmpty() && !aboutRoles) {
            return false;
        }
        return about.stream().noneMatch(operation -> has(operation, lowerKey))
                && !(aboutRoles && aboutRolesHas(lowerKey));
    }

    /**
     * The services whose actions the statement covers, each of them without the key.
     *
     * @param lowerActionPatterns of a NotAction when {@code negated}; otherwise only services that they name in full count
     */
    Set<String> servicesWithout(String lowerKey, List<String> lowerActionPatterns, boolean negated) {
        Set<String> services = new TreeSet<>();
        operations.forEach(operation -> services.add(service(operation.action)));
        services.add("sts");
        if (!negated) {
            Set<String> named =
                    lowerActionPatterns.stream().map(KnownRequests::service).collect(Collectors.toSet());
            services.retainAll(named);
        }
        List<Wildcard> patterns = lowerActionPatterns.stream().map(Wildcard::of).toList();
        services.removeIf(service -> {
            List<Operation> about = operations.stream()
                    .filter(operation -> service(operation.action).equals(service))
                    .filter(operation -> covers(patterns, negated, operation.action))
                    .toList();
            boolean aboutRoles = service.equals("sts")
                    && ROLE_ACTIONS.stream().anyMatch(action -> covers(patterns, negated, action));
            return (about.isEmpty() && !aboutRoles)
                    || about.stream().anyMatch(operation -> has(operation, lowerKey))
                    || (aboutRoles && aboutRolesHas(lowerKey));
        });
        return services;
    }

    private static String service(String action) {
        int colon = action.indexOf(':');
        return colon < 0 ? action : action.substring(0, colon);
    }

    private static boolean covers(List<Wildcard> patterns, boolean negated, String action) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(action)) != negated;
    }

    private boolean has(Operation operation, String key) {
        if (key.startsWith(RESOURCE_TAG)) {
            return operation.resourceTags.contains(key.substring(RESOURCE_TAG.length()));
        }
        return ROLE_KEYS.stream().noneMatch(key::startsWith) && !key.startsWith(ROLE_TAG) && isOfAnyRequest(key);
    }

    private boolean aboutRolesHas(String key) {
        for (String prefix : List.of(RESOURCE_TAG, ROLE_TAG)) {
            if (key.startsWith(prefix)) {
                return roleTags.contains(key.substring(prefix.length()));
            }
        }
        return isOfAnyRequest(key);
    }

    private boolean isOfAnyRequest(String key) {
        boolean claim = providers.stream().anyMatch(provider -> key.startsWith(provider + ":"));
        boolean ours = key.startsWith("aws:") || key.startsWith("sts:") || key.startsWith("ci:");
        return claim || (ours && SuppliedKeys.supplies(key));
    }

    private static Set<String> lower(Set<String> texts) {
        return texts.stream().map(text -> text.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }
}

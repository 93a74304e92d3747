package dev.sallyport.route;

import dev.sallyport.identity.Tag;
import dev.sallyport.identity.Tags;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All routes of one listener or filter. The most exact host wins, then the most exact path; a request that meets no
 * operation there is not mapped, even if a less exact host has one.
 */
public final class RouteTable {
    private record Entry(Route route, Operation operation) {}

    private final List<Entry> entries;

    /**
     * @throws IllegalArgumentException naming two operations that the same request would meet with equal right, or tags
     *     of one operation that differ only in case
     */
    public RouteTable(List<Route> routes) {
        List<Entry> all = new ArrayList<>();
        for (Route route : routes) {
            route.operations().forEach(operation -> all.add(new Entry(route, operation)));
        }
        for (int i = 0; i < all.size(); i++) {
            for (int j = i + 1; j < all.size(); j++) {
                refuseAmbiguity(all.get(i), all.get(j));
            }
        }
        all.sort(Comparator.<Entry, HostPattern>comparing(e -> e.route.host()).thenComparing(e -> e.operation.path()));
        this.entries = List.copyOf(all);
    }

    private static void refuseAmbiguity(Entry one, Entry other) {
        boolean sameMethod = one.operation.methods().stream()
                .anyMatch(method -> other.operation.methods().contains(method));
        if (sameMethod
                && one.route.host().equals(other.route.host())
                && one.operation.path().sameShape(other.operation.path())) {
            throw new IllegalArgumentException("route `" + one.route.name() + "` (" + one.operation.action()
                    + ") and route `" + other.route.name() + "` (" + other.operation.action()
                    + ") both answer the same method and path of host `" + one.route.host() + "`");
        }
    }

    /** The operation this request is, or empty: an unmapped host, path or method. */
    public Optional<MatchedOperation> match(String hostHeader, String method, CanonicalPath path) {
        HostPattern host = null;
        for (Entry entry : entries) {
            if (host != null && !entry.route.host().equals(host)) {
                break;
            }
            if (!entry.route.host().matches(hostHeader)) {
                continue;
            }
            host = entry.route.host();
            if (entry.operation.methods().contains(method)) {
                Optional<Map<String, String>> values = entry.operation.path().match(path);
                if (values.isPresent()) {
                    return Optional.of(matched(entry, values.get()));
                }
            }
        }
        return Optional.empty();
    }

    private static MatchedOperation matched(Entry entry, Map<String, String> values) {
        List<Tag> tags = entry.operation.resourceTags().stream()
                .map(template -> template.fill(values))
                .toList();
        return new MatchedOperation(
                entry.route, entry.operation, entry.operation.resource().fill(values), Tags.of(tags));
    }
}

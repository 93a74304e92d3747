package dev.sallyport.gateway.api.filter;

import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.UniqueId;
import dev.sallyport.route.Route;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The filters of one configuration, and what they need to know of the installation. Immutable. */
public final class Filters {
    /**
     * A filter as configured.
     *
     * @param service the name that is this filter's alone
     * @param role the one role whose sessions are this filter; its id, so that a recreated namesake is not
     * @param account of the role
     * @param routes of that service, for sessions alone
     */
    public record Filter(String service, UniqueId role, AccountId account, List<Route> routes) {
        public Filter {
            routes = List.copyOf(routes);
        }
    }

    private final Map<String, Filter> byService;
    private final String trustDomain;
    private final Set<String> regions;
    private final long maxBodyBytes;

    /**
     * @param regions accepted in credential scopes
     * @param maxBodyBytes of a request at a filtered API
     * @throws IllegalArgumentException when two filters have one service
     */
    public Filters(Collection<Filter> filters, String trustDomain, Set<String> regions, long maxBodyBytes) {
        Map<String, Filter> index = new LinkedHashMap<>();
        for (Filter filter : filters) {
            if (index.put(filter.service(), filter) != null) {
                throw new IllegalArgumentException("the service `" + filter.service() + "` has two filters");
            }
        }
        this.byService = Map.copyOf(index);
        this.trustDomain = trustDomain;
        this.regions = Set.copyOf(regions);
        this.maxBodyBytes = maxBodyBytes;
    }

    Optional<Filter> of(String service) {
        return Optional.ofNullable(byService.get(service));
    }

    String trustDomain() {
        return trustDomain;
    }

    Set<String> regions() {
        return regions;
    }

    long maxBodyBytes() {
        return maxBodyBytes;
    }
}

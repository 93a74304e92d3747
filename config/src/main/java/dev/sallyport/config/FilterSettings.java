package dev.sallyport.config;

import dev.sallyport.identity.Arn;
import dev.sallyport.route.Route;
import java.util.List;

/**
 * An API that verifies its requests itself with the servlet filter.
 *
 * @param service the name its requests are signed for; no route and no other filter has it
 * @param role the one role whose sessions may ask for this service's signing keys
 * @param routes what the filter is told to guard; all of {@code service}, none takes long-term keys
 */
public record FilterSettings(String service, Arn role, List<Route> routes) {
    public FilterSettings {
        routes = List.copyOf(routes);
    }
}

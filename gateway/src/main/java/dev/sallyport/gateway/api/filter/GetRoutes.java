package dev.sallyport.gateway.api.filter;

import dev.sallyport.access.AuthenticatedCaller;
import dev.sallyport.delegation.FilterProtocol;
import dev.sallyport.delegation.RoutesAnswer;
import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;

/** {@code GET /filter/routes?service=NAME}: which requests the filter's application has. */
public final class GetRoutes {
    private static final String PARAMETER = FilterProtocol.SERVICE_PARAMETER + "=";

    private GetRoutes() {}

    /** @throws ApiException when the filter's call fails */
    public static RoutesAnswer answer(FilterCall call) {
        AuthenticatedCaller caller = call.authenticate();
        Filters.Filter filter = call.require(caller, service(call));
        Filters filters = call.filters();
        return new RoutesAnswer(
                filter.service(),
                filters.trustDomain(),
                filters.regions(),
                filters.maxBodyBytes(),
                FilterProtocol.MAX_AGE,
                filter.routes());
    }

    // Names of services need no encoding, so the raw query has one form.
    private static String service(FilterCall call) {
        String query = call.head().rawQuery().orElse("");
        if (!query.startsWith(PARAMETER) || query.indexOf('&') >= 0) {
            throw new ApiException(
                    ApiError.MALFORMED_INPUT, "the query of this call is `service=NAME` and nothing else");
        }
        return query.substring(PARAMETER.length());
    }
}

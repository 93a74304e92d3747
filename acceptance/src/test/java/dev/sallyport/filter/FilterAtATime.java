package dev.sallyport.filter;

import java.time.InstantSource;
import java.util.Optional;

/** The filter as an application has it, but that the test says what time it is. */
public final class FilterAtATime {
    private FilterAtATime() {}

    public static SallyportFilter of(FilterSettings settings, InstantSource clock) {
        return new SallyportFilter(Optional.of(settings), clock, GatewayHttp.TIMEOUT);
    }
}

package dev.sallyport.filter;

import dev.sallyport.delegation.RoutesAnswer;
import dev.sallyport.route.RouteTable;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** The routes of this application, as the gateway has them. */
final class CurrentRoutes {
    /** How long the last good ones serve while the gateway is away. Sessions end sooner, with their own bound. */
    static final Duration LAST_GOOD_KEPT = Duration.ofMinutes(5);

    private final Refreshed<Routes> routes;

    /** Routes ready to be matched. */
    record Routes(RouteTable table, Set<String> regions, int maxBodyBytes) {}

    CurrentRoutes(GatewayCalls gateway) {
        this.routes = new Refreshed<>(now -> {
            RoutesAnswer answer = gateway.routes(now);
            Routes fresh = new Routes(
                    answer.table(), answer.regions(), (int) Math.min(answer.maxBodyBytes(), HeldBody.MAX_BYTES));
            return new Refreshed.Value<>(fresh, now.plus(answer.maxAge()), now.plus(LAST_GOOD_KEPT));
        });
    }

    Routes current(Instant now) throws GatewayAwayException {
        return routes.current(now);
    }
}

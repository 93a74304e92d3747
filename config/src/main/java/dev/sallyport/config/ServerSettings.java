package dev.sallyport.config;

import dev.sallyport.mfa.TotpWindow;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * The server file.
 *
 * @param demo whether this is a demonstration, which only the demo command may start
 * @param trustDomain the name of this installation; session tokens of another one do not open here
 * @param dataDirectory where state and audit log are kept; the root key is never below it
 * @param database where state is kept, beside what lies in the data directory
 * @param regions the regions a credential scope may name
 * @param routes the proxied operations; their service names are used by no filter
 * @param mfaWindow which codes of an MFA device count at a moment
 */
public record ServerSettings(
        boolean demo,
        String trustDomain,
        RootKey rootKey,
        Path dataDirectory,
        DatabaseSettings database,
        Set<String> regions,
        ListenerSettings api,
        ListenerSettings proxy,
        List<Upstream> upstreams,
        List<ProxyRoute> routes,
        List<FilterSettings> filters,
        Limits limits,
        TotpWindow mfaWindow) {
    public ServerSettings {
        regions = Set.copyOf(regions);
        upstreams = List.copyOf(upstreams);
        routes = List.copyOf(routes);
        filters = List.copyOf(filters);
    }

    /** The same server with its state elsewhere, for {@code --data-dir}. */
    public ServerSettings withDataDirectory(Path other) {
        return new ServerSettings(
                demo,
                trustDomain,
                rootKey,
                other,
                database,
                regions,
                api,
                proxy,
                upstreams,
                routes,
                filters,
                limits,
                mfaWindow);
    }

    /** The same server with other listeners, for {@code --api-port} and {@code --proxy-port}. */
    public ServerSettings withListeners(ListenerSettings otherApi, ListenerSettings otherProxy) {
        return new ServerSettings(
                demo,
                trustDomain,
                rootKey,
                dataDirectory,
                database,
                regions,
                otherApi,
                otherProxy,
                upstreams,
                routes,
                filters,
                limits,
                mfaWindow);
    }
}

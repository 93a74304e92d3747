package dev.sallyport.gateway.state;

import dev.sallyport.config.AccountEntry;
import dev.sallyport.config.Configuration;
import dev.sallyport.config.ProxyRoute;
import dev.sallyport.directory.Directory;
import dev.sallyport.identity.AccountId;
import dev.sallyport.oidc.OidcProvider;
import dev.sallyport.route.Route;
import dev.sallyport.route.RouteTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The world as one request sees it: the configuration that was last accepted, and everything made from it. A request
 * takes it once; a reload makes another.
 */
public final class Snapshot {
    private record Trusted(AccountId account, String issuer) {}

    private final Configuration configuration;
    private final Directory directory;
    private final Map<Trusted, OidcProvider> oidcProviders = new HashMap<>();
    private final RouteTable proxyTable;
    private final Map<String, ProxyRoute> proxyRoutes = new HashMap<>();

    public Snapshot(Configuration configuration, Directory directory) {
        this.configuration = configuration;
        this.directory = directory;
        for (AccountEntry account : configuration.identities().accounts().values()) {
            account.oidcProviders()
                    .forEach(provider -> oidcProviders.put(
                            new Trusted(provider.account(), provider.issuer().text()), provider));
        }
        List<ProxyRoute> routes = configuration.server().routes();
        this.proxyTable = new RouteTable(routes.stream().map(ProxyRoute::route).toList());
        routes.forEach(route -> proxyRoutes.put(route.route().name(), route));
    }

    public Configuration configuration() {
        return configuration;
    }

    public Directory directory() {
        return directory;
    }

    /** Each account has its own providers: what one trusts means nothing to another. */
    public Optional<OidcProvider> oidcProvider(AccountId account, String issuer) {
        return Optional.ofNullable(oidcProviders.get(new Trusted(account, issuer)));
    }

    public List<OidcProvider> oidcProviders() {
        return List.copyOf(oidcProviders.values());
    }

    public RouteTable proxyTable() {
        return proxyTable;
    }

    /** Where a matched route leads. */
    public ProxyRoute proxyRoute(Route route) {
        ProxyRoute proxyRoute = proxyRoutes.get(route.name());
        if (proxyRoute == null) {
            throw new IllegalStateException("route `" + route.name() + "` is not of this snapshot");
        }
        return proxyRoute;
    }

    /** The region of calls that no credential scope says one for. */
    public String defaultRegion() {
        return configuration.server().regions().stream().sorted().findFirst().orElse("us-east-1");
    }

    /** Whether a credential scope may name {@code region}. */
    public boolean acceptsRegion(String region) {
        return configuration.server().regions().contains(region);
    }
}

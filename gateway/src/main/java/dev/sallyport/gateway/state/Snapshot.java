package dev.sallyport.gateway.state;

import dev.sallyport.config.AccountEntry;
import dev.sallyport.config.Configuration;
import dev.sallyport.config.NoticeTarget;
import dev.sallyport.config.ProxyRoute;
import dev.sallyport.config.RoleEntry;
import dev.sallyport.directory.Directory;
import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Arn;
import dev.sallyport.oidc.OidcProvider;
import dev.sallyport.route.Route;
import dev.sallyport.route.RouteTable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The world as one request sees it: the configuration that was last accepted, and everything made from it. A request
 * takes it once; a reload makes another.
 */
public final class Snapshot {
    private record Trusted(AccountId account, String issuer) {}

    private final Configuration configuration;
    private final Directory directory;
    private final Map<Trusted, OidcProvider> oidcProviders = new HashMap<>();
    private final Set<Arn> singleUse = new HashSet<>();
    private final RouteTable proxyTable;
    private final Map<String, ProxyRoute> proxyRoutes = new HashMap<>();

    public Snapshot(Configuration configuration, Directory directory) {
        this.configuration = configuration;
        this.directory = directory;
        for (AccountEntry account : configuration.identities().accounts().values()) {
            account.roles().stream().filter(RoleEntry::singleUseTokens).forEach(role -> singleUse.add(role.arn()));
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

    /** Whether the configuration has this account. */
    public boolean knows(AccountId account) {
        return configuration.identities().accounts().containsKey(account);
    }

    /** Whether principals of the account may have tokens by which others know them. */
    public boolean hasOutboundWebIdentity(AccountId account) {
        return Optional.ofNullable(configuration.identities().accounts().get(account))
                .filter(AccountEntry::outboundWebIdentity)
                .isPresent();
    }

    /** Each account has its own providers: what one trusts means nothing to another. */
    public Optional<OidcProvider> oidcProvider(AccountId account, String issuer) {
        return Optional.ofNullable(oidcProviders.get(new Trusted(account, issuer)));
    }

    /** An issuer of the account that differs from {@code issuer} only in its last slash or in case. */
    public Optional<String> similarIssuer(AccountId account, String issuer) {
        return oidcProviders.keySet().stream()
                .filter(trusted -> trusted.account().equals(account))
                .map(Trusted::issuer)
                .filter(known -> withoutSlash(known).equalsIgnoreCase(withoutSlash(issuer)))
                .sorted()
                .findFirst();
    }

    private static String withoutSlash(String issuer) {
        return issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    }

    /** Whether the role takes each web identity token once. */
    public boolean takesTokensOnce(Arn role) {
        return singleUse.contains(role);
    }

    public List<OidcProvider> oidcProviders() {
        return List.copyOf(oidcProviders.values());
    }

    /** Who is told when {@code role} is assumed; nobody unless it is a break-glass role. */
    public List<NoticeTarget> noticeTargets(Arn role) {
        return breakGlassEntries()
                .filter(entry -> entry.arn().equals(role))
                .flatMap(entry -> entry.breakGlass().stream())
                .flatMap(breakGlass -> breakGlass.targets().stream())
                .toList();
    }

    public List<Arn> breakGlassRoles() {
        return breakGlassEntries().map(RoleEntry::arn).toList();
    }

    /** Every target of every role, by its name. */
    public Optional<NoticeTarget> noticeTarget(String name) {
        return breakGlassEntries()
                .flatMap(entry -> entry.breakGlass().stream())
                .flatMap(breakGlass -> breakGlass.targets().stream())
                .filter(target -> target.name().equals(name))
                .findFirst();
    }

    private Stream<RoleEntry> breakGlassEntries() {
        return configuration.identities().accounts().values().stream()
                .flatMap(account -> account.roles().stream())
                .filter(role -> role.breakGlass().isPresent());
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

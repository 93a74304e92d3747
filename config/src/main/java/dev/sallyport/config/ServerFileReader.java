package dev.sallyport.config;

import dev.sallyport.config.yaml.YamlNode;
import dev.sallyport.identity.Arn;
import dev.sallyport.mfa.TotpWindow;
import dev.sallyport.route.Route;
import dev.sallyport.route.RouteTable;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads {@code sallyport.yaml}. One instance reads one file. */
final class ServerFileReader {
    private static final int MAX_REGIONS = 64;
    private static final int MAX_UPSTREAMS = 1000;
    private static final int MAX_FILTERS = 100;
    /** More than one machine answers; where a rate shall not limit, write this. */
    private static final int MOST_PER_SECOND = 1_000_000;

    private static final Duration SHORTEST_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(15);
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

    private final Secrets secrets;
    private final Findings findings;
    private final boolean demoAllowed;
    private final RouteReader routeReader = new RouteReader();
    private final List<URI> publicUrls = new ArrayList<>();
    private final List<Located<Arn>> filterRoles = new ArrayList<>();

    ServerFileReader(Secrets secrets, Findings findings, boolean demoAllowed) {
        this.secrets = secrets;
        this.findings = findings;
        this.demoAllowed = demoAllowed;
    }

    ServerFile read(YamlNode root) {
        Optional<Section> section = Section.of(root, findings);
        if (section.isEmpty()) {
            return ServerFile.unreadable();
        }
        Section server = section.get();
        Field<Boolean> demo = server.optional("demo", Values.trueOrFalse(), false);
        boolean isDemo = demo.read().orElse(false);
        if (isDemo && !demoAllowed) {
            server.fault(
                    demo.place(),
                    "this configuration is a demonstration, and only `sallyport demo` starts those; copy it, remove"
                            + " `demo: true` and replace its secrets");
        }
        Field<Located<Path>> identities = server.required("identities", Values.located(FilePaths.any()));
        Optional<ServerSettings> settings = settings(server, isDemo);
        return new ServerFile(
                isDemo, settings, identities.read(), publicUrls, filterRoles, routeReader.resourceAccounts());
    }

    private Optional<ServerSettings> settings(Section server, boolean demo) {
        Field<String> trustDomain = server.required("trust-domain", Values.text(Names::trustDomain));
        Field<RootKey> rootKey = server.required("root-key", secrets.reader(RootKey::ofBase64));
        Field<Path> dataDirectory = server.required("data-directory", FilePaths.any());
        Field<DatabaseSettings> database = server.optional(
                "database", Values.section(new DatabaseReader(secrets)::read), new DatabaseSettings.Embedded());
        Field<List<String>> regions =
                server.required("regions", Values.nonEmptyList(MAX_REGIONS, Values.text(Names::label)));
        Field<Listeners> listeners = server.required("listeners", Values.section(section -> listeners(section, demo)));
        Field<List<Located<Upstream>>> upstreams = server.optional(
                "upstreams",
                Values.list(MAX_UPSTREAMS, Values.located(Values.section(ServerFileReader::upstream))),
                List.of());
        Field<List<Located<RouteReader.ProxiedRoute>>> routes = server.optional(
                "routes",
                Values.list(RouteReader.MAX_ROUTES, Values.located(Values.section(routeReader::proxied))),
                List.of());
        Field<List<Located<FilterSettings>>> filters = server.optional(
                "filters", Values.list(MAX_FILTERS, Values.located(Values.section(this::filter))), List.of());
        Field<Limits> limits = server.optional("limits", Values.section(ServerFileReader::limits), Limits.DEFAULT);
        Field<TotpWindow> mfaWindow =
                server.optional("mfa", Values.section(ServerFileReader::mfaWindow), TotpWindow.ONE_STEP_EITHER_SIDE);
        server.notBuiltYet("cluster", "organization", "service-control-policies", "approvals", "console");

        List<Located<Upstream>> knownUpstreams = upstreams.read().orElse(List.of());
        List<Located<RouteReader.ProxiedRoute>> knownRoutes = routes.read().orElse(List.of());
        List<Located<FilterSettings>> knownFilters = filters.read().orElse(List.of());
        refuseRootKeyInDataDirectory(server, dataDirectory);
        refuseLoops(server, knownUpstreams);
        refuseDoubledNames(server, knownUpstreams, knownRoutes, knownFilters);
        refuseSharedServices(server, knownRoutes, knownFilters);
        List<ProxyRoute> proxyRoutes = linked(server, upstreams, knownUpstreams, knownRoutes);
        refuseAmbiguity(server, knownRoutes, knownFilters);
        return server.build(() -> new ServerSettings(
                demo,
                trustDomain.value(),
                rootKey.value(),
                dataDirectory.value(),
                database.value(),
                distinct(regions.value()),
                listeners.value().api(),
                listeners.value().proxy(),
                knownUpstreams.stream().map(Located::value).toList(),
                proxyRoutes,
                knownFilters.stream().map(Located::value).toList(),
                limits.value(),
                mfaWindow.value()));
    }

    private record Listeners(ListenerSettings api, ListenerSettings proxy) {}

    private Optional<Listeners> listeners(Section section, boolean demo) {
        ListenerReader reader = new ListenerReader(secrets, demo);
        Field<ListenerSettings> api = section.required("api", Values.section(reader::read));
        Field<ListenerSettings> proxy = section.required("proxy", Values.section(reader::read));
        Stream.of(api, proxy).flatMap(field -> field.read().stream()).forEach(l -> publicUrls.add(l.publicUrl()));
        if (api.read().isPresent() && proxy.read().isPresent()) {
            if (api.value().port() == proxy.value().port()
                    && api.value().address().equals(proxy.value().address())) {
                section.fault(proxy.place(), "both listeners have the same address and port");
            }
            if (Urls.sameServer(api.value().publicUrl(), proxy.value().publicUrl())) {
                section.fault(proxy.place(), "both listeners have the same public URL");
            }
        }
        section.notBuiltYet("admin", "metrics");
        return section.build(() -> new Listeners(api.value(), proxy.value()));
    }

    private static Optional<Upstream> upstream(Section section) {
        Field<String> name = section.required("name", Values.text(Names::label));
        Field<URI> url = section.required("url", Values.text(Urls::origin));
        Field<Duration> timeout =
                section.optional("timeout", Values.duration(SHORTEST_TIMEOUT, LONGEST_TIMEOUT), DEFAULT_TIMEOUT);
        section.notBuiltYet("ca-file", "client-certificate", "retries", "health-check");
        return section.build(() -> new Upstream(name.value(), url.value(), timeout.value()));
    }

    private Optional<FilterSettings> filter(Section section) {
        Field<String> service = section.required("service", Values.text(RouteReader::service));
        Field<Located<Arn>> role = section.required("role", Values.located(Values.text(ServerFileReader::roleArn)));
        role.read().ifPresent(filterRoles::add);
        String routeService = service.read().orElse("");
        Field<List<Route>> routes = section.required(
                "routes",
                Values.nonEmptyList(
                        RouteReader.MAX_ROUTES, Values.section(route -> routeReader.filtered(route, routeService))));
        return section.build(
                () -> new FilterSettings(service.value(), role.value().value(), routes.value()));
    }

    private static Optional<Limits> limits(Section section) {
        Limits defaults = Limits.DEFAULT;
        int most = Integer.MAX_VALUE;
        Field<Integer> body =
                section.optional("max-body-bytes", Values.integer(1, Limits.MOST_BODY_BYTES), defaults.maxBodyBytes());
        Field<Integer> unverified =
                section.optional("unverified-bytes", Values.integer(1, most), defaults.unverifiedBytes());
        Field<Integer> perSource = section.optional(
                "unverified-bytes-per-source", Values.integer(1, most), defaults.unverifiedBytesPerSource());
        Field<Integer> strangers =
                rate(section, "unverified-requests-per-second", defaults.unverifiedRequestsPerSecond());
        Field<Integer> stranger = rate(
                section, "unverified-requests-per-second-per-source", defaults.unverifiedRequestsPerSecondPerSource());
        Field<Integer> principal =
                rate(section, "requests-per-second-per-principal", defaults.requestsPerSecondPerPrincipal());
        Field<Integer> issuer = rate(section, "requests-per-second-per-issuer", defaults.requestsPerSecondPerIssuer());
        Field<Integer> device = rate(section, "mfa-codes-per-second-per-device", defaults.mfaCodesPerSecondPerDevice());
        Field<Integer> auditFile =
                section.optional("audit-file-bytes", Values.integer(1 << 16, most), defaults.auditFileBytes());
        if (body.read().isPresent()
                && unverified.read().isPresent()
                && perSource.read().isPresent()) {
            if (perSource.value() < body.value()) {
                section.fault(perSource.place(), "`unverified-bytes-per-source` is less than one body may have");
            }
            if (unverified.value() < perSource.value()) {
                section.fault(unverified.place(), "`unverified-bytes` is less than `unverified-bytes-per-source`");
            }
        }
        if (strangers.read().isPresent() && stranger.read().isPresent() && strangers.value() < stranger.value()) {
            section.fault(
                    strangers.place(),
                    "`unverified-requests-per-second` is less than `unverified-requests-per-second-per-source`, so one"
                            + " source could spend it all");
        }
        return section.build(() -> new Limits(
                body.value(),
                unverified.value(),
                perSource.value(),
                strangers.value(),
                stranger.value(),
                principal.value(),
                issuer.value(),
                device.value(),
                auditFile.value()));
    }

    private static Field<Integer> rate(Section section, String name, int otherwise) {
        return section.optional(name, Values.integer(1, MOST_PER_SECOND), otherwise);
    }

    private static Optional<TotpWindow> mfaWindow(Section section) {
        Field<Integer> steps = section.optional("window-steps", Values.integer(0, 1), 1);
        return section.build(() -> TotpWindow.ofSteps(steps.value()));
    }

    private static Arn roleArn(String text) {
        Arn arn = Arn.parse(text);
        if (!arn.service().equals("iam") || !arn.resource().startsWith("role/")) {
            throw new IllegalArgumentException(
                    "`" + text + "` is not the ARN of a role, `arn:aws:iam::ACCOUNT:role/NAME`");
        }
        return arn;
    }

    private static void refuseRootKeyInDataDirectory(Section server, Field<Path> dataDirectory) {
        Optional<Path> rootKeyFile = server.text("root-key")
                .filter(reference -> reference.startsWith("file:"))
                .flatMap(reference -> FilePaths.resolve(server.place().file(), reference.substring("file:".length())));
        if (rootKeyFile.isPresent() && dataDirectory.read().isPresent()) {
            Path data = dataDirectory.value().toAbsolutePath().normalize();
            if (rootKeyFile.get().toAbsolutePath().normalize().startsWith(data)) {
                server.fault(
                        server.place("root-key"),
                        "the root key lies in the data directory, so whoever copies one has both; keep it elsewhere");
            }
        }
    }

    private void refuseLoops(Section server, List<Located<Upstream>> upstreams) {
        for (Located<Upstream> upstream : upstreams) {
            if (publicUrls.stream()
                    .anyMatch(url -> Urls.sameServer(url, upstream.value().url()))) {
                server.fault(
                        upstream.place(), "the upstream `" + upstream.value().name() + "` is this gateway itself");
            }
        }
    }

    private static void refuseDoubledNames(
            Section server,
            List<Located<Upstream>> upstreams,
            List<Located<RouteReader.ProxiedRoute>> routes,
            List<Located<FilterSettings>> filters) {
        Set<String> upstreamNames = new HashSet<>();
        for (Located<Upstream> upstream : upstreams) {
            if (!upstreamNames.add(upstream.value().name())) {
                server.fault(
                        upstream.place(),
                        "there are two upstreams `" + upstream.value().name() + "`");
            }
        }
        Set<String> routeNames = new HashSet<>();
        for (Located<RouteReader.ProxiedRoute> route : routes) {
            if (!routeNames.add(route.value().route().name())) {
                server.fault(
                        route.place(),
                        "there are two routes `" + route.value().route().name() + "`");
            }
        }
        for (Located<FilterSettings> filter : filters) {
            for (Route route : filter.value().routes()) {
                if (!routeNames.add(route.name())) {
                    server.fault(filter.place(), "there are two routes `" + route.name() + "`");
                }
            }
        }
    }

    // A filter holds signing keys for its service name: shared with anybody, it could forge their requests.
    private static void refuseSharedServices(
            Section server, List<Located<RouteReader.ProxiedRoute>> routes, List<Located<FilterSettings>> filters) {
        Set<String> ofFilters = new HashSet<>();
        for (Located<FilterSettings> filter : filters) {
            String service = filter.value().service();
            if (!ofFilters.add(service)) {
                server.fault(
                        filter.place(),
                        "the service `" + service + "` belongs to another filter already; each has a name of its own");
            }
        }
        for (Located<RouteReader.ProxiedRoute> route : routes) {
            String service = route.value().route().service();
            if (ofFilters.contains(service)) {
                server.fault(
                        route.place(),
                        "the service `" + service + "` belongs to a filter, which could then forge requests to this"
                                + " route; give the route another service name");
            }
        }
    }

    private static List<ProxyRoute> linked(
            Section server,
            Field<List<Located<Upstream>>> upstreams,
            List<Located<Upstream>> known,
            List<Located<RouteReader.ProxiedRoute>> routes) {
        Map<String, Upstream> byName = new LinkedHashMap<>();
        known.forEach(upstream -> byName.putIfAbsent(upstream.value().name(), upstream.value()));
        List<ProxyRoute> linked = new ArrayList<>();
        for (Located<RouteReader.ProxiedRoute> route : routes) {
            String name = route.value().upstream().value();
            Upstream upstream = byName.get(name);
            if (upstream != null) {
                linked.add(new ProxyRoute(
                        route.value().route(), upstream, route.value().assertion()));
            } else if (upstreams.read().isPresent()) {
                server.fault(
                        route.value().upstream().place(),
                        "there is no upstream `" + name + "`" + NearestName.suggestion(name, byName.keySet()));
            }
        }
        return linked;
    }

    private static void refuseAmbiguity(
            Section server, List<Located<RouteReader.ProxiedRoute>> routes, List<Located<FilterSettings>> filters) {
        refuseAmbiguity(
                server, "routes", routes.stream().map(r -> r.value().route()).toList());
        for (Located<FilterSettings> filter : filters) {
            refuseAmbiguity(server, "filters", filter.value().routes());
        }
    }

    private static void refuseAmbiguity(Section server, String key, List<Route> routes) {
        try {
            new RouteTable(routes);
        } catch (IllegalArgumentException e) {
            server.fault(server.place(key), e.getMessage() == null ? "two routes conflict" : e.getMessage());
        }
    }

    private static Set<String> distinct(List<String> names) {
        Set<String> distinct = new LinkedHashSet<>();
        for (String name : names) {
            if (!distinct.add(name)) {
                throw new IllegalArgumentException("`" + name + "` stands twice");
            }
        }
        return distinct;
    }
}

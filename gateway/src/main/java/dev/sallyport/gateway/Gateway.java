package dev.sallyport.gateway;

import dev.sallyport.config.Configuration;
import dev.sallyport.config.ConfigurationException;
import dev.sallyport.config.ListenerSettings;
import dev.sallyport.config.ServerSettings;
import dev.sallyport.config.Transport;
import dev.sallyport.config.Warning;
import dev.sallyport.gateway.api.QueryEndpoint;
import dev.sallyport.gateway.api.sts.AssumeRole;
import dev.sallyport.gateway.api.sts.AssumeRoleWithWebIdentity;
import dev.sallyport.gateway.api.sts.DecodeAuthorizationMessage;
import dev.sallyport.gateway.api.sts.ExplainWebIdentityToken;
import dev.sallyport.gateway.api.sts.GetAccessKeyInfo;
import dev.sallyport.gateway.api.sts.GetCallerIdentity;
import dev.sallyport.gateway.api.sts.GetFederationToken;
import dev.sallyport.gateway.api.sts.GetSessionToken;
import dev.sallyport.gateway.api.sts.GetWebIdentityToken;
import dev.sallyport.gateway.assertion.AssertionSigner;
import dev.sallyport.gateway.assertion.IdentityAssertions;
import dev.sallyport.gateway.audit.AuditLog;
import dev.sallyport.gateway.audit.AuditUnavailable;
import dev.sallyport.gateway.audit.RefusalBudget;
import dev.sallyport.gateway.auth.AuthorizationMessages;
import dev.sallyport.gateway.auth.MfaCodes;
import dev.sallyport.gateway.auth.SessionIssuer;
import dev.sallyport.gateway.auth.SessionTokens;
import dev.sallyport.gateway.auth.SingleUseTokens;
import dev.sallyport.gateway.enrolment.Enrolment;
import dev.sallyport.gateway.files.FileFault;
import dev.sallyport.gateway.guard.RequestGuard;
import dev.sallyport.gateway.http.BodyReader;
import dev.sallyport.gateway.http.BufferBudget;
import dev.sallyport.gateway.http.Endpoint;
import dev.sallyport.gateway.http.Listener;
import dev.sallyport.gateway.http.PortTakenException;
import dev.sallyport.gateway.metrics.IssuedSessions;
import dev.sallyport.gateway.notice.BreakGlassNotices;
import dev.sallyport.gateway.notice.NoticeSender;
import dev.sallyport.gateway.operator.OperatorCommands;
import dev.sallyport.gateway.operator.OperatorDesk;
import dev.sallyport.gateway.operator.OperatorSocket;
import dev.sallyport.gateway.operator.Running;
import dev.sallyport.gateway.outbound.OutboundTokens;
import dev.sallyport.gateway.proxy.ProxyEndpoint;
import dev.sallyport.gateway.proxy.UpstreamClient;
import dev.sallyport.gateway.server.ApiListener;
import dev.sallyport.gateway.server.Arrivals;
import dev.sallyport.gateway.server.FilterCalls;
import dev.sallyport.gateway.server.Health;
import dev.sallyport.gateway.server.ProxyListener;
import dev.sallyport.gateway.state.DataDirectory;
import dev.sallyport.gateway.state.Database;
import dev.sallyport.gateway.state.DatabaseFault;
import dev.sallyport.gateway.state.Databases;
import dev.sallyport.gateway.state.DirectoryBuilder;
import dev.sallyport.gateway.state.IdentityRegistry;
import dev.sallyport.gateway.state.Keys;
import dev.sallyport.gateway.state.KnownRevocations;
import dev.sallyport.gateway.state.MfaDevices;
import dev.sallyport.gateway.state.MfaSteps;
import dev.sallyport.gateway.state.NodeMark;
import dev.sallyport.gateway.state.Notices;
import dev.sallyport.gateway.state.Snapshot;
import dev.sallyport.gateway.state.SpentTokens;
import dev.sallyport.gateway.tls.Tls;
import dev.sallyport.oidc.jwks.JwksCache;
import dev.sallyport.seal.EncodedMessages;
import dev.sallyport.session.SessionSealer;
import dev.sallyport.sigv4.SignatureHints;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running gateway. Here everything is wired by hand, in the order in which a request meets it; nothing else in the
 * program creates these parts.
 */
public final class Gateway implements AutoCloseable {
    /** How long requests that are being answered may take when the gateway stops. */
    public static final Duration STOP_WITHIN = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    /** How long before its end a listener's certificate is worth a word at start. */
    private static final Duration CERTIFICATE_WARNING = Duration.ofDays(14);

    private static final Duration BODY_DEADLINE = Duration.ofSeconds(20);
    private static final int MAX_SLOW_BODIES = 128;
    /** Refusals of strangers that get a record each; the rest of the interval is counted. */
    private static final int STRANGERS_RECORDED = 1000;

    private static final Duration STRANGERS_INTERVAL = Duration.ofMinutes(1);

    /** After a notice was not taken. */
    private static final Duration NOTICES_AGAIN = Duration.ofSeconds(5);

    private static final Duration REVOCATIONS_INTERVAL = Duration.ofSeconds(2);

    /** Where the configuration comes from, at start and at each reload. */
    public interface ConfigurationSource {
        Configuration load() throws ConfigurationException;
    }

    private final ConfigurationSource source;
    private final InstantSource clock;
    private final SecureRandom random;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    private final AuditLog audit;
    private final IdentityRegistry registry;
    private final JwksCache jwks;
    private final NoticeSender noticeSender;
    private final Listener api;
    private final Listener proxy;

    private volatile Snapshot snapshot;
    private volatile Instant loadedAt;
    private volatile Optional<Health.ReloadRefused> reloadRefused = Optional.empty();

    /**
     * Starts with the configuration that {@code source} gives.
     *
     * @param clock what time it is, for every decision
     * @param random for every id and secret
     * @throws ConfigurationException when the configuration has faults
     * @throws CannotStartException when something outside of it is wrong: a taken port, a lost key, an unwritable
     *     directory
     */
    public static Gateway start(ConfigurationSource source, InstantSource clock, SecureRandom random)
            throws ConfigurationException, CannotStartException {
        return new Gateway(source, source.load(), clock, random);
    }

    private Gateway(ConfigurationSource source, Configuration configuration, InstantSource clock, SecureRandom random)
            throws CannotStartException {
        this.source = source;
        this.clock = clock;
        this.random = random;
        boolean started = false;
        try {
            ServerSettings server = configuration.server();
            DataDirectory data = DataDirectory.open(server.dataDirectory());
            Database database = opened(Databases.open(server.database(), data));
            Keys keys = Keys.open(data, database, server.rootKey(), server.trustDomain(), random, clock.instant());
            this.audit = opened(AuditLog.open(
                    data.audit(),
                    AuditLog.Settings.DEFAULT.rotatingAt(server.limits().auditFileBytes()),
                    clock));
            this.registry = new IdentityRegistry(database);
            this.snapshot = accept(configuration);
            this.loadedAt = clock.instant();

            SessionSealer sealer = new SessionSealer(server.trustDomain(), keys.sessionRing());
            KnownRevocations revocations = new KnownRevocations(database, clock, System::nanoTime);
            String nodeId = newId();
            opened(NodeMark.set(data, nodeId));
            revocations.forgetNodes(NodeMark.ofTheKilled(data));
            hearOften(revocations, revocations.node(nodeId, nodeName(server)));
            SessionTokens tokens = new SessionTokens(sealer, revocations::current);
            SessionIssuer sessions = new SessionIssuer(sealer, random);
            RequestGuard guard = new RequestGuard(server.limits(), System::nanoTime);
            MfaSteps steps = new MfaSteps(database);
            MfaDevices devices = new MfaDevices(database, keys.mfaSeeds());
            MfaCodes mfaCodes = new MfaCodes(steps, devices, guard::tryCode);
            SingleUseTokens singleUse = new SingleUseTokens(new SpentTokens(database));
            Notices notices = new Notices(database);
            this.noticeSender =
                    opened(new NoticeSender(notices, name -> snapshot.noticeTarget(name), clock, NOTICES_AGAIN));
            BreakGlassNotices breakGlass = new BreakGlassNotices(notices, noticeSender, this::newId, data.path());
            AuthorizationMessages messages = new AuthorizationMessages(
                    new EncodedMessages(server.trustDomain(), keys.messageKey().bytes()), random);
            ExecutorService fetches = Executors.newCachedThreadPool(Gateway::daemon);
            opened.push(fetches::shutdownNow);
            this.jwks = new JwksCache(fetches);
            AssertionSigner signer = new AssertionSigner(keys.assertionKey());
            IdentityAssertions assertions = new IdentityAssertions(
                    signer, IdentityAssertions.issuer(server.api().publicUrl()), this::newId);
            OutboundTokens outbound = new OutboundTokens(
                    keys.outboundKeys(), outboundIssuer(server.api().publicUrl()));
            UpstreamClient upstreams = opened(UpstreamClient.start(new SslContextFactory.Client()));

            SignatureHints hints = new SignatureHints(
                    Set.of(
                            server.api().publicUrl().getAuthority(),
                            server.proxy().publicUrl().getAuthority()),
                    guard::affordsHint);

            IssuedSessions issued = new IssuedSessions();
            QueryEndpoint query = new QueryEndpoint(
                    List.of(
                            new AssumeRole(mfaCodes, sessions, breakGlass),
                            new AssumeRoleWithWebIdentity(jwks, singleUse, sessions),
                            new DecodeAuthorizationMessage(messages),
                            new ExplainWebIdentityToken(jwks),
                            new GetAccessKeyInfo(),
                            new GetCallerIdentity(),
                            new GetFederationToken(sessions),
                            new GetSessionToken(mfaCodes, sessions),
                            new GetWebIdentityToken(outbound, this::newId)),
                    tokens,
                    hints,
                    issued);
            RefusalBudget strangers = new RefusalBudget(audit, STRANGERS_RECORDED, STRANGERS_INTERVAL);
            summariseEveryInterval(strangers);
            BodyReader bodies = new BodyReader(
                    new BufferBudget(
                            server.limits().unverifiedBytesPerSource(),
                            server.limits().unverifiedBytes()),
                    BODY_DEADLINE,
                    MAX_SLOW_BODIES);
            Supplier<Snapshot> snapshots = () -> snapshot;

            this.api = opened(listen(
                    "api",
                    server.api(),
                    clock.instant(),
                    new ApiListener(
                            new Arrivals("api", server.api(), guard, audit, strangers, clock, this::newId),
                            bodies,
                            snapshots,
                            query,
                            messages,
                            new FilterCalls(tokens, hints),
                            signer.jwks(),
                            outbound,
                            this::health)));
            this.proxy = opened(listen(
                    "proxy",
                    server.proxy(),
                    clock.instant(),
                    new ProxyListener(
                            new Arrivals("proxy", server.proxy(), guard, audit, strangers, clock, this::newId),
                            bodies,
                            snapshots,
                            new ProxyEndpoint(tokens, hints, assertions, upstreams),
                            messages)));
            Running running = new Running(
                    () -> issued.lines(snapshot.breakGlassRoles()),
                    who -> new Enrolment(snapshot.configuration(), devices, steps, audit, who, random, clock));
            OperatorDesk desk = new OperatorDesk(
                    OperatorCommands.all(data, database, revocations, Optional.of(running)), audit, clock);
            OperatorSocket.open(data.path(), desk).ifPresent(this::opened);
            started = true;
        } catch (FileFault | DatabaseFault fault) {
            throw new CannotStartException(String.valueOf(fault.getMessage()), fault);
        } finally {
            if (!started) {
                close();
            }
        }
    }

    /**
     * Loads the configuration again. A faulty one, or one that a running gateway cannot take on, changes nothing: the last
     * good one stays, the log names every fault, and health says so until a later reload is accepted.
     *
     * @return whether the new configuration runs
     */
    public synchronized boolean reload() {
        try {
            Configuration configuration = source.load();
            requireSamePlace(configuration.server());
            snapshot = accept(configuration);
            loadedAt = clock.instant();
            reloadRefused = Optional.empty();
            jwks.retain(snapshot.oidcProviders());
            LOG.info("the configuration was loaded again");
            return true;
        } catch (ConfigurationException e) {
            return refuseReload(String.valueOf(e.getMessage()), e.report());
        } catch (RuntimeException e) {
            return refuseReload(
                    "it cannot be taken on while the gateway runs; the log says why", String.valueOf(e.getMessage()));
        }
    }

    private boolean refuseReload(String why, String report) {
        reloadRefused = Optional.of(new Health.ReloadRefused(clock.instant(), why));
        LOG.error("the configuration was not loaded again, the last good one stays: {}", why);
        report.lines().forEach(line -> LOG.error("{}", line));
        return false;
    }

    /** What a snapshot cannot change while it runs. */
    private void requireSamePlace(ServerSettings changed) {
        ServerSettings running = snapshot.configuration().server();
        if (!running.trustDomain().equals(changed.trustDomain())
                || !running.rootKey().equals(changed.rootKey())
                || !running.dataDirectory().equals(changed.dataDirectory())
                || !running.database().equals(changed.database())
                || !running.api().equals(changed.api())
                || !running.proxy().equals(changed.proxy())) {
            throw new IllegalArgumentException(
                    "trust domain, root key, data directory, database and listeners are fixed while the"
                            + " gateway runs: restart it to change them");
        }
    }

    /** Gives everybody their unique ids and makes the world that requests will see; changes nothing when that fails. */
    private Snapshot accept(Configuration configuration) {
        Snapshot accepted = registry.accept(
                DirectoryBuilder.declared(configuration.identities()),
                random,
                clock.instant(),
                identities ->
                        new Snapshot(configuration, DirectoryBuilder.build(configuration.identities(), identities)));
        for (Warning warning : configuration.warnings()) {
            LOG.warn("{}", warning);
        }
        return accepted;
    }

    private static Listener listen(String name, ListenerSettings settings, Instant now, Endpoint endpoint)
            throws CannotStartException {
        try {
            Optional<SSLContext> tls = Optional.empty();
            if (settings.transport() instanceof Transport.Tls pem) {
                Tls.Server presented = Tls.server(pem.certificate(), pem.privateKey());
                if (presented.expires().isBefore(now.plus(CERTIFICATE_WARNING))) {
                    LOG.warn(
                            "the certificate `{}` of the {} listener ends at {}, and no client connects after that:"
                                    + " renew it and restart the gateway",
                            pem.certificate(),
                            name,
                            presented.expires());
                }
                tls = Optional.of(presented.context());
            }
            return Listener.start(
                    name,
                    Listener.Settings.of(new InetSocketAddress(settings.address(), settings.port()), tls),
                    endpoint);
        } catch (PortTakenException e) {
            throw new CannotStartException(
                    "the " + name + " listener: " + e.getMessage() + "; free the port or choose another with `--" + name
                            + "-port`",
                    e);
        }
    }

    /** What other nodes revoked is known here soon. */
    private void hearOften(KnownRevocations revocations, KnownRevocations.Node node) {
        node.confirm();
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(Gateway::daemon);
        var unused = timer.scheduleWithFixedDelay(
                () -> {
                    try {
                        revocations.refresh();
                        node.confirm();
                    } catch (RuntimeException away) {
                        LOG.warn("revocations were not read, the last known stay: {}", away.getMessage());
                    }
                },
                REVOCATIONS_INTERVAL.toMillis(),
                REVOCATIONS_INTERVAL.toMillis(),
                TimeUnit.MILLISECONDS);
        opened.push(() -> {
            timer.shutdownNow();
            node.leave();
        });
    }

    private static String nodeName(ServerSettings server) {
        return server.api().publicUrl() + " (process " + ProcessHandle.current().pid() + ")";
    }

    /** So that the last refusals of a flood are seen too, when no further one comes. */
    private void summariseEveryInterval(RefusalBudget strangers) {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(Gateway::daemon);
        var unused = timer.scheduleWithFixedDelay(
                () -> unlessUnavailable(() -> strangers.writeSummary(clock.instant())),
                STRANGERS_INTERVAL.toSeconds(),
                STRANGERS_INTERVAL.toSeconds(),
                TimeUnit.SECONDS);
        opened.push(() -> {
            timer.shutdownNow();
            unlessUnavailable(() -> strangers.writeLastSummary(clock.instant()));
        });
    }

    private static void unlessUnavailable(Runnable write) {
        try {
            write.run();
        } catch (AuditUnavailable stillCounted) {
            LOG.warn("the summary of refusals was not written: {}", stillCounted.reason());
        }
    }

    /** The root of the API listener, as others reach it: discovery is published there, not below a path of it. */
    private static String outboundIssuer(URI publicUrl) {
        return publicUrl.getScheme() + "://" + publicUrl.getAuthority();
    }

    private Health health() {
        return new Health(audit.health(), loadedAt, reloadRefused, jwks.states(), noticeSender.undelivered());
    }

    /** A random id for decisions and assertions, in the form that AWS gives its request ids. */
    private String newId() {
        return new UUID(random.nextLong() & ~0xf000L | 0x4000L, random.nextLong() & ~(3L << 62) | 1L << 63).toString();
    }

    /** Where STS is called, with the port that was really taken. */
    public URI apiUrl() {
        return snapshot.configuration().server().api().onPort(api.port()).publicUrl();
    }

    /** Where the APIs behind the proxy are called. */
    public URI proxyUrl() {
        return snapshot.configuration().server().proxy().onPort(proxy.port()).publicUrl();
    }

    /** Answers what is being answered, writes what was recorded, and lets go of everything. */
    @Override
    public void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                LOG.warn("a part of the gateway did not close: {}", e.getMessage());
            }
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        opened.push(part);
        return part;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "gateway-background");
        thread.setDaemon(true);
        return thread;
    }
}

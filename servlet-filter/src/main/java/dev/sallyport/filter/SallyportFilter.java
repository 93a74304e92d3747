package dev.sallyport.filter;

import dev.sallyport.access.Access;
import dev.sallyport.access.Authentication;
import dev.sallyport.access.Granted;
import dev.sallyport.context.RequestFacts;
import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.forwarding.Refusal;
import dev.sallyport.sigv4.RequestHead;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Guards an application as the gateway's proxy would: every request is verified, named as an action on a resource, and
 * allowed or refused with a reason, by the same method and the same policies.
 *
 * <p>Map it to {@code /*}, before every filter that reads bodies or parameters, with {@code async-supported}, for the
 * dispatcher types {@code REQUEST}, {@code ASYNC} and {@code ERROR}. A request is decided once, when it arrives. What the
 * container dispatches later for the same request (async, error page, forward, include) is given the same guarded
 * request, and is not decided again; without a decision, an async dispatch, forward or include is refused, and an error
 * page gets a request without credentials and without a caller.
 *
 * <p>Its settings are the init parameters that {@link FilterSettings} names, or a {@link FilterSettings}. The gateway need
 * not be there when the filter starts: until it is, requests are answered with 503.
 */
public final class SallyportFilter implements Filter {
    private static final System.Logger LOG = System.getLogger("dev.sallyport.filter");

    /** Holds a {@link Decided}; a class of our own, which no remote attribute (AJP) can be. */
    private static final String DECIDED = "dev.sallyport.filter.decided";

    private final Optional<FilterSettings> given;
    private final InstantSource clock;
    private final Duration gatewayTimeout;
    private volatile @Nullable Running running;

    /** What a started filter works with. */
    private record Running(
            FilterSettings settings,
            GatewayCalls gateway,
            CurrentRoutes routes,
            KeptSessions sessions,
            UnverifiedBytes unverified,
            AuditLog audit) {}

    /** That this filter has granted a request, to whom, and the body it verified. */
    private record Decided(SallyportFilter by, SallyportPrincipal caller, HeldBody body) {}

    /** For a container, which hands over init parameters. */
    public SallyportFilter() {
        this(Optional.empty(), InstantSource.system(), GatewayHttp.TIMEOUT);
    }

    /** For an application that registers its filters itself. There must be no init parameters beside these settings. */
    public SallyportFilter(FilterSettings settings) {
        this(Optional.of(settings), InstantSource.system(), GatewayHttp.TIMEOUT);
    }

    SallyportFilter(Optional<FilterSettings> given, InstantSource clock, Duration gatewayTimeout) {
        this.given = given;
        this.clock = clock;
        this.gatewayTimeout = gatewayTimeout;
    }

    /** @throws ServletException saying which setting is missing, wrong or names a file that cannot be used */
    @Override
    public void init(FilterConfig config) throws ServletException {
        try {
            FilterSettings settings = settings(config);
            settings.credentials().check();
            AuditSink audit = settings.auditFile().isPresent()
                    ? new AuditFile(settings.auditFile().get(), AuditFile.MAX_BYTES)
                    : new AuditLogger();
            GatewayCalls gateway = new GatewayCalls(settings, new GatewayHttp(settings.gateway(), gatewayTimeout));
            running = new Running(
                    settings,
                    gateway,
                    new CurrentRoutes(gateway),
                    new KeptSessions(),
                    new UnverifiedBytes(),
                    new AuditLog(audit));
        } catch (IllegalArgumentException fault) {
            throw new ServletException("the Sallyport filter cannot start: " + fault.getMessage(), fault);
        } catch (IOException unwritable) {
            throw new ServletException(
                    "the Sallyport filter cannot start: the audit file cannot be written: " + unwritable, unwritable);
        }
    }

    private FilterSettings settings(FilterConfig config) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String name : Collections.list(config.getInitParameterNames())) {
            parameters.put(name, String.valueOf(config.getInitParameter(name)));
        }
        if (given.isPresent() && !parameters.isEmpty()) {
            throw new IllegalArgumentException("it has settings in code and init parameters; give either "
                    + parameters.keySet() + " or the others");
        }
        return given.orElseGet(() -> FilterSettings.of(parameters));
    }

    @Override
    public void destroy() {
        Running stopping = running;
        running = null;
        if (stopping != null) {
            try {
                stopping.audit.close(clock.instant());
            } catch (IOException failure) {
                LOG.log(Level.WARNING, "the audit file did not close: {0}", failure.toString());
            }
        }
    }

    @Override
    public void doFilter(ServletRequest servletRequest, ServletResponse servletResponse, FilterChain chain)
            throws IOException, ServletException {
        if (!(servletRequest instanceof HttpServletRequest request)
                || !(servletResponse instanceof HttpServletResponse response)) {
            throw new ServletException("the Sallyport filter guards HTTP requests alone");
        }
        Running now = running;
        if (now == null) {
            throw new ServletException("the Sallyport filter is not started, or stopped");
        }
        if (request.getAttribute(DECIDED) instanceof Decided decided && decided.by == this) {
            passOn(decided, request, response, chain);
        } else if (request.getDispatcherType() == DispatcherType.ERROR) {
            chain.doFilter(new GuardedRequest(request, response, Optional.empty(), new byte[0]), response);
        } else {
            Optional<Decided> decided = decide(now, request, response);
            if (decided.isPresent()) {
                request.setAttribute(DECIDED, decided.get());
                passOn(decided.get(), request, response, chain);
            }
        }
    }

    /** A request that is guarded already stays as it is: its body may be half read. */
    private static void passOn(
            Decided decided, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        boolean guarded = GuardedRequest.isWithin(request);
        chain.doFilter(
                guarded
                        ? request
                        : new GuardedRequest(request, response, Optional.of(decided.caller), decided.body.bytes()),
                response);
    }

    /** Decides a request, writes down what was decided, and answers it if it is refused. */
    private Optional<Decided> decide(Running running, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Instant now = clock.instant();
        RequestAudit audit = new RequestAudit(
                running.audit, UUID.randomUUID().toString(), running.settings.service(), now, System.nanoTime());
        response.setHeader(Refusal.DECISION_ID_HEADER, audit.decisionId());
        try {
            return Optional.of(grant(running, request, audit, now));
        } catch (ApiException refusal) {
            refuse(refusal, audit, response);
        } catch (RuntimeException fault) {
            LOG.log(Level.ERROR, "a request could not be decided", fault);
            refuse(
                    new ApiException(
                            ApiError.INTERNAL_FAILURE,
                            "the request could not be decided",
                            "a fault of the filter: " + fault.getClass().getName()),
                    audit,
                    response);
        }
        return Optional.empty();
    }

    private Decided grant(Running running, HttpServletRequest request, RequestAudit audit, Instant now) {
        RequestHead head = ArrivedRequest.head(request);
        RequestFacts facts = ArrivedRequest.facts(request, head, now);
        audit.describes(head, facts);
        if (request.getDispatcherType() != DispatcherType.REQUEST) {
            throw new ApiException(
                    ApiError.ACCESS_DENIED,
                    "this part of the application takes requests from clients alone",
                    "a dispatch of type " + request.getDispatcherType() + " without a decision about its request");
        }
        CurrentRoutes.Routes routes = routes(running, now);
        AskingSigners signers = new AskingSigners(running.settings.service(), running.gateway, running.sessions);
        Access access = new Access(routes.table(), new Authentication(signers, routes.regions()::contains));
        HeldBody body;
        Granted granted;
        try (UnverifiedBytes.Share share =
                running.unverified.of(facts.sourceIp().orElse("unknown"))) {
            body = new HeldBody(request, routes.maxBodyBytes(), share);
            granted = access.decide(head, body, facts, audit.trail());
        }
        try {
            audit.granted(granted.decision());
        } catch (IOException notWritten) {
            throw unwritable(notWritten);
        }
        Questions questions = new Questions(
                granted.caller().caller(),
                facts.withRegion(granted.caller().scope().region()),
                signers.used().orElseThrow(),
                clock,
                audit);
        return new Decided(this, new SallyportPrincipal(questions), body);
    }

    private static CurrentRoutes.Routes routes(Running running, Instant now) {
        try {
            return running.routes.current(now);
        } catch (GatewayAwayException away) {
            throw AskingSigners.unavailable("no routes: " + away.problem());
        }
    }

    private static void refuse(ApiException refusal, RequestAudit audit, HttpServletResponse response)
            throws IOException {
        ApiException told = refusal;
        try {
            audit.refused(refusal);
        } catch (IOException notWritten) {
            told = unwritable(notWritten);
        }
        Refusal answer = Refusal.of(told, audit.decisionId());
        byte[] body = answer.json().getBytes(StandardCharsets.UTF_8);
        response.setStatus(answer.status());
        response.setContentType(Refusal.CONTENT_TYPE);
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static ApiException unwritable(IOException notWritten) {
        LOG.log(Level.ERROR, "the audit log takes nothing: {0}", notWritten.toString());
        return new ApiException(
                ApiError.SERVICE_UNAVAILABLE,
                "the decision could not be recorded; try again",
                "the audit log takes nothing: " + notWritten);
    }
}

package dev.sallyport.gateway.server;

import dev.sallyport.config.ListenerSettings;
import dev.sallyport.config.Transport;
import dev.sallyport.context.RequestFacts;
import dev.sallyport.gateway.audit.AuditField;
import dev.sallyport.gateway.audit.AuditLog;
import dev.sallyport.gateway.audit.AuditRecord;
import dev.sallyport.gateway.audit.AuditedRequest;
import dev.sallyport.gateway.audit.RefusalBudget;
import dev.sallyport.gateway.guard.RequestGuard;
import dev.sallyport.gateway.http.Exchange;
import dev.sallyport.gateway.http.Source;
import dev.sallyport.gateway.http.SourceAddress;
import dev.sallyport.policy.IpAddress;
import dev.sallyport.sigv4.RequestHead;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What is known of every request when it arrives at one listener, and its record, opened. Nothing of it depends on who
 * sends it.
 */
public final class Arrivals {
    private final String listener;
    private final SourceAddress sourceAddress;
    private final boolean terminatedUpstream;
    private final RequestGuard guard;
    private final AuditLog log;
    private final RefusalBudget strangers;
    private final InstantSource clock;
    private final Supplier<String> newDecisionIds;

    public Arrivals(
            String listener,
            ListenerSettings settings,
            RequestGuard guard,
            AuditLog log,
            RefusalBudget strangers,
            InstantSource clock,
            Supplier<String> newDecisionIds) {
        this.listener = listener;
        this.terminatedUpstream = settings.transport() instanceof Transport.TerminatedUpstream;
        this.sourceAddress = settings.transport() instanceof Transport.TerminatedUpstream terminated
                ? SourceAddress.behind(terminated.terminators())
                : SourceAddress.direct();
        this.guard = guard;
        this.log = log;
        this.strangers = strangers;
        this.clock = clock;
        this.newDecisionIds = newDecisionIds;
    }

    /** The record of a request of which nothing but its arrival is known. */
    AuditedRequest open() {
        AuditedRequest audit =
                AuditedRequest.open(log, strangers, newDecisionIds.get(), clock.instant(), System::nanoTime);
        audit.record().set(AuditField.LISTENER, listener);
        return audit;
    }

    /** Whom work is charged to that is done before anybody has proved who they are. */
    Source source(Exchange exchange, RequestHead head) {
        return sourceAddress.source(exchange.peer(), head);
    }

    /**
     * Before any work that a stranger can cause: charges the request to its source, and to its caller once there is one.
     *
     * @return to be told when the request was answered with what it asked for
     * @throws dev.sallyport.error.ApiException {@code Throttling}
     */
    RequestGuard.Admission admit(Exchange exchange, RequestHead head, AuditedRequest audit) {
        RequestGuard.Admission admission = guard.admit(source(exchange, head));
        audit.trail().onVerified(admission);
        return admission;
    }

    /**
     * The facts of a request, also put into its record.
     *
     * @param region for calls that no credential scope says one for
     * @throws dev.sallyport.error.ApiException 403 when a peer reaches past the terminator
     */
    RequestFacts facts(Exchange exchange, RequestHead head, String region, AuditedRequest audit) {
        AuditRecord record = audit.record();
        record.set(AuditField.PEER, exchange.peer().getHostAddress());
        sourceAddress.requirePeer(exchange.peer());
        Optional<String> sourceIp = sourceAddress.of(exchange.peer(), head).map(IpAddress::toString);
        record.set(AuditField.METHOD, head.method())
                .set(AuditField.PATH, head.rawPath())
                .set(AuditField.HOST, head.values("host").stream().findFirst())
                .set(AuditField.SOURCE_IP, sourceIp)
                .set(AuditField.USER_AGENT, head.values("user-agent").stream().findFirst());
        Instant now = audit.arrivedAt();
        return new RequestFacts(
                now,
                sourceIp,
                terminatedUpstream || exchange.isSecure(),
                only(head, "user-agent"),
                only(head, "referer"),
                region);
    }

    /** Of several nobody knows which one counts; as at a filter, the key is absent then. */
    private static Optional<String> only(RequestHead head, String name) {
        List<String> values = head.values(name);
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }
}

package dev.sallyport.gateway.server;

import dev.sallyport.context.RequestFacts;
import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.forwarding.Refusal;
import dev.sallyport.gateway.audit.AuditUnavailable;
import dev.sallyport.gateway.audit.AuditedRequest;
import dev.sallyport.gateway.auth.AuthorizationMessages;
import dev.sallyport.gateway.http.BodyReader;
import dev.sallyport.gateway.http.Endpoint;
import dev.sallyport.gateway.http.Exchange;
import dev.sallyport.gateway.proxy.ForwardedHeaders;
import dev.sallyport.gateway.proxy.ProxyEndpoint;
import dev.sallyport.gateway.proxy.UpstreamClient;
import dev.sallyport.gateway.state.Snapshot;
import dev.sallyport.sigv4.HeaderField;
import dev.sallyport.sigv4.RequestHead;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The listener in front of the APIs. Its refusals are JSON. */
public final class ProxyListener implements Endpoint {
    private static final Logger LOG = LoggerFactory.getLogger(ProxyListener.class);

    private final Arrivals arrivals;
    private final BodyReader bodies;
    private final Supplier<Snapshot> snapshots;
    private final ProxyEndpoint proxy;
    private final AuthorizationMessages messages;

    public ProxyListener(
            Arrivals arrivals,
            BodyReader bodies,
            Supplier<Snapshot> snapshots,
            ProxyEndpoint proxy,
            AuthorizationMessages messages) {
        this.arrivals = arrivals;
        this.bodies = bodies;
        this.snapshots = snapshots;
        this.proxy = proxy;
        this.messages = messages;
    }

    @Override
    public void serve(Exchange exchange) throws IOException {
        AuditedRequest audit = arrivals.open();
        Snapshot snapshot = snapshots.get();
        int maxBody = snapshot.configuration().server().limits().maxBodyBytes();
        try {
            RequestHead head = exchange.head();
            RequestFacts facts = arrivals.facts(exchange, head, snapshot.defaultRegion(), audit);
            var unused = arrivals.admit(exchange, head, audit);
            try (ExchangeBody body = new ExchangeBody(bodies, exchange, arrivals.source(exchange, head), maxBody);
                    UpstreamClient.Answer answer = proxy.answer(head, body, facts, snapshot, audit)) {
                pass(answer, exchange, audit);
            }
        } catch (ApiException failure) {
            refuse(exchange, audit, failure);
        } catch (AuditUnavailable unavailable) {
            Refusals.endConnectionOfStranger(exchange, audit);
            answer(exchange, Refusals.auditUnavailable(audit));
        } catch (RuntimeException fault) {
            if (exchange.isAnswered()) {
                throw fault;
            }
            refuse(exchange, audit, Refusals.ownFault(fault, audit));
        }
    }

    /**
     * The upstream's answer, streamed. Its record says how much of it went through.
     *
     * @throws ApiException 502 when the upstream fails before a byte of its body, so that nothing has been answered
     * @throws IOException when the answer was cut, which the client must see
     */
    private static void pass(UpstreamClient.Answer answer, Exchange exchange, AuditedRequest audit) throws IOException {
        List<HeaderField> headers = new ArrayList<>(ForwardedHeaders.toClient(answer.headers()));
        headers.add(new HeaderField(Refusal.DECISION_ID_HEADER, audit.decisionId()));
        try {
            long sent = exchange.stream(answer.status(), headers, answer.body());
            outcome(audit, answer.status(), sent, "answered");
        } catch (IOException cut) {
            if (!exchange.isAnswered()) {
                throw new ApiException(
                        ApiError.UPSTREAM_UNREACHABLE,
                        "the API behind the gateway did not answer",
                        "the answer ended before its body began: " + cut.getMessage());
            }
            outcome(audit, answer.status(), 0, "cut");
            throw cut;
        }
    }

    /** The decision has its record; where this one is not taken, health says so, and the answer stays what it is. */
    private static void outcome(AuditedRequest audit, int status, long sent, String how) {
        try {
            audit.outcome(status, sent, how);
        } catch (AuditUnavailable unavailable) {
            LOG.warn("the outcome of request {} was not recorded", audit.decisionId());
        }
    }

    private void refuse(Exchange exchange, AuditedRequest audit, ApiException failure) throws IOException {
        Refusal refusal = Refusal.of(failure, messages.of(failure), audit.decisionId());
        try {
            audit.refused(failure);
        } catch (AuditUnavailable unavailable) {
            refusal = Refusals.auditUnavailable(audit);
        }
        Refusals.endConnectionOfStranger(exchange, audit);
        answer(exchange, refusal);
    }

    private static void answer(Exchange exchange, Refusal refusal) throws IOException {
        exchange.answer(refusal.status(), Refusals.headers(refusal), Refusals.body(refusal));
    }

    @Override
    public ErrorBody refused(int status, String reason) {
        AuditedRequest audit = arrivals.open();
        Refusal refusal = Refusals.malformed(status, audit);
        try {
            audit.refused(new ApiException(Refusals.error(status), refusal.message(), reason));
        } catch (AuditUnavailable unavailable) {
            refusal = Refusals.auditUnavailable(audit);
        }
        return new ErrorBody(Refusal.CONTENT_TYPE, refusal.json());
    }
}

package dev.sallyport.gateway.server;

import dev.sallyport.context.RequestFacts;
import dev.sallyport.delegation.FilterProtocol;
import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.forwarding.Refusal;
import dev.sallyport.gateway.api.QueryEndpoint;
import dev.sallyport.gateway.audit.AuditUnavailable;
import dev.sallyport.gateway.audit.AuditedRequest;
import dev.sallyport.gateway.auth.AuthorizationMessages;
import dev.sallyport.gateway.guard.RequestGuard;
import dev.sallyport.gateway.http.BodyReader;
import dev.sallyport.gateway.http.Endpoint;
import dev.sallyport.gateway.http.Exchange;
import dev.sallyport.gateway.outbound.OutboundTokens;
import dev.sallyport.gateway.state.Snapshot;
import dev.sallyport.protocol.AnswerForm;
import dev.sallyport.protocol.QueryApi;
import dev.sallyport.protocol.QueryParameters;
import dev.sallyport.protocol.QueryResponse;
import dev.sallyport.sigv4.HeaderField;
import dev.sallyport.sigv4.RequestHead;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The listener of the APIs of the gateway itself: STS at {@code /}, and beside it what filters, upstreams and operators
 * ask for. STS answers in XML, or in JSON when asked to, everything else in JSON.
 */
public final class ApiListener implements Endpoint {
    private static final String ASSERTION_JWKS = "/.well-known/sallyport/assertion-jwks.json";

    private final Arrivals arrivals;
    private final BodyReader bodies;
    private final Supplier<Snapshot> snapshots;
    private final QueryEndpoint query;
    private final AuthorizationMessages messages;
    private final FilterCalls filters;
    private final String assertionJwks;
    private final OutboundTokens outbound;
    private final Supplier<Health> health;

    public ApiListener(
            Arrivals arrivals,
            BodyReader bodies,
            Supplier<Snapshot> snapshots,
            QueryEndpoint query,
            AuthorizationMessages messages,
            FilterCalls filters,
            String assertionJwks,
            OutboundTokens outbound,
            Supplier<Health> health) {
        this.arrivals = arrivals;
        this.bodies = bodies;
        this.snapshots = snapshots;
        this.query = query;
        this.messages = messages;
        this.filters = filters;
        this.assertionJwks = assertionJwks;
        this.outbound = outbound;
        this.health = health;
    }

    @Override
    public void serve(Exchange exchange) throws IOException {
        AuditedRequest audit = arrivals.open();
        Snapshot snapshot = snapshots.get();
        try {
            RequestHead head = exchange.head();
            RequestFacts facts = arrivals.facts(exchange, head, snapshot.defaultRegion(), audit);
            switch (head.rawPath()) {
                case "/" -> {
                    try (ExchangeBody body = body(exchange, head)) {
                        sts(exchange, head, body, facts, snapshot, audit);
                    }
                }
                case FilterProtocol.SESSION_PATH, FilterProtocol.ROUTES_PATH -> {
                    var unused = arrivals.admit(exchange, head, audit);
                    try (ExchangeBody body = body(exchange, head)) {
                        answerJson(exchange, 200, "no-store", filters.answer(head, body, facts, snapshot, audit));
                    }
                }
                case ASSERTION_JWKS -> publish(exchange, head, assertionJwks, 200, audit);
                case OutboundTokens.DISCOVERY_PATH -> publish(exchange, head, outbound.discovery(), 200, audit);
                case OutboundTokens.JWKS_PATH -> publish(exchange, head, outbound.jwks(), 200, audit);
                case "/health" -> {
                    Health current = health.get();
                    publish(exchange, head, current.json(), current.status(), audit);
                }
                default ->
                    throw new ApiException(ApiError.NOT_FOUND, "there is nothing here; STS is at `/` of this address");
            }
        } catch (ApiException failure) {
            Refusals.endConnectionOfStranger(exchange, audit);
            Refusal refusal = Refusal.of(recorded(failure, audit), audit.decisionId());
            exchange.answer(refusal.status(), Refusals.headers(refusal), Refusals.body(refusal));
        } catch (AuditUnavailable unavailable) {
            Refusals.endConnectionOfStranger(exchange, audit);
            Refusal refusal = Refusals.auditUnavailable(audit);
            exchange.answer(refusal.status(), Refusals.headers(refusal), Refusals.body(refusal));
        } catch (RuntimeException fault) {
            if (exchange.isAnswered()) {
                throw fault;
            }
            Refusals.endConnectionOfStranger(exchange, audit);
            Refusal refusal = Refusal.of(recorded(Refusals.ownFault(fault, audit), audit), audit.decisionId());
            exchange.answer(refusal.status(), Refusals.headers(refusal), Refusals.body(refusal));
        }
    }

    private ExchangeBody body(Exchange exchange, RequestHead head) {
        return new ExchangeBody(bodies, exchange, arrivals.source(exchange, head), QueryParameters.MAX_LENGTH);
    }

    private void sts(
            Exchange exchange,
            RequestHead head,
            ExchangeBody body,
            RequestFacts facts,
            Snapshot snapshot,
            AuditedRequest audit)
            throws IOException {
        AnswerForm form = AnswerForm.accepted(head.values("accept"));
        QueryResponse answer;
        try {
            if (!head.method().equals("POST") && !head.method().equals("GET")) {
                throw new ApiException(ApiError.METHOD_NOT_ALLOWED, "STS is called with POST");
            }
            RequestGuard.Admission admission = arrivals.admit(exchange, head, audit);
            answer = query.answer(head, body, form, facts, snapshot, audit);
            admission.answered();
        } catch (ApiException failure) {
            Refusals.endConnectionOfStranger(exchange, audit);
            ApiException told = recorded(failure, audit);
            answer = QueryResponse.error(QueryApi.STS, form, told, messages.of(told), audit.decisionId());
        } catch (AuditUnavailable unavailable) {
            Refusals.endConnectionOfStranger(exchange, audit);
            answer = QueryResponse.error(
                    QueryApi.STS, form, Refusals.auditUnavailable(), Optional.empty(), audit.decisionId());
        } catch (RuntimeException fault) {
            Refusals.endConnectionOfStranger(exchange, audit);
            ApiException told = recorded(Refusals.ownFault(fault, audit), audit);
            answer = QueryResponse.error(QueryApi.STS, form, told, Optional.empty(), audit.decisionId());
        }
        exchange.answer(
                answer.status(),
                List.of(
                        new HeaderField("Content-Type", form.contentType()),
                        new HeaderField("Cache-Control", "no-store"),
                        new HeaderField(QueryResponse.REQUEST_ID_HEADER, answer.requestId())),
                answer.body());
    }

    /** What anybody may read; nothing depends on its record. */
    private static void publish(Exchange exchange, RequestHead head, String json, int status, AuditedRequest audit)
            throws IOException {
        if (!head.method().equals("GET")) {
            throw new ApiException(ApiError.METHOD_NOT_ALLOWED, "this is read with GET");
        }
        try {
            audit.answeredStranger("Published");
        } catch (AuditUnavailable unavailable) {
            // Health must be able to say that the audit log is the trouble.
        }
        answerJson(exchange, status, "no-cache", json.getBytes(StandardCharsets.UTF_8));
    }

    private static void answerJson(Exchange exchange, int status, String caching, byte[] json) throws IOException {
        exchange.answer(
                status,
                List.of(new HeaderField("Content-Type", "application/json"), new HeaderField("Cache-Control", caching)),
                json);
    }

    /** The failure once its record is taken; where it is not taken, that is the failure. */
    private static ApiException recorded(ApiException failure, AuditedRequest audit) {
        try {
            audit.refused(failure);
            return failure;
        } catch (AuditUnavailable unavailable) {
            return Refusals.auditUnavailable();
        }
    }

    @Override
    public ErrorBody refused(int status, String reason) {
        AuditedRequest audit = arrivals.open();
        String message = Refusals.malformed(status, audit).message();
        ApiException failure = recorded(new ApiException(Refusals.error(status), message, reason), audit);
        return new ErrorBody(
                AnswerForm.XML.contentType(),
                QueryResponse.error(QueryApi.STS, AnswerForm.XML, failure, Optional.empty(), audit.decisionId())
                        .document());
    }
}

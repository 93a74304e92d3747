package dev.sallyport.gateway.server;

import dev.sallyport.access.AccessTrail;
import dev.sallyport.config.ServerSettings;
import dev.sallyport.context.RequestFacts;
import dev.sallyport.delegation.FilterProtocol;
import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.gateway.api.HeldBody;
import dev.sallyport.gateway.api.filter.FilterCall;
import dev.sallyport.gateway.api.filter.Filters;
import dev.sallyport.gateway.api.filter.GetRoutes;
import dev.sallyport.gateway.api.filter.GetSigningKey;
import dev.sallyport.gateway.audit.AuditField;
import dev.sallyport.gateway.audit.AuditedRequest;
import dev.sallyport.gateway.auth.LocalSigners;
import dev.sallyport.gateway.auth.SessionTokens;
import dev.sallyport.gateway.state.Snapshot;
import dev.sallyport.identity.AccessKeyId;
import dev.sallyport.identity.Arn;
import dev.sallyport.sigv4.RequestHead;
import dev.sallyport.sigv4.SignatureHints;
import java.util.ArrayList;
import java.util.List;

/** The calls of servlet filters, with their records. */
public final class FilterCalls {
    private final SessionTokens tokens;
    private final SignatureHints hints;

    public FilterCalls(SessionTokens tokens, SignatureHints hints) {
        this.tokens = tokens;
        this.hints = hints;
    }

    /**
     * The JSON to answer with, once its record is taken: durably where it holds a signing key, within the
     * strangers' budget where it refuses the client.
     *
     * @throws ApiException when the filter's own call fails
     * @throws dev.sallyport.gateway.audit.AuditUnavailable when the record was not taken
     */
    byte[] answer(RequestHead head, HeldBody body, RequestFacts facts, Snapshot snapshot, AuditedRequest audit) {
        FilterCall call = new FilterCall(
                head,
                body.bytes(),
                facts,
                filters(snapshot),
                new LocalSigners(snapshot.directory(), tokens),
                hints,
                audit.trail());
        if (head.rawPath().equals(FilterProtocol.ROUTES_PATH)) {
            requireMethod(head, "GET");
            byte[] routes = GetRoutes.answer(call).json();
            audit.allowed(List.of());
            return routes;
        }
        requireMethod(head, "POST");
        GetSigningKey.Outcome outcome = GetSigningKey.answer(call);
        describe(outcome.client(), audit);
        if (outcome.refusal().isPresent()) {
            // The filter is known; who made it ask is not, and gets nothing.
            ApiException refusal = outcome.refusal().get();
            audit.record()
                    .set(AuditField.CODE, refusal.error().code())
                    .set(AuditField.REASON, "the client is refused: " + refusal.reason());
            audit.answeredStranger(refusal.error().code());
        } else {
            audit.allowedDurably();
        }
        return outcome.answer().json();
    }

    private static Filters filters(Snapshot snapshot) {
        ServerSettings server = snapshot.configuration().server();
        List<Filters.Filter> filters = new ArrayList<>();
        server.filters()
                .forEach(filter -> snapshot.directory()
                        .role(filter.role())
                        .ifPresent(role -> filters.add(
                                new Filters.Filter(filter.service(), role.id(), role.account(), filter.routes()))));
        return new Filters(
                filters, server.trustDomain(), server.regions(), server.limits().maxBodyBytes());
    }

    /** Whose signing key it is that leaves, in the fields of an issuance. */
    private static void describe(AccessTrail client, AuditedRequest audit) {
        audit.record()
                .set(AuditField.ISSUED_ACCESS_KEY_ID, client.claimedKey().map(AccessKeyId::value))
                .set(
                        AuditField.ISSUED_PRINCIPAL,
                        client.principal().flatMap(principal -> principal.arn()).map(Arn::toString))
                .set(
                        AuditField.ISSUED_SESSION_ID,
                        client.session().map(session -> session.id().toString()));
    }

    private static void requireMethod(RequestHead head, String method) {
        if (!head.method().equals(method)) {
            throw new ApiException(ApiError.METHOD_NOT_ALLOWED, "this is called with " + method);
        }
    }
}

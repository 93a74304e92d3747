package dev.sallyport.gateway.api.filter;

import dev.sallyport.access.Access;
import dev.sallyport.access.AccessTrail;
import dev.sallyport.access.AuthenticatedCaller;
import dev.sallyport.access.Authentication;
import dev.sallyport.access.SignerLookup;
import dev.sallyport.context.RequestFacts;
import dev.sallyport.delegation.FilterProtocol;
import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.identity.Principal;
import dev.sallyport.identity.Tags;
import dev.sallyport.sigv4.RequestHead;
import dev.sallyport.sigv4.Sha256;
import dev.sallyport.sigv4.SignatureHints;

/** A call by somebody who says it is a filter, against one snapshot: the steps that both calls begin with. */
public final class FilterCall {
    private final RequestHead head;
    private final byte[] body;
    private final RequestFacts facts;
    private final Filters filters;
    private final SignerLookup signers;
    private final SignatureHints hints;
    private final AccessTrail trail;

    /**
     * @param body as it arrived, {@link FilterProtocol#MAX_QUESTION_BYTES} at most
     * @param signers the gateway's own look-up, for the filter's signature and for that of its client
     * @param trail of the filter's call
     */
    public FilterCall(
            RequestHead head,
            byte[] body,
            RequestFacts facts,
            Filters filters,
            SignerLookup signers,
            SignatureHints hints,
            AccessTrail trail) {
        this.head = head;
        this.body = body.clone();
        this.facts = facts;
        this.filters = filters;
        this.signers = signers;
        this.hints = hints;
        this.trail = trail;
    }

    /** Who calls, by a session's signature for the service {@link FilterProtocol#SIGNING_SERVICE}. */
    AuthenticatedCaller authenticate() {
        return new Authentication(signers, filters.regions()::contains, hints)
                .authenticate(head, () -> Sha256.hex(body), FilterProtocol.SIGNING_SERVICE, false, facts.now(), trail);
    }

    /**
     * The filter of {@code service}, if {@code authenticated} is a session of exactly its role and may have its keys.
     *
     * @throws ApiException {@code AccessDenied}, in the same words whether the service has no filter or another role
     */
    Filters.Filter require(AuthenticatedCaller authenticated, String service) {
        Principal principal = authenticated.caller().principal();
        Filters.Filter filter = filters.of(service)
                .filter(configured -> principal instanceof Principal.RoleSession session
                        && session.roleId().equals(configured.role())
                        && session.accountId().equals(configured.account()))
                .orElseThrow(() -> new ApiException(
                        ApiError.ACCESS_DENIED,
                        "the service `" + service + "` has no filter with the role of this session",
                        "not a session of the role bound to the filter of `" + service + "`"));
        String resource = FilterProtocol.resource(filter.account(), filter.service());
        trail.asks(FilterProtocol.ACTION, resource);
        Access.authorise(
                authenticated.caller(),
                FilterProtocol.ACTION,
                resource,
                filter.account(),
                Tags.NONE,
                facts.withRegion(authenticated.scope().region()));
        return filter;
    }

    RequestHead head() {
        return head;
    }

    byte[] body() {
        return body.clone();
    }

    RequestFacts facts() {
        return facts;
    }

    Filters filters() {
        return filters;
    }

    SignerLookup signers() {
        return signers;
    }

    SignatureHints hints() {
        return hints;
    }

    /** Without the body: it holds a client's signature and session token. */
    @Override
    public String toString() {
        return "FilterCall[" + head.method() + " " + head.rawPath() + "]";
    }
}

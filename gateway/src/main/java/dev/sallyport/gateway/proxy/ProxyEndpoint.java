package dev.sallyport.gateway.proxy;

import dev.sallyport.access.Access;
import dev.sallyport.access.Authentication;
import dev.sallyport.access.Granted;
import dev.sallyport.config.AssertionMode;
import dev.sallyport.config.ProxyRoute;
import dev.sallyport.context.RequestFacts;
import dev.sallyport.forwarding.Refusal;
import dev.sallyport.gateway.api.HeldBody;
import dev.sallyport.gateway.assertion.IdentityAssertions;
import dev.sallyport.gateway.audit.AuditField;
import dev.sallyport.gateway.audit.AuditedRequest;
import dev.sallyport.gateway.auth.LocalSigners;
import dev.sallyport.gateway.auth.SessionTokens;
import dev.sallyport.gateway.state.Snapshot;
import dev.sallyport.sigv4.HeaderField;
import dev.sallyport.sigv4.RequestHead;
import dev.sallyport.sigv4.SignatureHints;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One proxied request, from its head to the upstream's answer. No byte reaches an upstream before the decision has been
 * made and its record taken.
 */
public final class ProxyEndpoint {
    private final SessionTokens tokens;
    private final SignatureHints hints;
    private final IdentityAssertions assertions;
    private final UpstreamClient upstreams;

    public ProxyEndpoint(
            SessionTokens tokens, SignatureHints hints, IdentityAssertions assertions, UpstreamClient upstreams) {
        this.tokens = tokens;
        this.hints = hints;
        this.assertions = assertions;
        this.upstreams = upstreams;
    }

    /**
     * @return the upstream's answer, with its body still to be read
     * @throws dev.sallyport.error.ApiException when the request is refused or the upstream does not answer
     * @throws dev.sallyport.gateway.audit.AuditUnavailable when the decision's record was not taken
     */
    public UpstreamClient.Answer answer(
            RequestHead head, HeldBody body, RequestFacts facts, Snapshot snapshot, AuditedRequest audit) {
        Access access = new Access(
                snapshot.proxyTable(),
                new Authentication(new LocalSigners(snapshot.directory(), tokens), snapshot::acceptsRegion, hints));
        Granted granted = access.decide(head, body, facts, audit.trail());

        ProxyRoute route = snapshot.proxyRoute(granted.operation().route());
        audit.record()
                .set(AuditField.UPSTREAM, route.upstream().name())
                .set(AuditField.SERVICE, granted.operation().route().service())
                .set(AuditField.REQUEST_BYTES, body.bytes().length);
        audit.allowed(granted.decision().by());

        List<HeaderField> headers = new ArrayList<>(ForwardedHeaders.toUpstream(head.headers()));
        headers.add(new HeaderField(IdentityAssertions.HEADER, assertion(granted, route, head, body, facts.now())));
        headers.add(new HeaderField(Refusal.DECISION_ID_HEADER, audit.decisionId()));
        return upstreams.send(
                route.upstream().url(),
                head,
                headers,
                body.bytes(),
                route.upstream().timeout());
    }

    private String assertion(Granted granted, ProxyRoute route, RequestHead head, HeldBody body, Instant now) {
        String audience = route.upstream().name();
        return route.assertion() == AssertionMode.REQUEST
                ? assertions.ofRequest(granted, audience, head, body.sha256(), now)
                : assertions.ofSession(granted, audience, now);
    }
}

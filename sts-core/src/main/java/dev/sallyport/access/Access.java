package dev.sallyport.access;

import dev.sallyport.context.CallerKeys;
import dev.sallyport.context.RequestFacts;
import dev.sallyport.context.ResourceKeys;
import dev.sallyport.directory.Caller;
import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Tags;
import dev.sallyport.policy.AuthorizationRequest;
import dev.sallyport.policy.ConditionContext;
import dev.sallyport.policy.Decision;
import dev.sallyport.policy.DenialDocument;
import dev.sallyport.policy.DenialMessage;
import dev.sallyport.policy.DenialReason;
import dev.sallyport.policy.PolicyEvaluator;
import dev.sallyport.policy.PolicySet;
import dev.sallyport.route.CanonicalPath;
import dev.sallyport.route.MatchedOperation;
import dev.sallyport.route.RouteTable;
import dev.sallyport.sigv4.RequestHead;
import java.util.List;
import java.util.Optional;

/**
 * Decides one request to an API: is its path unambiguous, which operation is it, who signed it, may they. Proxy and
 * filter call this one method, so they cannot disagree.
 */
public final class Access {
    private final RouteTable routes;
    private final Authentication authentication;

    public Access(RouteTable routes, Authentication authentication) {
        this.routes = routes;
        this.authentication = authentication;
    }

    /**
     * @return the request, granted, once every check has passed
     * @throws ApiException for every other outcome; {@code trail} then holds what was known until then
     */
    public Granted decide(RequestHead head, Payload payload, RequestFacts facts, AccessTrail trail) {
        CanonicalPath path = CanonicalPath.of(head.rawPath());
        MatchedOperation operation = routes.match(host(head), head.method(), path)
                .orElseThrow(() -> new ApiException(
                        ApiError.ACCESS_DENIED,
                        "no operation is mapped to this host, method and path",
                        "no route for " + head.method() + " " + path));
        trail.matched(operation);
        AuthenticatedCaller authenticated = authentication.authenticate(
                head, payload, operation.route().service(), operation.route().longTermKeys(), facts.now(), trail);
        Decision.Allowed allowed = authorise(
                authenticated.caller(),
                operation.action(),
                operation.resource(),
                operation.resourceAccount(),
                operation.resourceTags(),
                facts.withRegion(authenticated.scope().region()));
        return new Granted(authenticated, operation, allowed);
    }

    /**
     * May {@code caller} do {@code action} on {@code resource}: the question behind every request, and the one an
     * application may ask for itself.
     *
     * @throws ApiException {@code AccessDenied} in AWS's sentence, with the whole reason beside it
     */
    public static Decision.Allowed authorise(
            Caller caller, String action, String resource, AccountId owner, Tags resourceTags, RequestFacts facts) {
        ConditionContext.Builder context = ConditionContext.builder();
        CallerKeys.add(context, caller, facts.now());
        facts.addTo(context);
        ResourceKeys.add(context, owner, resourceTags);
        AuthorizationRequest request =
                new AuthorizationRequest(caller.principal(), action, resource, Optional.of(owner), context.build());
        PolicySet policies = PolicySet.ofIdentity(caller.identityPolicies())
                .withBoundary(caller.boundary())
                .withSession(caller.sessionPolicies());
        Decision decision = PolicyEvaluator.evaluate(policies, request);
        if (decision instanceof Decision.Denied denied) {
            throw new ApiException(
                    ApiError.ACCESS_DENIED,
                    DenialMessage.of(denied, request),
                    DenialReason.of(policies, request),
                    DenialDocument.of(policies, request));
        }
        return (Decision.Allowed) decision;
    }

    private static String host(RequestHead head) {
        List<String> hosts = head.values("host");
        if (hosts.size() != 1) {
            throw new ApiException(ApiError.INVALID_URI, "a request has exactly one Host header");
        }
        return hosts.get(0);
    }
}

package dev.sallyport.role;

import dev.sallyport.context.RequestFacts;
import dev.sallyport.directory.Caller;
import dev.sallyport.identity.Principal;
import dev.sallyport.policy.ConditionContext;
import dev.sallyport.policy.Policy;
import dev.sallyport.session.SessionClaims;
import java.util.Set;
import java.util.function.Consumer;

/** Decides whether a user may let somebody in under a name of its choice ({@code GetFederationToken}). */
public final class UserFederation {
    private UserFederation() {}

    /**
     * The session of the federated user, once {@code sts:GetFederationToken} is allowed, and {@code sts:TagSession} where
     * tags are passed.
     *
     * @param user who calls, with its long-term key
     * @throws dev.sallyport.error.ApiException {@code AccessDenied}; {@code InvalidParameterValue} for tags that cannot be
     */
    public static SessionClaims federate(
            Caller caller, Principal.User user, FederationRequest request, RequestFacts facts, NewSession fresh) {
        Principal.FederatedUser federated = new Principal.FederatedUser(user.accountId(), request.name(), user);
        String resource = federated.federatedArn().toString();
        Consumer<ConditionContext.Builder> tagKeys = context -> CallerPermission.addTagKeys(context, request.tags());
        CallerPermission.require(caller, "sts:GetFederationToken", resource, facts, tagKeys);
        if (!request.tags().isEmpty()) {
            CallerPermission.require(caller, "sts:TagSession", resource, facts, tagKeys);
        }
        RoleAssumption.refuseReservedTags(request.tags());
        return SessionClaims.builder(
                        fresh.id(), federated, facts.now(), facts.now().plus(request.duration()), fresh.secret())
                .tags(request.tags(), Set.of())
                .sessionPolicies(
                        request.sessionPolicy().map(Policy::json).stream().toList(), request.managedSessionPolicies())
                .build();
    }
}

package dev.sallyport.gateway.api.sts;

import dev.sallyport.gateway.api.Action;
import dev.sallyport.gateway.api.Answer;
import dev.sallyport.gateway.api.Call;
import dev.sallyport.gateway.api.CallerKind;
import dev.sallyport.gateway.audit.AuditField;
import dev.sallyport.gateway.auth.IssuedCredentials;
import dev.sallyport.gateway.auth.SessionIssuer;
import dev.sallyport.gateway.auth.SessionPolicies;
import dev.sallyport.identity.Principal;
import dev.sallyport.protocol.QueryParameters;
import dev.sallyport.role.FederationRequest;
import dev.sallyport.role.UserFederation;
import dev.sallyport.session.PackedPolicies;
import dev.sallyport.session.SessionClaims;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * {@code GetFederationToken}: a user lets somebody in under a name of its choice, with what its own policies and the
 * session policies it passes both allow.
 */
public final class GetFederationToken implements Action {
    private static final Duration DEFAULT_DURATION = Duration.ofHours(12);

    private final SessionIssuer sessions;

    public GetFederationToken(SessionIssuer sessions) {
        this.sessions = sessions;
    }

    @Override
    public String name() {
        return "GetFederationToken";
    }

    @Override
    public boolean needsSignature() {
        return true;
    }

    @Override
    public Set<CallerKind> callers() {
        return EnumSet.of(CallerKind.USER_KEY);
    }

    @Override
    public Answer perform(Call call) {
        Principal.User user = call.user();
        FederationRequest asked = asked(call.parameters());
        Principal.FederatedUser federated = new Principal.FederatedUser(user.accountId(), asked.name(), user);
        call.trail().asks("sts:GetFederationToken", federated.federatedArn().toString());
        call.record().set(AuditField.SESSION_TAGS, SessionParameters.shown(asked.tags()));

        SessionClaims claims = UserFederation.federate(call.signedBy(), user, asked, call.facts(), sessions.fresh());
        SessionPolicies.require(
                asked.managedSessionPolicies(),
                user.accountId(),
                call.snapshot().directory());
        IssuedCredentials issued = sessions.issue(user.accountId(), claims);
        return Answer.issuing(issued, result -> {
            ResultMembers.credentials(result, issued);
            result.structure(
                            "FederatedUser",
                            element -> element.element("FederatedUserId", federated.federatedUserId())
                                    .element("Arn", federated.federatedArn().toString()))
                    .element(
                            "PackedPolicySize", PackedPolicies.percentOf(claims).orElse(0));
        });
    }

    /**
     * What a call asks for, once its constraints hold.
     *
     * @throws dev.sallyport.error.ApiException for the first parameter that is not what it has to be
     */
    public static FederationRequest asked(QueryParameters parameters) {
        return new FederationRequest(
                parameters.required("Name", name -> name),
                SessionParameters.duration(parameters).orElse(DEFAULT_DURATION),
                SessionParameters.sessionPolicy(parameters),
                SessionParameters.policyArns(parameters),
                SessionParameters.tags(parameters));
    }
}

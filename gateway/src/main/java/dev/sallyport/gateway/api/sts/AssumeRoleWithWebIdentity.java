package dev.sallyport.gateway.api.sts;

import dev.sallyport.directory.Role;
import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.gateway.api.Action;
import dev.sallyport.gateway.api.Answer;
import dev.sallyport.gateway.api.Call;
import dev.sallyport.gateway.api.CallerKind;
import dev.sallyport.gateway.audit.AuditField;
import dev.sallyport.gateway.auth.IssuedCredentials;
import dev.sallyport.gateway.auth.SessionIssuer;
import dev.sallyport.gateway.auth.SessionPolicies;
import dev.sallyport.gateway.auth.SingleUseTokens;
import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Principal;
import dev.sallyport.oidc.IdTokenFaults;
import dev.sallyport.oidc.OidcProvider;
import dev.sallyport.oidc.UnverifiedIdToken;
import dev.sallyport.oidc.VerifiedIdToken;
import dev.sallyport.oidc.jwks.JwksCache;
import dev.sallyport.policy.Policy;
import dev.sallyport.protocol.QueryParameters;
import dev.sallyport.role.RoleAssumption;
import dev.sallyport.role.RoleRequest;
import dev.sallyport.role.WebIdentityKeys;
import dev.sallyport.session.SessionClaims;
import dev.sallyport.sigv4.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code AssumeRoleWithWebIdentity}: a workload trades the identity token of its issuer for a role's credentials. */
public final class AssumeRoleWithWebIdentity implements Action {
    private static final int MAX_REASON = 4096;

    private final JwksCache keys;
    private final SingleUseTokens singleUse;
    private final SessionIssuer sessions;

    public AssumeRoleWithWebIdentity(JwksCache keys, SingleUseTokens singleUse, SessionIssuer sessions) {
        this.keys = keys;
        this.singleUse = singleUse;
        this.sessions = sessions;
    }

    @Override
    public String name() {
        return "AssumeRoleWithWebIdentity";
    }

    @Override
    public boolean needsSignature() {
        return false;
    }

    /** Unsigned as a rule; a client that signs everything may be anybody. */
    @Override
    public Set<CallerKind> callers() {
        return CallerKind.all();
    }

    @Override
    public Answer perform(Call call) {
        Asked asked = Asked.of(call.parameters());
        Arn roleArn = asked.roleArn();
        call.trail().asks("sts:AssumeRoleWithWebIdentity", roleArn.toString());
        call.record()
                .set(AuditField.ROLE, roleArn.toString())
                .set(AuditField.ROLE_SESSION_NAME, asked.sessionName())
                .set(AuditField.TOKEN_SHA256, Sha256.hex(asked.token().getBytes(StandardCharsets.UTF_8)));

        VerifiedIdToken identity = verify(asked.unverified(), roleArn, call);
        try {
            return assume(call, identity, asked);
        } catch (ApiException refusal) {
            throw told(refusal, identity, call.decisionId());
        }
    }

    private Answer assume(Call call, VerifiedIdToken identity, Asked asked) {
        Arn roleArn = asked.roleArn();
        Principal.WebIdentity principal = new Principal.WebIdentity(
                identity.provider().account(), identity.provider().arn());
        call.trail().is(principal, identity.subject());
        boolean authorizedByIdp = identity.authorizesRole(roleArn);
        Role role = call.snapshot()
                .directory()
                .role(roleArn)
                .orElseThrow(() -> RoleAssumption.absent(principal, "sts:AssumeRoleWithWebIdentity", roleArn));
        SessionClaims claims = RoleAssumption.assumeWithWebIdentity(
                principal,
                new WebIdentityKeys(
                        identity.conditionKeys().singleValued(),
                        identity.conditionKeys().multiValued(),
                        identity.sessionKeys(),
                        authorizedByIdp),
                new RoleRequest(
                        role,
                        asked.sessionName(),
                        asked.duration(),
                        asked.sessionPolicy(),
                        asked.managedSessionPolicies(),
                        identity.sessionTags(),
                        identity.transitiveTagKeys(),
                        Optional.empty(),
                        identity.sourceIdentity(),
                        false,
                        Optional.empty()),
                call.facts(),
                sessions.fresh());
        SessionPolicies.require(
                asked.managedSessionPolicies(), role.account(), call.snapshot().directory());
        if (call.snapshot().takesTokensOnce(roleArn)) {
            singleUse.spend(identity, call.facts().now());
        }
        IssuedCredentials issued = sessions.issue(role.account(), claims);
        return Answer.issuing(issued, result -> {
            result.element("SubjectFromWebIdentityToken", identity.subject())
                    .element("Audience", identity.audience())
                    .element("Provider", identity.provider().arn().toString());
            ResultMembers.assumedRole(result, issued);
            ResultMembers.credentials(result, issued);
        });
    }

    /** What a call asks for, once its constraints hold; nothing in the token is believed yet. */
    public record Asked(
            Arn roleArn,
            String sessionName,
            String token,
            Optional<String> providerId,
            Optional<Duration> duration,
            Optional<Policy> sessionPolicy,
            List<Arn> managedSessionPolicies) {
        public Asked {
            managedSessionPolicies = List.copyOf(managedSessionPolicies);
        }

        /** @throws ApiException for the first parameter that is not what it has to be */
        public static Asked of(QueryParameters parameters) {
            return new Asked(
                    parameters.required("RoleArn", Arn::parse),
                    parameters.required("RoleSessionName", name -> name),
                    parameters.required("WebIdentityToken", text -> text),
                    parameters.text("ProviderId"),
                    SessionParameters.duration(parameters),
                    SessionParameters.sessionPolicy(parameters),
                    SessionParameters.policyArns(parameters));
        }

        /** @throws ApiException when it is no ID token, or is said to be another kind of token */
        public UnverifiedIdToken unverified() {
            providerId.ifPresent(AssumeRoleWithWebIdentity::refuseProviderId);
            return UnverifiedIdToken.parse(token);
        }

        /** Without the token. */
        @Override
        public String toString() {
            return "Asked[" + roleArn + ", " + sessionName + "]";
        }
    }

    /** It names a provider of OAuth 2.0 access tokens. None is here, and tokens of OpenID Connect come without it. */
    private static void refuseProviderId(String provider) {
        throw switch (provider) {
            case "www.amazon.com" ->
                new ApiException(ApiError.INVALID_IDENTITY_TOKEN, "Provided Token is not a Login With Amazon token");
            case "graph.facebook.com" ->
                new ApiException(
                        ApiError.IDP_REJECTED_CLAIM,
                        "the identity provider `graph.facebook.com` is not asked here; send an OpenID Connect ID token"
                                + " without `ProviderId`");
            default ->
                new ApiException(
                        ApiError.ACCESS_DENIED,
                        "Unrecognized OAuth provider. Do not include a provider parameter when submitting OpenIDConnect"
                                + " ID tokens");
        };
    }

    /**
     * A refusal that its caller can do something with: AWS's sentence, the decision's id, the claims that the token has
     * brought, as condition keys, and, for whom the provider's {@code explain-to} names, the reason. Without that the text is
     * the same for a role that refuses and for one that is not there.
     */
    private static ApiException told(ApiException refusal, VerifiedIdToken identity, String decisionId) {
        if (refusal.error() != ApiError.ACCESS_DENIED) {
            return refusal;
        }
        String reason = refusal.reason().length() <= MAX_REASON
                ? refusal.reason()
                : refusal.reason().substring(0, MAX_REASON) + "…";
        return refusal.withMessage(refusal.message() + " (decision " + decisionId + "; the token has "
                + identity.conditionKeys().shown() + (identity.mayBeExplained() ? "; why: " + reason : "") + ")");
    }

    /** Only the provider of the role's own account counts, and an unknown one ends here, before any fetch. */
    private VerifiedIdToken verify(UnverifiedIdToken unverified, Arn roleArn, Call call) {
        Instant now = call.facts().now();
        OidcProvider provider = account(roleArn)
                .flatMap(account -> call.snapshot().oidcProvider(account, unverified.issuer()))
                .orElseThrow(() -> IdTokenFaults.noProvider(
                        unverified.issuer(),
                        account(roleArn)
                                .flatMap(account -> call.snapshot().similarIssuer(account, unverified.issuer()))));
        call.record().set(AuditField.PROVIDER, provider.arn().toString());
        VerifiedIdToken identity = keys.verify(unverified, provider, now);
        call.record().set(AuditField.SUBJECT, identity.subject()).set(AuditField.AUDIENCE, identity.audience());
        return identity;
    }

    private static Optional<AccountId> account(Arn arn) {
        return AccountId.isValid(arn.account()) ? Optional.of(new AccountId(arn.account())) : Optional.empty();
    }
}

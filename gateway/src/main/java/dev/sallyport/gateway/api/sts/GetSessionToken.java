package dev.sallyport.gateway.api.sts;

import dev.sallyport.directory.Caller;
import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.gateway.api.Action;
import dev.sallyport.gateway.api.Answer;
import dev.sallyport.gateway.api.Call;
import dev.sallyport.gateway.audit.AuditField;
import dev.sallyport.gateway.auth.IssuedCredentials;
import dev.sallyport.gateway.auth.MfaCodes;
import dev.sallyport.gateway.auth.SessionIssuer;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Principal;
import dev.sallyport.protocol.Constraints;
import dev.sallyport.protocol.QueryParameters;
import dev.sallyport.role.NewSession;
import dev.sallyport.session.SessionClaims;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * {@code GetSessionToken}: a user trades its long-term key for a session of itself, with MFA if it gives a code. No
 * permission is needed.
 */
public final class GetSessionToken implements Action {
    private static final Duration DEFAULT_DURATION = Duration.ofHours(12);

    /** What it reads. */
    public static final Set<String> PARAMETERS = Set.of("DurationSeconds", "SerialNumber", "TokenCode");

    /** What it refuses by name. */
    public static final Set<String> NOT_BUILT_YET = Set.of("MinimumSessionTokenSize");

    private final MfaCodes mfaCodes;
    private final SessionIssuer sessions;

    public GetSessionToken(MfaCodes mfaCodes, SessionIssuer sessions) {
        this.mfaCodes = mfaCodes;
        this.sessions = sessions;
    }

    @Override
    public String name() {
        return "GetSessionToken";
    }

    @Override
    public boolean needsSignature() {
        return true;
    }

    @Override
    public Set<String> parameters() {
        return PARAMETERS;
    }

    @Override
    public Set<String> notBuiltYet() {
        return NOT_BUILT_YET;
    }

    @Override
    public Answer perform(Call call) {
        constrain(call.parameters());
        Caller caller = call.signedBy();
        if (caller.session().isPresent() || !(caller.principal() instanceof Principal.User user)) {
            throw new ApiException(ApiError.ACCESS_DENIED, "Cannot call GetSessionToken with session credentials");
        }
        call.trail().asks("sts:GetSessionToken", user.userArn().toString());
        Instant now = call.facts().now();
        Optional<Arn> mfaDevice = mfaCodes.check(
                caller,
                call.parameters().text("SerialNumber"),
                call.parameters().text("TokenCode"),
                call.snapshot(),
                now);
        call.record().set(AuditField.MFA_DEVICE, mfaDevice.map(Arn::toString));

        Duration duration = RoleParameters.duration(call.parameters()).orElse(DEFAULT_DURATION);
        NewSession fresh = sessions.fresh();
        SessionClaims claims = SessionClaims.builder(fresh.id(), user, now, now.plus(duration), fresh.secret())
                .mfaAt(mfaDevice.map(device -> now))
                .build();
        IssuedCredentials issued = sessions.issue(user.accountId(), claims);
        return Answer.issuing(issued, result -> CredentialsXml.credentials(result, issued));
    }

    /** @throws ApiException {@code ValidationError} for parameters that are not what they have to be */
    public static void constrain(QueryParameters parameters) {
        Constraints constraints = new Constraints(parameters);
        constraints.optional("DurationSeconds").range(900, 129_600);
        MfaParameters.constrain(constraints);
        constraints.enforce();
    }
}

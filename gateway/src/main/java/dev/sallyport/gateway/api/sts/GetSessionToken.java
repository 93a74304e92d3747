package dev.sallyport.gateway.api.sts;

import dev.sallyport.directory.Caller;
import dev.sallyport.gateway.api.Action;
import dev.sallyport.gateway.api.Answer;
import dev.sallyport.gateway.api.Call;
import dev.sallyport.gateway.api.CallerKind;
import dev.sallyport.gateway.audit.AuditField;
import dev.sallyport.gateway.auth.IssuedCredentials;
import dev.sallyport.gateway.auth.MfaCodes;
import dev.sallyport.gateway.auth.SessionIssuer;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Principal;
import dev.sallyport.role.NewSession;
import dev.sallyport.session.SessionClaims;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * {@code GetSessionToken}: a user trades its long-term key for a session of itself, with MFA if it gives a code. No
 * permission is needed.
 */
public final class GetSessionToken implements Action {
    private static final Duration DEFAULT_DURATION = Duration.ofHours(12);

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
    public Set<CallerKind> callers() {
        return EnumSet.of(CallerKind.USER_KEY);
    }

    @Override
    public Answer perform(Call call) {
        Caller caller = call.signedBy();
        Principal.User user = call.user();
        call.trail().asks("sts:GetSessionToken", user.userArn().toString());
        Instant now = call.facts().now();
        Optional<Arn> mfaDevice = mfaCodes.check(
                caller,
                call.parameters().text("SerialNumber"),
                call.parameters().text("TokenCode"),
                call.snapshot(),
                now);
        call.record().set(AuditField.MFA_DEVICE, mfaDevice.map(Arn::toString));

        Duration duration = SessionParameters.duration(call.parameters()).orElse(DEFAULT_DURATION);
        NewSession fresh = sessions.fresh();
        SessionClaims claims = SessionClaims.builder(fresh.id(), user, now, now.plus(duration), fresh.secret())
                .mfaAt(mfaDevice.map(device -> now))
                .build();
        IssuedCredentials issued = sessions.issue(user.accountId(), claims);
        return Answer.issuing(issued, result -> ResultMembers.credentials(result, issued));
    }
}

package dev.sallyport.gateway.api.sts;

import dev.sallyport.directory.Caller;
import dev.sallyport.directory.Directory;
import dev.sallyport.directory.Role;
import dev.sallyport.directory.SessionFacts;
import dev.sallyport.gateway.api.Action;
import dev.sallyport.gateway.api.Answer;
import dev.sallyport.gateway.api.Call;
import dev.sallyport.gateway.api.CallerKind;
import dev.sallyport.gateway.audit.AuditField;
import dev.sallyport.gateway.auth.IssuedCredentials;
import dev.sallyport.gateway.auth.MfaCodes;
import dev.sallyport.gateway.auth.SessionIssuer;
import dev.sallyport.gateway.auth.SessionPolicies;
import dev.sallyport.gateway.notice.BreakGlassNotices;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Tags;
import dev.sallyport.policy.Policy;
import dev.sallyport.protocol.QueryParameters;
import dev.sallyport.role.RoleAssumption;
import dev.sallyport.role.RoleRequest;
import dev.sallyport.session.Revocations;
import dev.sallyport.session.SessionClaims;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code AssumeRole}: a user or session becomes a role, by its own and the role's leave. */
public final class AssumeRole implements Action {
    private final MfaCodes mfaCodes;
    private final SessionIssuer sessions;
    private final BreakGlassNotices notices;

    public AssumeRole(MfaCodes mfaCodes, SessionIssuer sessions, BreakGlassNotices notices) {
        this.mfaCodes = mfaCodes;
        this.sessions = sessions;
        this.notices = notices;
    }

    @Override
    public String name() {
        return "AssumeRole";
    }

    @Override
    public boolean needsSignature() {
        return true;
    }

    @Override
    public Set<CallerKind> callers() {
        return EnumSet.of(CallerKind.USER_KEY, CallerKind.USER_SESSION, CallerKind.ROLE_SESSION);
    }

    @Override
    public Answer perform(Call call) {
        QueryParameters parameters = call.parameters();
        Asked asked = Asked.of(parameters);
        Arn roleArn = asked.roleArn();
        call.trail().asks("sts:AssumeRole", roleArn.toString());
        call.record().set(AuditField.ROLE, roleArn.toString()).set(AuditField.ROLE_SESSION_NAME, asked.sessionName);
        call.record().set(AuditField.SESSION_TAGS, SessionParameters.shown(asked.tags));

        Caller caller = call.signedBy();
        Optional<Arn> mfaDevice = mfaCodes.check(
                caller,
                parameters.text("SerialNumber"),
                parameters.text("TokenCode"),
                call.snapshot(),
                call.facts().now());
        call.record().set(AuditField.MFA_DEVICE, mfaDevice.map(Arn::toString));

        Role role = call.snapshot()
                .directory()
                .role(roleArn)
                .orElseThrow(() -> RoleAssumption.absent(caller.principal(), "sts:AssumeRole", roleArn));
        RoleRequest request = asked.of(
                role,
                mfaDevice.isPresent(),
                endOfBreakGlass(caller, call.snapshot().directory()));
        SessionClaims claims = RoleAssumption.assume(caller, request, call.facts(), sessions.fresh());
        SessionPolicies.require(
                asked.managedSessionPolicies, role.account(), call.snapshot().directory());
        IssuedCredentials issued = sessions.issue(role.account(), claims);
        if (role.breakGlass().isPresent()) {
            notices.tell(
                    call.snapshot().noticeTargets(role.arn()),
                    caller.principal(),
                    role.arn(),
                    claims,
                    call.facts().sourceIp());
        }
        return Answer.issuing(issued, result -> {
            ResultMembers.assumedRole(result, issued);
            ResultMembers.credentials(result, issued);
        });
    }

    /** A short life would be none if an hour of another role could come of it: what is chained ends with what it came from. */
    private static Optional<Instant> endOfBreakGlass(Caller caller, Directory directory) {
        return caller.session()
                .filter(session ->
                        Revocations.heldBy(session.origins(), Optional.empty(), caller.principal(), session.issuedAt())
                                .stream()
                                .anyMatch(origin -> directory.isBreakGlass(origin.id())))
                .map(SessionFacts::expiresAt);
    }

    /** What a call asks for, once its constraints hold; the role may not exist and the caller may not be allowed to become it. */
    public record Asked(
            Arn roleArn,
            String sessionName,
            Optional<Duration> duration,
            Optional<Policy> sessionPolicy,
            List<Arn> managedSessionPolicies,
            Tags tags,
            Set<String> transitiveTagKeys,
            Optional<String> externalId,
            Optional<String> sourceIdentity) {
        public Asked {
            managedSessionPolicies = List.copyOf(managedSessionPolicies);
            transitiveTagKeys = Set.copyOf(transitiveTagKeys);
        }

        /** @throws dev.sallyport.error.ApiException for the first parameter that is not what it has to be */
        public static Asked of(QueryParameters parameters) {
            return new Asked(
                    parameters.required("RoleArn", Arn::parse),
                    parameters.required("RoleSessionName", name -> name),
                    SessionParameters.duration(parameters),
                    SessionParameters.sessionPolicy(parameters),
                    SessionParameters.policyArns(parameters),
                    SessionParameters.tags(parameters),
                    Set.copyOf(parameters.texts("TransitiveTagKeys")),
                    parameters.text("ExternalId"),
                    parameters.text("SourceIdentity"));
        }

        /**
         * @param freshMfa whether a code of the caller's own device was checked and spent in this call
         * @param latestEnd when the session is over whatever is asked for
         */
        public RoleRequest of(Role role, boolean freshMfa, Optional<Instant> latestEnd) {
            return new RoleRequest(
                    role,
                    sessionName,
                    duration,
                    sessionPolicy,
                    managedSessionPolicies,
                    tags,
                    transitiveTagKeys,
                    externalId,
                    sourceIdentity,
                    freshMfa,
                    latestEnd);
        }
    }
}

package dev.sallyport.gateway.api.sts;

import dev.sallyport.directory.Caller;
import dev.sallyport.directory.Role;
import dev.sallyport.gateway.api.Action;
import dev.sallyport.gateway.api.Answer;
import dev.sallyport.gateway.api.Call;
import dev.sallyport.gateway.audit.AuditField;
import dev.sallyport.gateway.auth.IssuedCredentials;
import dev.sallyport.gateway.auth.MfaCodes;
import dev.sallyport.gateway.auth.SessionIssuer;
import dev.sallyport.gateway.notice.BreakGlassNotices;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Tags;
import dev.sallyport.policy.Policy;
import dev.sallyport.protocol.Constraints;
import dev.sallyport.protocol.MemberPattern;
import dev.sallyport.protocol.QueryParameters;
import dev.sallyport.role.RoleAssumption;
import dev.sallyport.role.RoleRequest;
import dev.sallyport.session.SessionClaims;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** {@code AssumeRole}: a user or session becomes a role, by its own and the role's leave. */
public final class AssumeRole implements Action {
    /** What it reads. */
    public static final Set<String> PARAMETERS = Set.of(
            "RoleArn",
            "RoleSessionName",
            "DurationSeconds",
            "Policy",
            "Tags",
            "TransitiveTagKeys",
            "ExternalId",
            "SerialNumber",
            "TokenCode",
            "SourceIdentity");

    /** What it refuses by name. */
    public static final Set<String> NOT_BUILT_YET = Set.of("PolicyArns", "ProvidedContexts", "MinimumSessionTokenSize");

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
    public Set<String> parameters() {
        return PARAMETERS;
    }

    @Override
    public Set<String> notBuiltYet() {
        return NOT_BUILT_YET;
    }

    @Override
    public Answer perform(Call call) {
        QueryParameters parameters = call.parameters();
        Asked asked = Asked.of(parameters);
        Arn roleArn = asked.roleArn();
        call.trail().asks("sts:AssumeRole", roleArn.toString());
        call.record().set(AuditField.ROLE, roleArn.toString()).set(AuditField.ROLE_SESSION_NAME, asked.sessionName);
        call.record()
                .set(
                        AuditField.SESSION_TAGS,
                        asked.tags.all().stream()
                                .map(tag -> tag.key() + "=" + tag.value())
                                .toList());

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
                .orElseThrow(() ->
                        RoleAssumption.refused(caller.principal(), "sts:AssumeRole", roleArn, "there is no such role"));
        SessionClaims claims =
                RoleAssumption.assume(caller, asked.of(role, mfaDevice.isPresent()), call.facts(), sessions.fresh());
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
            CredentialsXml.assumedRole(result, issued);
            CredentialsXml.credentials(result, issued);
        });
    }

    /** What a call asks for, checked by itself; the role may not exist and the caller may not be allowed to become it. */
    public record Asked(
            Arn roleArn,
            String sessionName,
            Optional<Duration> duration,
            Optional<Policy> sessionPolicy,
            Tags tags,
            Set<String> transitiveTagKeys,
            Optional<String> externalId,
            Optional<String> sourceIdentity) {
        public Asked {
            transitiveTagKeys = Set.copyOf(transitiveTagKeys);
        }

        /** @throws dev.sallyport.error.ApiException for the first parameter that is not what it has to be */
        public static Asked of(QueryParameters parameters) {
            RoleParameters.refuseDoubledTags(parameters);
            constrain(parameters);
            return new Asked(
                    parameters.required("RoleArn", Arn::parse),
                    parameters.required("RoleSessionName", name -> name),
                    RoleParameters.duration(parameters),
                    RoleParameters.sessionPolicy(parameters),
                    RoleParameters.tags(parameters),
                    Set.copyOf(parameters.texts("TransitiveTagKeys")),
                    parameters.text("ExternalId"),
                    parameters.text("SourceIdentity"));
        }

        /** @param freshMfa whether a code of the caller's own device was checked and spent in this call */
        public RoleRequest of(Role role, boolean freshMfa) {
            return new RoleRequest(
                    role,
                    sessionName,
                    duration,
                    sessionPolicy,
                    tags,
                    transitiveTagKeys,
                    externalId,
                    sourceIdentity,
                    freshMfa);
        }
    }

    private static void constrain(QueryParameters parameters) {
        Constraints constraints = new Constraints(parameters);
        RoleParameters.constrain(constraints);
        RoleParameters.constrainTags(constraints);
        constraints.optional("ExternalId").length(2, 1224).pattern(MemberPattern.EXTERNAL_ID);
        MfaParameters.constrain(constraints);
        constraints.optional("SourceIdentity").length(2, 64).pattern(MemberPattern.NAME);
        constraints.enforce();
    }
}

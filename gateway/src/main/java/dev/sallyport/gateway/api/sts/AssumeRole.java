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
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Tags;
import dev.sallyport.policy.Policy;
import dev.sallyport.protocol.Constraints;
import dev.sallyport.protocol.MemberPattern;
import dev.sallyport.protocol.QueryParameters;
import dev.sallyport.role.RoleAssumption;
import dev.sallyport.role.RoleRequest;
import dev.sallyport.session.SessionClaims;
import java.util.Optional;
import java.util.Set;

/** {@code AssumeRole}: a user or session becomes a role, by its own and the role's leave. */
public final class AssumeRole implements Action {
    private final MfaCodes mfaCodes;
    private final SessionIssuer sessions;

    public AssumeRole(MfaCodes mfaCodes, SessionIssuer sessions) {
        this.mfaCodes = mfaCodes;
        this.sessions = sessions;
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
        return Set.of(
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
    }

    @Override
    public Set<String> notBuiltYet() {
        return Set.of("PolicyArns", "ProvidedContexts", "MinimumSessionTokenSize");
    }

    @Override
    public Answer perform(Call call) {
        QueryParameters parameters = call.parameters();
        constrain(parameters);
        Arn roleArn = parameters.required("RoleArn", Arn::parse);
        String sessionName = parameters.required("RoleSessionName", name -> name);
        Optional<Policy> sessionPolicy = RoleParameters.sessionPolicy(parameters);
        Tags tags = RoleParameters.tags(parameters);
        call.trail().asks("sts:AssumeRole", roleArn.toString());
        call.record().set(AuditField.ROLE, roleArn.toString()).set(AuditField.ROLE_SESSION_NAME, sessionName);
        call.record()
                .set(
                        AuditField.SESSION_TAGS,
                        tags.all().stream()
                                .map(tag -> tag.key() + "=" + tag.value())
                                .toList());

        Caller caller = call.signedBy();
        Optional<Arn> mfaDevice = mfaCodes.check(
                caller,
                parameters.text("SerialNumber"),
                parameters.text("TokenCode"),
                call.snapshot().directory(),
                call.facts().now());
        call.record().set(AuditField.MFA_DEVICE, mfaDevice.map(Arn::toString));

        Role role = call.snapshot()
                .directory()
                .role(roleArn)
                .orElseThrow(() ->
                        RoleAssumption.refused(caller.principal(), "sts:AssumeRole", roleArn, "there is no such role"));
        SessionClaims claims = RoleAssumption.assume(
                caller,
                new RoleRequest(
                        role,
                        sessionName,
                        RoleParameters.duration(parameters),
                        sessionPolicy,
                        tags,
                        Set.copyOf(parameters.texts("TransitiveTagKeys")),
                        parameters.text("ExternalId"),
                        parameters.text("SourceIdentity"),
                        mfaDevice.isPresent()),
                call.facts(),
                sessions.fresh());
        IssuedCredentials issued = sessions.issue(role.account(), claims);
        return Answer.issuing(issued, result -> {
            CredentialsXml.assumedRole(result, issued);
            CredentialsXml.credentials(result, issued);
        });
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

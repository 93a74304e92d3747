package dev.sallyport.gateway.cli;

import dev.sallyport.context.RequestFacts;
import dev.sallyport.directory.Caller;
import dev.sallyport.directory.Role;
import dev.sallyport.gateway.api.sts.AssumeRole;
import dev.sallyport.gateway.api.sts.AssumeRoleWithWebIdentity;
import dev.sallyport.gateway.api.sts.DecodeAuthorizationMessage;
import dev.sallyport.gateway.api.sts.GetFederationToken;
import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Principal;
import dev.sallyport.identity.SecretAccessKey;
import dev.sallyport.identity.Tags;
import dev.sallyport.identity.UniqueId;
import dev.sallyport.oidc.IdTokenFaults;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.PolicyType;
import dev.sallyport.policy.cases.ApiOperation;
import dev.sallyport.policy.simulate.AllowEverything;
import dev.sallyport.protocol.QueryParameters;
import dev.sallyport.protocol.StsParameters;
import dev.sallyport.role.NewSession;
import dev.sallyport.role.RoleAssumption;
import dev.sallyport.role.UserFederation;
import dev.sallyport.session.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Operations of STS as conformance cases ask them: read and decided as in the gateway, by a user who may do everything and
 * has no MFA device, of the one role that there is, in an account without identity providers. What is issued goes nowhere.
 */
final class StsCases {
    private static final AccountId ACCOUNT = new AccountId(ApiOperation.ROLE.account());
    private static final Principal.User USER =
            new Principal.User(ACCOUNT, "/", "somebody", new UniqueId("AIDAAAAAAAAAAAAAAAAAA"));
    private static final Role THE_ROLE = new Role(
            ACCOUNT,
            "/",
            "the-role",
            new UniqueId("AROAAAAAAAAAAAAAAAAAA"),
            Policy.parse(
                    PolicyType.TRUST,
                    "trust",
                    "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\""
                            + ACCOUNT.digits() + "\"},\"Action\":[\"sts:AssumeRole\",\"sts:TagSession\"]}}"),
            List.of(),
            Optional.empty(),
            Tags.NONE,
            Duration.ofHours(1),
            Optional.empty());

    private final RequestFacts facts;
    private final NewSession fresh;

    StsCases(Instant now) {
        this.facts = new RequestFacts(now, Optional.empty(), true, Optional.empty(), Optional.empty(), "us-east-1");
        this.fresh = new NewSession(new SessionId(0, 0), SecretAccessKey.mint(new byte[SecretAccessKey.RANDOM_BYTES]));
    }

    Map<String, ApiOperation> operations() {
        return Map.of(
                "sts:AssumeRole",
                this::assumeRole,
                "sts:AssumeRoleWithWebIdentity",
                StsCases::assumeRoleWithWebIdentity,
                "sts:DecodeAuthorizationMessage",
                StsCases::decodeAuthorizationMessage,
                "sts:GetAccessKeyInfo",
                StsParameters.of("GetAccessKeyInfo")::check,
                "sts:GetCallerIdentity",
                StsParameters.of("GetCallerIdentity")::check,
                "sts:GetFederationToken",
                this::getFederationToken,
                "sts:GetSessionToken",
                StsCases::getSessionToken,
                "sts:GetWebIdentityToken",
                StsParameters.of("GetWebIdentityToken")::check);
    }

    private void assumeRole(QueryParameters parameters) {
        StsParameters.of("AssumeRole").check(parameters);
        AssumeRole.Asked asked = AssumeRole.Asked.of(parameters);
        refuseMfa(parameters);
        if (!asked.roleArn().equals(ApiOperation.ROLE)) {
            throw RoleAssumption.absent(USER, "sts:AssumeRole", asked.roleArn());
        }
        RoleAssumption.assume(caller(), asked.of(THE_ROLE, false, Optional.empty()), facts, fresh);
    }

    private static void assumeRoleWithWebIdentity(QueryParameters parameters) {
        StsParameters.of("AssumeRoleWithWebIdentity").check(parameters);
        throw IdTokenFaults.noProvider(
                AssumeRoleWithWebIdentity.Asked.of(parameters).unverified().issuer(), Optional.empty());
    }

    private static void decodeAuthorizationMessage(QueryParameters parameters) {
        StsParameters.of("DecodeAuthorizationMessage").check(parameters);
        throw DecodeAuthorizationMessage.notOurs();
    }

    private void getFederationToken(QueryParameters parameters) {
        StsParameters.of("GetFederationToken").check(parameters);
        UserFederation.federate(caller(), USER, GetFederationToken.asked(parameters), facts, fresh);
    }

    private static Caller caller() {
        return new Caller(
                USER, Tags.NONE, AllowEverything.POLICIES.identity(), Optional.empty(), List.of(), Optional.empty());
    }

    private static void getSessionToken(QueryParameters parameters) {
        StsParameters.of("GetSessionToken").check(parameters);
        refuseMfa(parameters);
    }

    private static void refuseMfa(QueryParameters parameters) {
        if (parameters.has("SerialNumber") || parameters.has("TokenCode")) {
            throw new IllegalArgumentException("nobody in these cases has an MFA device");
        }
    }
}

package dev.sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Principal;
import dev.sallyport.identity.UniqueId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Who grants, and what may still stop it: for each principal and each way in which the resource's policy names it, what the
 * decision says when identity policies, boundary or session policy allow everything or nothing.
 */
class GrantTest {
    private static final AccountId HERE = new AccountId("111122223333");
    private static final AccountId THERE = new AccountId("444455556666");
    private static final String ORDER = "arn:aws:orders:::order/42";
    private static final Principal.User ANN =
            new Principal.User(HERE, "/", "ann", new UniqueId("AIDAANNANNANNANNANNAN"));
    private static final Map<String, Principal> PRINCIPALS = Map.of(
            "ann", ANN,
            "build", new Principal.RoleSession(HERE, "/", "ci", new UniqueId("AROACICICICICICICICIC"), "build"),
            "jo", new Principal.FederatedUser(HERE, "jo", ANN),
            "token", new Principal.WebIdentity(HERE, Arn.iam(HERE, "oidc-provider/issuer.example.com")),
            "root", new Principal.AccountRoot(HERE),
            "ec2", new Principal.Service("ec2.amazonaws.com"),
            "nobody", new Principal.Anonymous());
    private static final Map<String, String> NAMES = Map.of(
            "all", "'*'",
            "account", "{'AWS':'111122223333'}",
            "ann", "{'AWS':'arn:aws:iam::111122223333:user/ann'}",
            "role", "{'AWS':'arn:aws:iam::111122223333:role/ci'}",
            "build", "{'AWS':'arn:aws:sts::111122223333:assumed-role/ci/build'}",
            "jo", "{'AWS':'arn:aws:sts::111122223333:federated-user/jo'}",
            "token", "{'Federated':'arn:aws:iam::111122223333:oidc-provider/issuer.example.com'}",
            "ec2", "{'Service':'ec2.amazonaws.com'}",
            "stranger", "{'AWS':'444455556666'}");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // who | named as | allowed by (i)dentity, (b)oundary, (s)ession; capital: denies by silence | stopped
                // by
                "ann|-|i|",
                "ann|-||IDENTITY",
                "ann|-|iB|BOUNDARY",
                "ann|-|ib|",
                "build|-|iS|SESSION",
                "build|-|is|",
                "build|-|ibS|SESSION",
                "build|-|iBs|BOUNDARY",
                "ann|ann|BS|",
                "ann|all|BS|",
                "ann|account||IDENTITY",
                "ann|account|i|",
                "ann|account|iB|BOUNDARY",
                "ann|stranger|i|",
                "ann|stranger||IDENTITY",
                "build|role||",
                "build|role|B|BOUNDARY",
                "build|role|bS|SESSION",
                "build|role|bs|",
                "build|build|BS|",
                "jo|jo|BS|",
                "jo|ann|S|SESSION",
                "jo|ann|s|",
                "root|-||",
                "root|stranger|B|",
                "ec2|ec2||",
                "ec2|-|i|RESOURCE",
                "ec2|account|i|RESOURCE",
                "nobody|all||",
                "nobody|-|i|RESOURCE",
                "token|token||",
                "token|all|i|RESOURCE",
            })
    void onTheAccountsOwnResources(String who, String named, String allowedBy, PolicyType stop) {
        assertStop(policies(PolicyType.RESOURCE, named, allowedBy), request(who, "orders:Get", ORDER, HERE), stop);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ann|-|i|RESOURCE",
                "ann|ann||IDENTITY",
                "ann|ann|i|",
                "ann|ann|iB|BOUNDARY",
                "ann|all|iS|SESSION",
                "ann|account|i|",
                "build|build|i|",
                "build|build|iS|SESSION",
                "root|-||RESOURCE",
                "root|account||",
                "root|account|B|",
                "ec2|ec2||",
            })
    void onAnotherAccountsResourcesBothSidesDecide(String who, String named, String allowedBy, PolicyType stop) {
        assertStop(policies(PolicyType.RESOURCE, named, allowedBy), request(who, "orders:Get", ORDER, THERE), stop);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ann|-|i|RESOURCE",
                "ann|ann||",
                "ann|ann|B|BOUNDARY",
                "ann|ann|b|",
                "ann|ann|S|SESSION",
                "ann|ann|s|",
                "ann|all||",
                "ann|all|BS|",
                "ann|account||IDENTITY",
                "ann|account|i|",
                "ann|account|iB|BOUNDARY",
                "ann|account|iS|SESSION",
                "ann|stranger|i|TRUST",
                "build|role||",
                "build|role|S|SESSION",
                "build|role|B|BOUNDARY",
                "build|build|S|",
                "build|build|B|BOUNDARY",
                "build|all|S|SESSION",
                "build|all|B|BOUNDARY",
                "jo|jo|S|SESSION",
                "jo|jo||",
                "token|token|BS|",
                "token|all||TRUST",
                "ec2|ec2|BS|",
                "ec2|all||",
                "nobody|all||",
                "ec2|account||TRUST",
            })
    void theRolesTrustPolicyMustAllow(String who, String named, String allowedBy, PolicyType stop) {
        assertStop(
                policies(PolicyType.TRUST, named, allowedBy),
                request(who, "sts:AssumeRole", "arn:aws:iam::111122223333:role/deploy", HERE),
                stop);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ann|ann||IDENTITY",
                "ann|ann|i|",
                "ann|all||IDENTITY",
                "ann|all|iB|BOUNDARY",
                "ann|all|iS|SESSION",
                "ann|account|i|",
                "build|build|iS|SESSION",
                "build|build|S|IDENTITY",
            })
    void ofAnotherAccountsRoleTheCallersSideDecidesToo(String who, String named, String allowedBy, PolicyType stop) {
        assertStop(
                policies(PolicyType.TRUST, named, allowedBy),
                request(who, "sts:AssumeRole", "arn:aws:iam::444455556666:role/deploy", THERE),
                stop);
    }

    @ParameterizedTest
    @CsvSource({
        "kms:Decrypt,arn:aws:kms:eu-west-1:111122223333:key/1,RESOURCE",
        "KMS:Decrypt,arn:aws:kms:eu-west-1:111122223333:key/1,RESOURCE",
        "kms:ListAliases,arn:aws:kms:eu-west-1:111122223333:alias/1,",
        "kms:ListKeys,*,",
        "kms:Decrypt,x:key/1,",
        "s3:Get,arn:aws:kms:eu-west-1:111122223333:key/1,",
        "sts:AssumeRole,arn:aws:iam::111122223333:role/x,RESOURCE",
        "sts:AssumeRoleWithSAML,arn:aws:iam::111122223333:role/x,RESOURCE",
        "sts:AssumeRole,*,",
        "sts:TagSession,arn:aws:iam::111122223333:role/x,",
        "iam:GetRole,arn:aws:iam::111122223333:role/x,",
    })
    void keysAndRolesAreClosedUntilTheirPolicyOpensThem(String action, String resource, PolicyType stop) {
        assertStop(policies(PolicyType.RESOURCE, "-", "i"), request("ann", action, resource, HERE), stop);
        assertStop(policies(PolicyType.RESOURCE, "account", "i"), request("ann", action, resource, HERE), null);
    }

    @ParameterizedTest
    @CsvSource({"ann,SERVICE_CONTROL", "build,SERVICE_CONTROL", "root,SERVICE_CONTROL", "ec2,", "nobody,", "token,"})
    void serviceControlPoliciesAreForPrincipalsOfTheAccount(String who, PolicyType stop) {
        PolicySet policies = policies(PolicyType.RESOURCE, who.equals("token") ? "token" : "all", "i")
                .withServiceControl(List.of(List.of(silent(PolicyType.SERVICE_CONTROL))));

        assertStop(policies, request(who, "orders:Get", ORDER, HERE), stop);
    }

    @Test
    void everyLevelOfResourceControlPoliciesAndTheEndpointMustAllow() {
        PolicySet policies = policies(PolicyType.RESOURCE, "all", "i");
        AuthorizationRequest request = request("ann", "orders:Get", ORDER, HERE);
        Policy allowed = everything(PolicyType.RESOURCE_CONTROL);
        Policy silent = silent(PolicyType.RESOURCE_CONTROL);

        assertStop(policies.withResourceControl(List.of(List.of(allowed), List.of(silent, allowed))), request, null);
        assertStop(
                policies.withResourceControl(List.of(List.of(allowed), List.of(silent))),
                request,
                PolicyType.RESOURCE_CONTROL);
        assertStop(policies.withEndpoint(List.of(everything(PolicyType.ENDPOINT))), request, null);
        assertStop(policies.withEndpoint(List.of(silent(PolicyType.ENDPOINT))), request, PolicyType.ENDPOINT);
    }

    @Test
    void policiesThatOnlyTakeAwayLetTheBearerOfATokenPass() {
        PolicySet policies = policies(PolicyType.TRUST, "token", null)
                .withResourceControl(List.of(List.of(everything(PolicyType.RESOURCE_CONTROL))))
                .withEndpoint(List.of(everything(PolicyType.ENDPOINT)));

        assertStop(policies, request("token", "sts:AssumeRole", "arn:aws:iam::111122223333:role/deploy", HERE), null);
        assertStop(
                policies.withEndpoint(List.of(Documents.policy(
                        PolicyType.ENDPOINT,
                        "'Effect':'Allow','Action':'*','Resource':'*','Principal':{'AWS':'111122223333'}"))),
                request("token", "sts:AssumeRole", "arn:aws:iam::111122223333:role/deploy", HERE),
                PolicyType.ENDPOINT);
    }

    @Test
    void whoTheyAreEverySignerMayAskAndNoDenyCounts() {
        PolicySet denied = PolicySet.ofIdentity(
                List.of(Documents.policy(PolicyType.IDENTITY, "'Effect':'Deny','Action':'*','Resource':'*'")));

        assertStop(denied, request("ann", "sts:GetCallerIdentity", "*", HERE), null);
        assertThat(PolicyEvaluator.evaluate(denied, request("ann", "sts:getSessionToken", "*", HERE))
                        .isAllowed())
                .isFalse();
        assertStop(PolicySet.NONE, request("nobody", "sts:GetCallerIdentity", "*", HERE), PolicyType.RESOURCE);
    }

    private static void assertStop(PolicySet policies, AuthorizationRequest request, PolicyType stop) {
        for (Decision decision :
                List.of(PolicyEvaluator.evaluate(policies, request), PolicyEvaluator.explain(policies, request))) {
            PolicyType stoppedBy = decision instanceof Decision.Denied denied ? denied.stoppedBy() : null;
            assertThat(stoppedBy).isEqualTo(stop);
            assertThat(decision instanceof Decision.Denied denied && denied.explicit())
                    .isFalse();
        }
    }

    private static PolicySet policies(PolicyType type, String named, String allowedBy) {
        PolicySet policies = PolicySet.NONE;
        if (!named.equals("-")) {
            String action = type == PolicyType.TRUST ? "'Action':'sts:AssumeRole'" : "'Action':'*','Resource':'*'";
            policies = policies.withResource(Optional.of(
                    Documents.policy(type, "'Effect':'Allow'," + action + ",'Principal':" + NAMES.get(named))));
        }
        for (char c : (allowedBy == null ? "" : allowedBy).toCharArray()) {
            policies = switch (c) {
                case 'i' -> policies.withIdentity(List.of(everything(PolicyType.IDENTITY)));
                case 'b' -> policies.withBoundary(Optional.of(everything(PolicyType.BOUNDARY)));
                case 'B' -> policies.withBoundary(Optional.of(silent(PolicyType.BOUNDARY)));
                case 's' -> policies.withSession(List.of(everything(PolicyType.SESSION)));
                default -> policies.withSession(List.of(silent(PolicyType.SESSION)));
            };
        }
        return policies;
    }

    private static Policy everything(PolicyType type) {
        return Documents.policy(
                type, "'Effect':'Allow','Action':'*','Resource':'*'" + (type.hasPrincipal() ? ",'Principal':'*'" : ""));
    }

    /** A policy that is not about what is asked. */
    private static Policy silent(PolicyType type) {
        String elements = type == PolicyType.RESOURCE_CONTROL ? "'Effect':'Deny'" : "'Effect':'Allow'";
        return Documents.policy(
                type,
                elements + ",'Action':'other:Thing','Resource':'*'" + (type.hasPrincipal() ? ",'Principal':'*'" : ""));
    }

    private static AuthorizationRequest request(String who, String action, String resource, AccountId owner) {
        return new AuthorizationRequest(
                PRINCIPALS.get(who), action, resource, Optional.of(owner), ConditionContext.EMPTY);
    }
}

package dev.sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Principal;
import dev.sallyport.identity.UniqueId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What whoever was denied is told, and what the record says. */
class DenialMessageTest {
    private static final AccountId HERE = new AccountId("111122223333");
    private static final Principal ANN = new Principal.User(HERE, "/", "ann", new UniqueId("AIDAANNANNANNANNANNAN"));

    @Test
    void anActionAboutNoResourceNamesNone() {
        assertThat(message(PolicySet.NONE, ANN, "*"))
                .isEqualTo("User: arn:aws:iam::111122223333:user/ann is not authorized to perform: a:B because no"
                        + " identity-based policy allows the a:B action");
    }

    @Test
    void theShortFormDoesNotSayWhy() {
        assertThat(DenialMessage.withoutReason(request(ANN, "arn:aws:s3:::b")))
                .isEqualTo("User: arn:aws:iam::111122223333:user/ann is not authorized to perform: a:B on resource:"
                        + " arn:aws:s3:::b");
    }

    @Test
    void whoHasNoArnIsCalledByTheNearestName() {
        assertThat(DenialMessage.name(new Principal.Service("ec2.amazonaws.com")))
                .isEqualTo("ec2.amazonaws.com");
        assertThat(DenialMessage.name(
                        new Principal.WebIdentity(HERE, Arn.iam(HERE, "oidc-provider/issuer.example.com"))))
                .isEqualTo("arn:aws:iam::111122223333:oidc-provider/issuer.example.com");
        assertThat(DenialMessage.name(new Principal.Anonymous())).isEqualTo("anonymous");
    }

    @Test
    void theRecordNamesEveryDeny() {
        Policy deny = Documents.policy(
                PolicyType.IDENTITY,
                "'Sid':'No','Effect':'Deny','Action':'*','Resource':'*'},{'Effect':'Deny','Action':'a:*','Resource':'*'");

        assertThat(DenialReason.of(PolicySet.ofIdentity(List.of(deny)), request(ANN, "*")))
                .isEqualTo("denied by IDENTITY:No@1; denied by IDENTITY@1");
    }

    @Test
    void theRecordNamesWhatWasMissingAndWhatNearlyMatched() {
        Policy nearly = Documents.policy(
                PolicyType.IDENTITY,
                "'Effect':'Allow','Action':'*','Resource':'*','Condition':{'Bool':{'aws:MultiFactorAuthPresent':true}}},"
                        + "{'Effect':'Allow','Action':'a:B','Resource':'arn:aws:s3:::c'");

        assertThat(DenialReason.of(PolicySet.ofIdentity(List.of(nearly)), request(ANN, "arn:aws:s3:::b")))
                .isEqualTo("no identity-based policy allows it; IDENTITY@1 (ALLOW) fails on Condition Bool"
                        + " aws:MultiFactorAuthPresent: expected [true], actual []; IDENTITY@1 (ALLOW) fails on Resource:"
                        + " expected [arn:aws:s3:::c], actual [arn:aws:s3:::b]; the request has no"
                        + " aws:multifactorauthpresent");
        assertThat(DenialReason.of(PolicySet.NONE, request(ANN, "*"))).isEqualTo("no identity-based policy allows it");
    }

    @Test
    void theRecordShowsEightNearMisses() {
        String statement = "'Effect':'Allow','Action':'a:B','Resource':'arn:aws:s3:::c'";
        Policy nearly = Documents.policy(PolicyType.IDENTITY, statement + ("},{" + statement).repeat(9));

        assertThat(DenialReason.of(PolicySet.ofIdentity(List.of(nearly)), request(ANN, "arn:aws:s3:::b"))
                        .split("; ", -1))
                .hasSize(9);
    }

    @Test
    void whatIsAllowedHasNoReasonOfDenial() {
        PolicySet all = PolicySet.ofIdentity(
                List.of(Documents.policy(PolicyType.IDENTITY, "'Effect':'Allow','Action':'*','Resource':'*'")));

        assertThatThrownBy(() -> DenialReason.of(all, request(ANN, "*"))).isInstanceOf(IllegalStateException.class);
    }

    private static String message(PolicySet policies, Principal principal, String resource) {
        AuthorizationRequest request = request(principal, resource);
        return DenialMessage.of((Decision.Denied) PolicyEvaluator.evaluate(policies, request), request);
    }

    private static AuthorizationRequest request(Principal principal, String resource) {
        return new AuthorizationRequest(principal, "a:B", resource, Optional.of(HERE), ConditionContext.EMPTY);
    }
}

package dev.sallyport.config.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.policy.Policy;
import dev.sallyport.policy.PolicyType;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectCheckTest {
    private static final String GITHUB = "token.actions.githubusercontent.com";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "repo:octo-org/octo-repo:ref:refs/heads/main",
                "repo:octo-org/*",
                "repo:octo-org/octo-repo:*",
                "repo:octo-org/?",
                "repo:octo-org@123456/octo-repo@789:ref:refs/heads/main",
                "repo:octo-org@123456/*",
                "REPO:octo-org/*",
                "repository_owner:octo-org",
                "repository_owner:octo-org:*",
                "repository_owner_id:9919:environment:*",
                "repository_id:1296269"
            })
    void aSubjectThatNamesItsOwnerIsPinned(String subject) {
        assertThat(problem(GITHUB, "StringLike", "sub", subject)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "**",
                "?*",
                "",
                " ",
                "repo:*",
                "repo:octo-org*",
                "repo:octo-or?/octo-repo",
                "repo:*/octo-repo:ref:refs/heads/main",
                "repo:/octo-repo",
                "repo:/*",
                "*:octo-org/octo-repo",
                "rep*:octo-org/octo-repo",
                "repo:octo-org@*/octo-repo",
                "repo:octo-org*/x",
                "repo:",
                "repository_owner:octo-*",
                "environment:production",
                "ref:refs/heads/main:repo:octo-org/octo-repo",
                "environment:x:repository_owner:octo-org",
                "job_workflow_ref:octo-org/octo-repo/.github/workflows/deploy.yml@refs/heads/main",
                "${aws:username}",
                "repo:${aws:PrincipalTag/org}/x",
                "octo-org/octo-repo"
            })
    void aSubjectThatStrangersCanHaveIsNotPinned(String subject) {
        assertThat(problem(GITHUB, "StringLike", "sub", subject)).isPresent();
        assertThat(problem(GITHUB, "StringEquals", "sub", subject)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"StringEquals", "StringLike", "StringEqualsIgnoreCase", "ForAnyValue:StringLike", "stringlike"})
    void theseOperatorsPin(String operator) {
        assertThat(problem(GITHUB, operator, "sub", "repo:octo-org/octo-repo:ref:refs/heads/main"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "StringNotEquals",
                "StringNotLike",
                "StringNotEqualsIgnoreCase",
                "StringEqualsIfExists",
                "StringLikeIfExists",
                "ForAllValues:StringEquals",
                "ForAllValues:StringLike",
                "ForAnyValue:StringLikeIfExists",
                "ArnLike"
            })
    void otherOperatorsDoNotPin(String operator) {
        String value = operator.equals("ArnLike") ? "arn:aws:iam::111122223333:role/x" : "repo:octo-org/octo-repo:x";

        assertThat(problem(GITHUB, operator, "sub", value))
                .hasValueSatisfying(message -> assertThat(message).containsIgnoringCase("`" + operator + "` on `"));
    }

    @Test
    void nullDoesNotPin() {
        assertThat(problem(GITHUB, "Null", "sub", "false")).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"repository_id,1296269", "repository_owner_id,9919", "enterprise_id,1", "REPOSITORY_ID,1296269"})
    void anIdThatIsNeverGivenToAnotherPinsToo(String claim, String value) {
        assertThat(problem(GITHUB, "StringEquals", claim, value)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "repository_id,12*",
        "repository_owner_id,*",
        "repository_owner,octo-org",
        "repository,octo-org/octo-repo",
        "actor,octocat",
        "aud,sts.example.com",
        "job_workflow_ref,octo-org/octo-repo/.github/workflows/deploy.yml@refs/heads/main"
    })
    void otherClaimsAndOpenIdsDoNotPin(String claim, String value) {
        assertThat(problem(GITHUB, "StringLike", claim, value)).isPresent();
    }

    @Test
    void theLoosestOfSeveralValuesDecides() {
        assertThat(statementProblem(
                        GITHUB, "\"StringLike\": {\"" + GITHUB + ":sub\": [\"repo:octo-org/*\", \"repo:other*\"]}"))
                .hasValueSatisfying(message -> assertThat(message).contains("`repo:other*`"));
    }

    @Test
    void oneConditionThatPinsIsEnoughSinceAllMustHold() {
        assertThat(statementProblem(
                        GITHUB,
                        "\"StringLike\": {\"" + GITHUB + ":sub\": \"*\"}, \"StringEquals\": {\"" + GITHUB
                                + ":repository_id\": \"7\"}"))
                .isEmpty();
    }

    @Test
    void theClaimOfAnotherIssuerDoesNotPin() {
        assertThat(statementProblem(GITHUB, "\"StringEquals\": {\"gitlab.com:sub\": \"repo:octo-org/x\"}"))
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "gitlab.com,project_path:group/*,project_path:group*",
        "gitlab.com,project_path:group/project:ref_type:branch:ref:main,ref:main",
        "app.terraform.io,organization:acme:project:*,organization:acme*",
        "agent.buildkite.com,organization:acme:pipeline:*,organization:*:pipeline:deploy",
        "oidc.circleci.com/org/7,org/7/project/*,org/*/project/8",
        "oidc.vercel.com,owner:acme:*,owner:ac*",
        "accounts.google.com,113774264463038321964,1137742644630383219*",
        "api.pulumi.com/oidc,pulumi:deploy:org:acme:*,pulumi:deploy:org:*"
    })
    void eachKnownIssuerHasItsFormOfSubject(String issuer, String pinned, String open) {
        assertThat(problem(issuer, "StringLike", "sub", pinned)).isEmpty();
        assertThat(problem(issuer, "StringLike", "sub", open)).isPresent();
    }

    @Test
    void theAudienceOfAnIdentityPoolPins() {
        assertThat(problem("cognito-identity.amazonaws.com", "StringEquals", "aud", "eu-west-1:12345678-dead-beef"))
                .isEmpty();
        assertThat(problem("cognito-identity.amazonaws.com", "StringLike", "aud", "eu-west-1:*"))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gitlab.com",
                "GitLab.com",
                "token.actions.githubusercontent.com/octo-enterprise",
                "oidc.circleci.com/org/7",
                "login.microsoftonline.com/common/v2.0"
            })
    void knownIssuersAreKnownInAnyCaseAndBelow(String issuer) {
        assertThat(SharedIssuers.known(issuer)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gitlab.example.com",
                "gitlab.com.example.com",
                "notgitlab.com",
                "login.microsoftonline.com/8d2b1c7e-0000-4000-8000-000000000000/v2.0",
                "oidc.eks.us-west-2.amazonaws.com/id/ABC"
            })
    void anIssuerOfOneOrganisationIsNotShared(String issuer) {
        assertThat(SharedIssuers.known(issuer)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "repo:team/*,repo:team*",
        "system:serviceaccount:payments:*,system:serviceaccount:pay*",
        "any-subject-in-full,any-subject-*"
    })
    void anIssuerDeclaredSharedTakesKnownFormsAndFullSubjects(String pinned, String open) {
        assertThat(declaredProblem(pinned)).isEmpty();
        assertThat(declaredProblem(open)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"Effect\": \"Deny\", \"Principal\": {\"Federated\": \"ARN\"}, \"Action\": \"sts:AssumeRoleWithWebIdentity\"",
                "\"Effect\": \"Allow\", \"Principal\": {\"Federated\": \"ARN\"}, \"Action\": \"sts:TagSession\"",
                "\"Effect\": \"Allow\", \"Principal\": {\"AWS\": \"111122223333\"}, \"Action\": \"sts:*\"",
                "\"Effect\": \"Allow\", \"Principal\": {\"Federated\": \"ARNother\"}, \"Action\": \"sts:AssumeRoleWithWebIdentity\""
            })
    void statementsThatLetNoTokenInAreNotChecked(String statement) {
        assertThat(checked(GITHUB, statement)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"Effect\": \"Allow\", \"Principal\": {\"Federated\": \"ARN\"}, \"Action\": \"sts:*\"",
                "\"Effect\": \"Allow\", \"Principal\": {\"Federated\": \"ARN\"}, \"Action\": [\"sts:TagSession\", \"STS:assumerolewith*\"]",
                "\"Effect\": \"Allow\", \"Principal\": {\"AWS\": \"111122223333\", \"Federated\": [\"ARN\"]}, \"Action\": \"sts:AssumeRoleWithWebIdentity\""
            })
    void everyStatementThatCoversTheActionIsChecked(String statement) {
        assertThat(checked(GITHUB, statement)).isPresent();
    }

    private static Optional<String> problem(String issuer, String operator, String claim, String value) {
        return statementProblem(issuer, "\"" + operator + "\": {\"" + issuer + ":" + claim + "\": \"" + value + "\"}");
    }

    private static Optional<String> statementProblem(String issuer, String condition) {
        return checked(issuer, allowing(condition));
    }

    private static Optional<String> declaredProblem(String subject) {
        String statement = allowing("\"StringLike\": {\"ci.example.com:sub\": \"" + subject + "\"}");
        return checked("ci.example.com", SharedIssuers.DECLARED, statement);
    }

    private static String allowing(String condition) {
        return "\"Effect\": \"Allow\", \"Principal\": {\"Federated\": \"ARN\"},"
                + " \"Action\": \"sts:AssumeRoleWithWebIdentity\", \"Condition\": {" + condition + "}";
    }

    private static Optional<String> checked(String issuer, String statement) {
        return checked(issuer, SharedIssuers.known(issuer).orElseThrow(), statement);
    }

    private static Optional<String> checked(String issuer, SharedIssuer shared, String statement) {
        String arn = "arn:aws:iam::111122223333:oidc-provider/" + issuer;
        Policy policy = Policy.parse(
                PolicyType.TRUST,
                "trust",
                "{\"Version\": \"2012-10-17\", \"Statement\": [{" + statement.replace("ARN", arn) + "}]}");
        return new SubjectCheck(arn, issuer, shared, key -> Optional.empty())
                .problem(policy.statements().get(0));
    }
}

package dev.sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever trusts a provider that many share must say whose tokens. */
class SharedProviderRuleTest {
    private static final String GITHUB = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "GITHUB|'StringEquals':{'GH:sub':'repo:a/b:ref:refs/heads/main'}|true",
                "GITHUB|'StringLike':{'GH:sub':'repo:a/b:*'}|true",
                "GITHUB|'StringLike':{'gh:SUB':'repo:a/*'}|true",
                "GITHUB|'StringEqualsIgnoreCase':{'GH:job_workflow_ref':'a'}|true",
                "GITHUB|'ForAnyValue:StringEquals':{'GH:sub':'a'}|true",
                "GITHUB|'StringLike':{'GH:sub':'*'}|false",
                "GITHUB|'StringLike':{'GH:sub':'*:ref:refs/heads/main'}|false",
                "GITHUB|'StringLike':{'GH:sub':' '}|false",
                "GITHUB|'StringLike':{'GH:sub':['repo:a/b:*','*']}|false",
                "GITHUB|'StringEqualsIfExists':{'GH:sub':'a'}|false",
                "GITHUB|'StringNotEquals':{'GH:sub':'a'}|false",
                "GITHUB|'Null':{'GH:sub':'false'}|false",
                "GITHUB|'StringEquals':{'GH:aud':'a'}|false",
                "GITHUB|'StringEquals':{'sub':'a'}|false",
                "GITHUB|'StringEquals':{'other.example.com:sub':'a'}|false",
                "GITHUB/enterprise|'StringEquals':{'GH:aud':'a'}|false",
                "GITHUBx|'StringEquals':{'GH:aud':'a'}|true",
                "GOOGLE|'StringEquals':{'accounts.google.com:aud':'a'}|true",
                "GOOGLE|'StringLike':{'accounts.google.com:aud':'a'}|false",
                "GOOGLE|'StringLike':{'accounts.google.com:sub':'a'}|true",
                "GOOGLE|'StringLike':{'accounts.google.com:sub':'*7'}|true",
                "GOOGLE|'StringLike':{'accounts.google.com:sub':'*'}|false",
                "GOOGLE|'StringEquals':{'accounts.google.com:email':'a'}|false",
            })
    void onlyAConditionThatPinsTheTenantCounts(String provider, String condition, boolean accepted) {
        Policy policy = trust(
                "'Allow'",
                provider.replace("GITHUB", GITHUB).replace("GOOGLE", "accounts.google.com"),
                condition
                        .replace("GH:", "token.actions.githubusercontent.com:")
                        .replace("gh:", "Token.Actions.githubusercontent.com:"));
        MalformedPolicyException fault =
                catchThrowableOfType(MalformedPolicyException.class, () -> SharedProviderRule.check(policy));

        assertThat(fault == null).isEqualTo(accepted);
    }

    @Test
    void aDenyNeedsNothing() {
        assertThatCode(() -> SharedProviderRule.check(trust("'Deny'", GITHUB, "'Null':{'a:b':'false'}")))
                .doesNotThrowAnyException();
    }

    @Test
    void aServiceOfTheSameNameIsNoProvider() {
        Policy policy = Documents.policy(
                PolicyType.TRUST,
                "'Effect':'Allow','Action':'sts:AssumeRoleWithWebIdentity','Principal':{'Service':'gitlab.com'}");

        assertThatCode(() -> SharedProviderRule.check(policy)).doesNotThrowAnyException();
    }

    @Test
    void anAllowOfOtherActionsNeedsNothing() {
        Policy policy = Documents.policy(
                PolicyType.TRUST,
                "'Effect':'Allow','Action':'sts:TagSession','Principal':{'Federated':'" + GITHUB + "'}");

        assertThatCode(() -> SharedProviderRule.check(policy)).doesNotThrowAnyException();
    }

    private static Policy trust(String effect, String provider, String condition) {
        return Documents.policy(
                PolicyType.TRUST,
                "'Effect':" + effect + ",'Action':'sts:AssumeRoleWithWebIdentity','Principal':{'Federated':'" + provider
                        + "'},'Condition':{" + condition + "}");
    }
}

package dev.sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.sallyport.identity.Arn;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTest {
    @Test
    void aStatementKeepsWhatWasWrittenAndWhere() {
        Policy policy = Policy.parse(PolicyType.IDENTITY, "orders", """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {"Sid": "Read", "Effect": "Allow", "Action": ["orders:Get*"], "NotResource": "arn:aws:orders:::x"},
                    {"Effect": "Deny", "NotAction": "a:B", "Resource": "*",
                     "Condition": {"ForAnyValue:StringLikeIfExists": {"aws:TagKeys": ["a*", 1, true]}}}
                  ]
                }
                """);

        Statement first = policy.statements().get(0);
        Statement second = policy.statements().get(1);
        assertThat(first.sid()).contains("Read");
        assertThat(first.effect()).isEqualTo(Effect.ALLOW);
        assertThat(first.actions()).containsExactly("orders:Get*");
        assertThat(first.isNotAction()).isFalse();
        assertThat(first.isNotResource()).isTrue();
        assertThat(first.place().startLine()).isEqualTo(3);
        assertThat(first.place().startColumn()).isEqualTo(17);
        assertThat(first.place().endLine()).isEqualTo(4);
        assertThat(second.isNotAction()).isTrue();
        assertThat(second.place().startLine()).isEqualTo(4);
        Condition condition = second.conditions().get(0);
        assertThat(condition.operator()).hasToString("ForAnyValue:StringLikeIfExists");
        assertThat(condition.key()).isEqualTo("aws:tagkeys");
        assertThat(condition.writtenKey()).isEqualTo("aws:TagKeys");
        assertThat(condition.values()).containsExactly("a*", "1", "true");
        assertThat(condition.line()).isEqualTo(6);
    }

    @Test
    void everyKeyThatIsReadIsListedWithItsPlace() {
        Policy policy = identity("""
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*",
                 "Resource": "arn:aws:s3:::b/${aws:PrincipalTag/Team, 'none'}/${*}",
                 "Condition": {"StringEquals": {"aws:RequestedRegion": "${saml:sub}"}}}}""");

        assertThat(policy.keyUses())
                .extracting(KeyUse::key, KeyUse::line)
                .containsExactly(
                        tuple("aws:principaltag/team", 2), tuple("aws:requestedregion", 3), tuple("saml:sub", 3));
    }

    @Test
    void theOldVersionReadsNoVariables() {
        Policy policy = identity("""
                {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::b/${aws:username}"}}""");

        assertThat(policy.keyUses()).isEmpty();
    }

    @Test
    void principalsThatAreEntitiesAreListed() {
        Policy policy = Policy.parse(PolicyType.TRUST, "trust", """
                {"Statement": {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {
                  "AWS": ["111122223333", "arn:aws:iam::111122223333:root", "arn:aws:iam::111122223333:user/team/ann",
                    "arn:aws:iam::111122223333:role/ci", "arn:aws:sts::111122223333:assumed-role/ci/build",
                    "arn:aws:sts::111122223333:federated-user/jo", "AIDAEXAMPLEEXAMPLE1234"],
                  "Service": "ec2.amazonaws.com",
                  "Federated": "arn:aws:iam::111122223333:oidc-provider/issuer.example.com"}}}""");

        assertThat(policy.principalArns())
                .containsExactly(
                        Arn.parse("arn:aws:iam::111122223333:user/team/ann"),
                        Arn.parse("arn:aws:iam::111122223333:role/ci"),
                        Arn.parse("arn:aws:sts::111122223333:assumed-role/ci/build"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'Effect':'Allow','Action':'a:B','Resource':'*','Conditions':{}}|a statement has no element `Conditions`",
                "{'Effect':'Allow','action':'a:B','Resource':'*'}|a statement has no element `action`",
                "{'Action':'a:B','Resource':'*'}|a statement needs an `Effect`",
                "{'Effect':'Allow','Action':'a:B','Resource':'*','Condition':{'StringMatches':{'a:b':'c'}}}"
                        + "|there is no condition operator `StringMatches`",
                "{'Effect':'Allow','Action':'a:B','Resource':'*','Condition':{'NullIfExists':{'a:b':'true'}}}"
                        + "|there is no condition operator `NullIfExists`",
                "{'Effect':'Allow','Action':'a:B','Resource':'*','Condition':{'Bool':{'a:b':null}}}"
                        + "|the value of a condition is a string, a number or a boolean, not null",
                "{'Effect':'Allow','Action':'a:B','NotAction':'a:C','Resource':'*'}"
                        + "|a statement has `Action` or `NotAction`, not both",
            })
    void shapesThatAreNotUnderstoodAreRefusedByName(String statement, String detail) {
        MalformedPolicyException fault = refusal(PolicyType.IDENTITY, "{'Statement':" + statement + "}");

        assertThat(fault.detail()).isEqualTo(detail);
        assertThat(fault.awsMessage()).isEqualTo("Syntax errors in policy.");
        assertThat(fault.line()).isEqualTo(1);
        assertThat(fault.column()).isPositive();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NumericEquals|1,5",
                "DateLessThan|soon",
                "IpAddress|10.0.0.0/33",
                "ArnLike|role/x",
                "BinaryEquals|not base64",
                "Bool|yes",
                "Null|maybe",
                "StringEquals|${}",
                "StringEquals|${a:b, c}"
            })
    void literalsThatDoNotFitTheirOperatorAreRefused(String operator, String literal) {
        MalformedPolicyException fault = refusal(
                PolicyType.IDENTITY,
                "{'Version':'2012-10-17','Statement':{'Effect':'Allow','Action':'a:B','Resource':'*','Condition':{'"
                        + operator + "':{'a:b':'" + literal + "'}}}}");

        assertThat(fault.awsMessage()).isEqualTo("The policy failed legacy parsing");
    }

    @ParameterizedTest
    @EnumSource(names = {"IDENTITY", "BOUNDARY", "SESSION", "SERVICE_CONTROL"})
    void policiesOfSomebodyHaveNoPrincipal(PolicyType type) {
        MalformedPolicyException fault =
                refusal(type, "{'Statement':{'Effect':'Allow','Action':'a:B','Resource':'*','Principal':'*'}}");

        assertThat(fault.awsMessage()).isEqualTo("Has prohibited field Principal");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'AWS':'arn:aws:iam::111122223333:role/*'}",
                "{'AWS':'arn:aws:iam::111122223333:group/admins'}",
                "{'AWS':'arn:aws:iam::111122223333:user/'}",
                "{'AWS':'arn:aws:sts::111122223333:assumed-role/ci'}",
                "{'AWS':'11112222333'}",
                "{'AWS':'nobody'}",
                "{'AWS':''}",
                "{'Federated':'*'}",
                "{'Federated':'arn:aws:iam::111122223333:role/x'}",
                "{'Service':'*'}",
                "{'Service':'ec2'}"
            })
    void aPrincipalThatNamesNobodyIsRefused(String principal) {
        MalformedPolicyException fault = refusal(
                PolicyType.TRUST,
                "{'Statement':{'Effect':'Allow','Action':'sts:AssumeRole','Principal':" + principal + "}}");

        assertThat(fault.awsMessage()).startsWith("Invalid principal in policy: ");
        assertThat(fault.onlyPrincipal()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'Action':'s3:GetObject','Principal':'*'|AssumeRole policy may only specify STS AssumeRole actions.",
                "'Action':'*','Principal':'*'|AssumeRole policy may only specify STS AssumeRole actions.",
                "'NotAction':'sts:TagSession','Principal':'*'"
                        + "|AssumeRole policy may only specify STS AssumeRole actions.",
                "'Action':'sts:AssumeRole','Principal':'*','Resource':'*'|Has prohibited field Resource",
                "'Action':'sts:AssumeRole','NotPrincipal':{'AWS':'111122223333'}|Has prohibited field NotPrincipal",
                "'Action':'sts:AssumeRole'|Missing required field Principal",
            })
    void aTrustPolicyIsAboutWhoMayBecomeTheRole(String elements, String message) {
        assertThat(refusal(PolicyType.TRUST, "{'Statement':{'Effect':'Deny'," + elements + "}}")
                        .awsMessage())
                .isEqualTo(message);
    }

    @Test
    void anAllowForEverybodyButSomeIsRefused() {
        MalformedPolicyException fault = refusal(
                PolicyType.RESOURCE,
                "{'Statement':{'Effect':'Allow','Action':'a:B','Resource':'*','NotPrincipal':{'AWS':'111122223333'}}}");

        assertThat(fault.detail()).contains("NotPrincipal");
    }

    @Test
    void charactersPastLatin1AreRefusedUnlessEscaped() {
        assertThat(identity("{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"a:é\",\"Resource\":\"*\"}}"))
                .isNotNull();
        assertThat(refusal(PolicyType.IDENTITY, "{'Statement':{'Effect':'Allow','Action':'a:漢','Resource':'*'}}")
                        .detail())
                .contains("U+00FF");
    }

    @Test
    void theSizeIsLimitedOnBothSidesOfTheBoundary() {
        String document = "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}";
        String longest = document + " ".repeat(PolicyParser.MAX_LENGTH - document.length());

        assertThat(identity(longest).statements()).hasSize(1);
        assertThatThrownBy(() -> identity(longest + " ")).isInstanceOf(MalformedPolicyException.class);
    }

    @Test
    void aSharedProviderMustBePinned() {
        String unpinned = """
                {"Statement": {"Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity", "Principal":
                 {"Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"},
                 "Condition": {"StringEquals": {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com"}}}}""";
        String pinned = unpinned.replace(":aud", ":sub").replace("sts.amazonaws.com", "repo:acme/app:*");

        SharedProviderRule.check(Policy.parse(PolicyType.TRUST, "pinned", pinned));
        assertThatThrownBy(() -> SharedProviderRule.check(Policy.parse(PolicyType.TRUST, "unpinned", unpinned)))
                .isInstanceOf(MalformedPolicyException.class)
                .extracting(e -> ((MalformedPolicyException) e).awsMessage())
                .isEqualTo("Trust policy with trusted principal"
                        + " arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com must evaluate,"
                        + " using StringEquals, StringLike or StringEqualsIgnoreCase,"
                        + " token.actions.githubusercontent.com:sub which is not scoped to all.");
    }

    private static Policy identity(String json) {
        return Policy.parse(PolicyType.IDENTITY, "test", json);
    }

    private static MalformedPolicyException refusal(PolicyType type, String json) {
        MalformedPolicyException fault = catchThrowableOfType(
                MalformedPolicyException.class, () -> Policy.parse(type, "test", json.replace('\'', '"')));
        assertThat(fault).as("refused: " + List.of(json)).isNotNull();
        return fault;
    }
}

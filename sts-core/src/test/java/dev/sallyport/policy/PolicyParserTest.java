package dev.sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents that are refused, each with AWS's sentence and the place of its first fault. */
class PolicyParserTest {
    private static final String SYNTAX = "Syntax errors in policy.";
    private static final String LEGACY = "The policy failed legacy parsing";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|a policy is an object, not an array",
                "{'Statements':[]}|a policy has no element `Statements`",
                "{'Version':'2012-10-17'}|a policy needs a `Statement`",
                "{'Version':'2013-10-17','Statement':[]}|Version is `2012-10-17` or `2008-10-17`",
                "{'Version':2012,'Statement':[]}|`Version` is a string, not a number",
                "{'Id':1,'Statement':{}}|`Id` is a string, not a number",
                "{'Statement':[]}|`Statement` holds at least one statement",
                "{'Statement':['x']}|a statement is an object, not a string",
                "{'Statement':'x'}|`Statement` is a statement or an array of them, not a string",
                "{'Statement':{'Sid':1}}|`Sid` is a string, not a number",
                "{'Statement':{'Effect':true}}|`Effect` is a string, not true",
                "{'Statement':{'Effect':'Allow','Resource':{}}}"
                        + "|`Resource` is a string or an array of strings, not an object",
                "{'Statement':{'Effect':'Allow','NotAction':[1]}}"
                        + "|`NotAction` is a string or an array of strings, not a number",
                "{'Statement':{'Effect':'Allow','Principal':'x'}}"
                        + "|a principal is `\"*\"` or an object such as `{\"AWS\": …}`, not a string",
                "{'Statement':{'Effect':'Allow','Principal':{}}}|a principal names somebody",
                "{'Statement':{'Effect':'Allow','NotPrincipal':{'AWS':[]}}}|a principal names somebody",
                "{'Statement':{'Effect':'Allow','Principal':{'Aws':'*'}}}"
                        + "|a principal is `AWS`, `Federated`, `Service` or `CanonicalUser`, not `Aws`",
                "{'Statement':{'Effect':'Allow','Principal':'*','NotPrincipal':'*'}}"
                        + "|a statement has `Principal` or `NotPrincipal`, not both",
                "{'Statement':{'Effect':'Allow','Condition':[]}}|`Condition` is an object of operators, not an array",
                "{'Statement':{'Effect':'Allow','Condition':{'Bool':1}}}"
                        + "|an operator holds an object of condition keys, not a number",
                "{'Statement':{'Effect':'Allow','Condition':{'Bool':{'':true}}}}|a condition key has a name",
                "{'Statement':{'Effect':'Allow','Condition':{'Bool':{'a:b':[[]]}}}}"
                        + "|the value of a condition is a string, a number or a boolean, not an array",
            })
    void theShapeIsCheckedFirst(String document, String detail) {
        for (PolicyType type : new PolicyType[] {PolicyType.IDENTITY, PolicyType.TRUST}) {
            MalformedPolicyException fault = Documents.refusalOf(type, document);

            assertThat(fault.detail()).isEqualTo(detail);
            assertThat(fault.awsMessage()).isEqualTo(SYNTAX);
            assertThat(fault.onlyPrincipal()).isFalse();
        }
    }

    @Test
    void whatIsNoJsonIsRefusedInTheWordsOfItsType() {
        assertThat(Documents.refusalOf(PolicyType.TRUST, "{").awsMessage())
                .isEqualTo("This policy contains invalid Json");
        assertThat(Documents.refusalOf(PolicyType.IDENTITY, "{").awsMessage()).isEqualTo(SYNTAX);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "\u0001", "\u001f", "\u0100", "\u2028", "\ud83d\ude00"})
    void characterOutsideTheSetOfAwsIsRefused(String character) {
        MalformedPolicyException fault = Documents.refusal(
                PolicyType.IDENTITY, allow("'Action':'a:B','Resource':'*'") + "," + "'Sid':'" + character + "'");

        assertThat(fault.detail()).contains("U+0020 to U+00FF");
        assertThat(fault.line()).isEqualTo(1);
        assertThat(fault.column()).isEqualTo(1);
    }

    @Test
    void blanksTabsAndLineEndsStandBetweenElements() {
        assertThat(Documents.policy(PolicyType.IDENTITY, " \t\r\n" + allow("'Action':'a:\u00ff','Resource':'*'"))
                        .statements())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'Effect':'allow','Action':'a:B','Resource':'*'|" + LEGACY,
                "'Effect':'Allow','Resource':'*'|Policy statement must contain actions.",
                "'Effect':'Allow','Action':[],'Resource':'*'|Policy statement must contain actions.",
                "'Effect':'Allow','Action':'a:B'|Policy statement must contain resources.",
                "'Effect':'Allow','Action':'a:B','NotResource':[]|Policy statement must contain resources.",
                "'Effect':'Allow','Action':'GetObject','Resource':'*'"
                        + "|Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
                "'Effect':'Allow','Action':'s3:Get:Object','Resource':'*'|Actions/Condition can contain only one colon.",
                "'Effect':'Allow','Action':'s3::','Resource':'*'|Actions/Condition can contain only one colon.",
                "'Effect':'Allow','Action':'s_3:Get','Resource':'*'|Vendor s_3 is not valid",
                "'Effect':'Allow','Action':':Get','Resource':'*'|Vendor  is not valid",
                "'Effect':'Allow','Action':'s/3:Get','Resource':'*'|Vendor s/3 is not valid",
                "'Effect':'Allow','Action':'s{:Get','Resource':'*'|Vendor s{ is not valid",
                "'Effect':'Allow','Action':'s[:Get','Resource':'*'|Vendor s[ is not valid",
                "'Effect':'Allow','Action':'s@:Get','Resource':'*'|Vendor s@ is not valid",
                "'Effect':'Allow','Action':'a:B'},{'Effect':'Allow','Resource':'*'"
                        + "|Policy statement must contain actions.",
                "'Effect':'Allow','Action':'s*:Get','Resource':'*'|Vendor s* is not valid",
                "'Effect':'Allow','Action':'a:B','Resource':'*','Sid':'not this'"
                        + "|Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular"
                        + " expression [0-9A-Za-z]*",
                "'Effect':'Allow','Action':'a:B','Resource':'*','Sid':'A'},{'Effect':'Allow','Action':'a:B',"
                        + "'Resource':'*','Sid':'A'|Statement IDs (SID) in a single policy must be unique.",
            })
    void wordsAreCheckedAfterTheShape(String elements, String message) {
        assertThat(Documents.refusal(PolicyType.IDENTITY, elements).awsMessage())
                .isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "a:*", "*:Get", "AZaz09-.:X", "z9:Get", "a:", "a:b c"})
    void anActionIsAVendorAndAName(String action) {
        assertThat(Documents.policy(PolicyType.IDENTITY, allow("'Action':'" + action + "','Resource':'*'"))
                        .statements())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"@", "[", "`", "{", "/", ":", "_"})
    void aSidHasLettersAndDigitsOnly(String next) {
        String elements = allow("'Action':'a:B','Resource':'*','Sid':'AZaz09");

        assertThat(Documents.policy(PolicyType.IDENTITY, elements + "'").statements())
                .hasSize(1);
        assertThat(Documents.refusal(PolicyType.IDENTITY, elements + next + "'").awsMessage())
                .startsWith("Statement IDs (SID) must be alpha-numeric");
    }

    @ParameterizedTest
    @EnumSource(names = {"RESOURCE", "ENDPOINT"})
    void servicesTakeAnySidThatIsUnique(PolicyType type) {
        String statement = "'Effect':'Allow','Principal':'*','Action':'a:B','Resource':'*'";

        assertThat(Documents.policy(type, statement + ",'Sid':'not this'").statements())
                .hasSize(1);
        assertThat(Documents.refusal(type, statement + ",'Sid':'A b'},{" + statement + ",'Sid':'A b'")
                        .awsMessage())
                .contains("must be unique");
        // An empty one is none.
        assertThat(Documents.policy(type, statement + ",'Sid':''},{" + statement + ",'Sid':''")
                        .statements())
                .hasSize(2);
    }

    @Test
    void theFirstFaultOfTheEarliestRoundIsReported() {
        String wrongInMany = "'Effect':'Allow','Sid':'a b','Action':'x','Resource':'y','Principal':'*'";

        assertThat(Documents.refusal(PolicyType.IDENTITY, wrongInMany).awsMessage())
                .contains("alpha-numeric");
        assertThat(Documents.refusal(PolicyType.IDENTITY, wrongInMany.replace("a b", "ab"))
                        .awsMessage())
                .contains("ARN format");
        assertThat(Documents.refusal(
                                PolicyType.IDENTITY,
                                wrongInMany.replace("a b", "ab").replace("'y'", "'*'"))
                        .awsMessage())
                .contains("vendor");
        assertThat(Documents.refusal(
                                PolicyType.IDENTITY,
                                wrongInMany.replace("'Resource':'y',", "").replace("a b", "ab"))
                        .awsMessage())
                .isEqualTo("Policy statement must contain resources.");
    }

    @Test
    void aManagedPolicyIsOfTheCurrentVersion() {
        String statement = "\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}";

        assertThat(Policy.parseManaged("id", "{\"Version\":\"2012-10-17\"," + statement)
                        .type())
                .isEqualTo(PolicyType.IDENTITY);
        for (String version : new String[] {"", "\"Version\":\"2008-10-17\","}) {
            assertThatThrownBy(() -> Policy.parseManaged("id", "{" + version + statement))
                    .isInstanceOf(MalformedPolicyException.class)
                    .hasMessageContaining("a managed policy says");
            assertThat(Policy.parse(PolicyType.IDENTITY, "id", "{" + version + statement)
                            .statements())
                    .hasSize(1);
        }
    }

    @Test
    void whatWasStoredUnderOlderRulesIsTaken() {
        String old = "'Effect':'Allow','Sid':'not this','Action':'a:B','Resource':'bucket','Condition':{"
                + "'DateLessThan':{'aws:CurrentTime':'some day'},'Null':{'a:b':'maybe'}}";

        Policy policy = Documents.stored(PolicyType.IDENTITY, old + "},{" + old);
        assertThat(policy.statements()).hasSize(2);
        assertThat(policy.id()).isEqualTo("IDENTITY");
        assertThat(policy.json()).contains("some day");
        assertThat(policy).hasToString("IDENTITY policy IDENTITY");
        assertThat(Documents.refusal(PolicyType.IDENTITY, old).awsMessage()).isEqualTo(LEGACY);
    }

    @ParameterizedTest
    @CsvSource({
        "IDENTITY,true",
        "BOUNDARY,true",
        "TRUST,true",
        "SESSION,false",
        "RESOURCE,false",
        "SERVICE_CONTROL,false",
        "ENDPOINT,false"
    })
    void iamAloneRefusesLiteralsThatCannotBeRead(PolicyType type, boolean refuses) {
        String elements = "'Effect':'Deny','Condition':{'NumericEquals':{'a:b':'ten'}},"
                + (type == PolicyType.TRUST ? "'Action':'sts:AssumeRole'" : "'Action':'a:B','Resource':'*'")
                + (type.hasPrincipal() ? ",'Principal':'*'" : "");

        if (refuses) {
            assertThat(Documents.refusal(type, elements).detail()).isEqualTo("`ten` is not a number");
        } else {
            assertThat(Documents.policy(type, elements).statements()).hasSize(1);
        }
    }

    @Test
    void aMalformedVariableOfAResourceIsLegacy() {
        MalformedPolicyException fault = Documents.refusal(
                PolicyType.IDENTITY, "'Effect':'Allow','Action':'a:B','Resource':'arn:aws:s3:::${a:b, c}'");

        assertThat(fault.awsMessage()).isEqualTo(LEGACY);
        assertThat(fault.detail()).contains("single quotes");
    }

    @Test
    void aLoneStatementBeginsBehindItsBrace() {
        Policy policy = Policy.parse(
                PolicyType.IDENTITY,
                "id",
                "{\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"a:B\",\"Resource\":\"*\"}}");

        MatchedStatement place = policy.statements().get(0).place();
        assertThat(place.startColumn()).isEqualTo(15);
        assertThat(place.endColumn()).isEqualTo(61);
    }

    // What a statement may hold in one type and not in another.

    @Test
    void aBucketPolicyMayDenyWithoutSayingWhom() {
        assertThat(Documents.policy(PolicyType.RESOURCE, "'Effect':'Deny','Action':'a:B','Resource':'*'")
                        .statements())
                .hasSize(1);
        assertThat(Documents.refusal(PolicyType.RESOURCE, allow("'Action':'a:B','Resource':'*'"))
                        .awsMessage())
                .isEqualTo("Missing required field Principal");
        assertThat(Documents.refusal(PolicyType.ENDPOINT, "'Effect':'Deny','Action':'a:B','Resource':'*'")
                        .awsMessage())
                .isEqualTo("Missing required field Principal");
    }

    @Test
    void aPolicyOfSomebodyHasNoNotPrincipal() {
        assertThat(Documents.refusal(
                                PolicyType.IDENTITY, "'Effect':'Deny','Action':'a:B','Resource':'*','NotPrincipal':'*'")
                        .awsMessage())
                .isEqualTo("Has prohibited field NotPrincipal");
    }

    @Test
    void aTrustPolicyHasNoNotResource() {
        assertThat(Documents.refusal(
                                PolicyType.TRUST, allow("'Principal':'*','Action':'sts:Assume*','NotResource':'*'"))
                        .awsMessage())
                .isEqualTo("Has prohibited field NotResource");
        assertThat(Documents.policy(PolicyType.TRUST, allow("'Principal':'*','Action':'STS:assume*'"))
                        .statements())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'Effect':'Deny','Principal':'*','Action':'a:B','Resource':'arn:aws:s3:::b'|",
                "'Effect':'Allow','Principal':'*','Action':'*','Resource':'*'|",
                "'Effect':'Allow','Principal':'*','Action':'a:*','Resource':'*'|only denies",
                "'Effect':'Allow','Principal':'*','Action':'*','Resource':'arn:aws:s3:::b'|only denies",
                "'Effect':'Allow','Principal':'*','Action':'*','NotResource':'*'|only denies",
                "'Effect':'Allow','Principal':'*','Action':'*','Resource':'*','Condition':{'Bool':{'a:b':true}}"
                        + "|only denies",
                "'Effect':'Deny','Principal':{'AWS':'111122223333'},'Action':'a:B','Resource':'*'|the principal `*`",
                "'Effect':'Deny','Principal':{'AWS':['*','111122223333']},'Action':'a:B','Resource':'*'"
                        + "|the principal `*`",
                "'Effect':'Deny','Principal':{'Service':'ec2.amazonaws.com'},'Action':'a:B','Resource':'*'"
                        + "|the principal `*`",
                "'Effect':'Deny','NotPrincipal':'*','Action':'a:B','Resource':'*'|no `NotPrincipal`",
                "'Effect':'Deny','Principal':'*','NotAction':'a:B','Resource':'*'|no `NotAction`",
                "'Effect':'Deny','Action':'a:B','Resource':'*'|names no principal",
            })
    void aResourceControlPolicyOnlyDeniesEverybodySomething(String elements, String detail) {
        if (detail == null) {
            assertThat(Documents.policy(PolicyType.RESOURCE_CONTROL, elements).statements())
                    .hasSize(1);
        } else {
            assertThat(Documents.refusal(PolicyType.RESOURCE_CONTROL, elements).detail())
                    .contains(detail);
        }
    }

    private static String allow(String elements) {
        return "'Effect':'Allow'," + elements;
    }
}

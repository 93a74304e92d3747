package dev.sallyport.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Arn;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryParametersTest {
    @Test
    void plusAndPercentAreDecodedAsUtf8() {
        QueryParameters parameters = form("A=x+y%20z%2B&B=%E1%88%B4%f0%9f%94%91&C=ሴ&D=&E");
        assertThat(parameters.text("A")).contains("x y z+");
        assertThat(parameters.text("B")).contains("ሴ🔑");
        assertThat(parameters.text("C")).contains("ሴ");
        assertThat(parameters.text("D")).contains("");
        assertThat(parameters.text("E")).contains("");
        assertThat(parameters.text("F")).isEmpty();
    }

    @Test
    void valueHoldsWhateverFollowsTheFirstEqualsSign() {
        assertThat(form("A=b=c;d=e").text("A")).contains("b=c;d=e");
    }

    @Test
    void semicolonSeparatesNothing() {
        assertThat(form("Action=X;Action=Y").text("Action")).contains("X;Action=Y");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A=1&A=1",
                "A=1&%41=2",
                "A=%",
                "A=%4",
                "A=%zz",
                "A=%4%31",
                "&",
                "A=1&",
                "&A=1",
                "A=1&&B=2",
                "=1",
                "A\n=1",
                "A=1\n",
                "A=1 2",
                "A=\u0000",
                "A=\u007f",
                "A%00=1",
                "A%20=1",
                "A+b=1",
                "%C3%84=1",
                "A[]=1",
                "{\"Action\":\"GetCallerIdentity\"}",
                "<a/>"
            })
    void formThatCouldBeReadInTwoWaysIsRefused(String form) {
        refused(ApiError.MALFORMED_INPUT, () -> form(form));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%ff", "%c0%80", "%ed%a0%80", "%e1%88", "%f8%88%80%80%80", "%f4%90%80%80"})
    void valueThatIsNotUtf8IsRefused(String value) {
        refused(ApiError.VALIDATION_ERROR, () -> form("RoleSessionName=" + value));
    }

    @Test
    void utf16FormIsRefused() {
        refused(
                ApiError.MALFORMED_INPUT,
                () -> QueryParameters.parse("Action=GetCallerIdentity".getBytes(StandardCharsets.UTF_16)));
    }

    @Test
    void emptyFormHasNoParameters() {
        assertThat(form("").names()).isEmpty();
    }

    @Test
    void formIsBoundedInBytes() {
        String value = "x".repeat(QueryParameters.MAX_LENGTH - 2);
        assertThat(form("A=" + value).text("A")).contains(value);
        refused(ApiError.REQUEST_ENTITY_TOO_LARGE, () -> form("A=" + value + "x"));
    }

    @Test
    void formIsBoundedInParameters() {
        assertThat(form(numbered(QueryParameters.MAX_PARAMETERS)).names()).hasSize(QueryParameters.MAX_PARAMETERS);
        refused(ApiError.MALFORMED_INPUT, () -> form(numbered(QueryParameters.MAX_PARAMETERS + 1)));
    }

    @Test
    void namesAreBounded() {
        String name = "A".repeat(QueryParameters.MAX_NAME_LENGTH);
        assertThat(form(name + "=1").has(name)).isTrue();
        refused(ApiError.MALFORMED_INPUT, () -> form(name + "A=1"));
    }

    @Test
    void queryAndBodyAreOneFormInWhichNamesOccurOnce() {
        QueryParameters query = QueryParameters.parse("Action=GetCallerIdentity");
        assertThat(query.and(form("Version=2011-06-15")).names()).containsExactly("Action", "Version");
        refused(ApiError.MALFORMED_INPUT, () -> query.and(form("Action=GetCallerIdentity")));
        refused(ApiError.MALFORMED_INPUT, () -> query.and(form(numbered(QueryParameters.MAX_PARAMETERS))));
    }

    @Test
    void namesAreCaseSensitive() {
        assertThat(form("action=GetCallerIdentity").text("Action")).isEmpty();
    }

    @Test
    void unknownAndUnbuiltParametersAreRefusedByName() {
        QueryParameters parameters = form("RoleArn=a&Tags.member.1.Key=k&ProvidedContexts.member.1.ProviderArn=p");
        parameters.refuseUnknown(Set.of("RoleArn", "Tags", "ProvidedContexts"), Set.of());
        assertThatThrownBy(() -> parameters.refuseUnknown(Set.of("RoleArn", "Tags"), Set.of("ProvidedContexts")))
                .hasMessage("parameter `ProvidedContexts` is not supported here; leave it out");
        assertThatThrownBy(() -> parameters.refuseUnknown(Set.of("RoleArn", "ProvidedContexts"), Set.of()))
                .hasMessage("parameter `Tags` is not one of this action; leave it out");
    }

    @Test
    void unknownMemberOfAStructureIsRefusedByItsWholeName() {
        QueryParameters tag = form("Tags.member.1.Key=k&Tags.member.1.Kind=x")
                .structures("Tags")
                .get(0);
        assertThatThrownBy(() -> tag.refuseUnknown(Set.of("Key", "Value"), Set.of()))
                .hasMessage("parameter `Tags.member.1.Kind` is not one of this action; leave it out");
    }

    @Test
    void typedValueIsParsedOrInvalidInAwsWords() {
        QueryParameters parameters = form("RoleArn=nothing-valid-in-here&Account=123456789012");
        assertThat(parameters.required("Account", AccountId::new).digits()).isEqualTo("123456789012");
        assertThat(parameters.optional("Missing", AccountId::new)).isEmpty();
        assertThatThrownBy(() -> parameters.required("RoleArn", Arn::parse))
                .isInstanceOf(ApiException.class)
                .hasMessage("nothing-valid-in-here is invalid");
        assertThatThrownBy(() -> parameters.required("Missing", Arn::parse))
                .hasMessage(
                        "1 validation error detected: Value null at 'missing' failed to satisfy constraint: Member must not be null");
    }

    @ParameterizedTest
    @CsvSource({"900,900", "0900,900", "%2B900,900", "-1,-1", "2147483647,2147483647", "-2147483648,-2147483648"})
    void integerTakesLeadingZerosAndOneSign(String text, int number) {
        assertThat(form("N=" + text).integer("N")).contains(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "+",
                "-",
                "%2B",
                "--1",
                "%2B-1",
                "900.0",
                "9e2",
                "0x384",
                "%20900",
                "900%20",
                "900%0A",
                "900%09",
                "2147483648",
                "-2147483649",
                "9_0",
                "1,000",
                "%EF%BC%99%EF%BC%90%EF%BC%90",
                "%D9%A9%D9%A0%D9%A0",
                "000000000000000000900"
            })
    void anythingElseIsNoInteger(String text) {
        refused(ApiError.MALFORMED_INPUT, () -> form("N=" + text).integer("N"));
    }

    @Test
    void booleansAreFourTexts() {
        assertThat(form("B=true").bool("B")).contains(true);
        assertThat(form("B=1").bool("B")).contains(true);
        assertThat(form("B=false").bool("B")).contains(false);
        assertThat(form("B=0").bool("B")).contains(false);
        assertThat(form("").bool("B")).isEmpty();
        for (String text : new String[] {"", "True", "TRUE", "yes", "2", "true%20"}) {
            refused(ApiError.MALFORMED_INPUT, () -> form("B=" + text).bool("B"));
        }
    }

    @Test
    void listKeepsTheOrderOfIndices() {
        QueryParameters parameters = form("K.member.2=b&K.member.01=a");
        assertThat(parameters.texts("K")).containsExactly("a", "b");
    }

    @Test
    void emptyListIsABareName() {
        assertThat(form("Tags=").structures("Tags")).isEmpty();
        assertThat(form("Tags").structures("Tags")).isEmpty();
        assertThat(form("").structures("Tags")).isEmpty();
    }

    @Test
    void structuresKeepTheirMembersTogether() {
        var tags = form("Tags.member.1.Key=a&Tags.member.2.Key=b&Tags.member.1.Value=1&Tags.member.2.Value=2")
                .structures("Tags");
        assertThat(tags).hasSize(2);
        assertThat(tags.get(0).text("Key")).contains("a");
        assertThat(tags.get(0).text("Value")).contains("1");
        assertThat(tags.get(1).text("Key")).contains("b");
    }

    @Test
    void gapIsAMemberThatIsNotThere() {
        var tags = form("Tags.member.2.Key=b").structures("Tags");
        assertThat(tags).hasSize(2);
        assertThat(tags.get(0).names()).isEmpty();
        refused(ApiError.VALIDATION_ERROR, () -> form("K.member.2=b").texts("K"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Tags.member.0.Key=a",
                "Tags.member.-1.Key=a",
                "Tags.member.12.Key=a",
                "Tags.member.2147483647.Key=a",
                "Tags.member.99999999999999999999.Key=a",
                "Tags.member..Key=a",
                "Tags.member=a",
                "Tags.member.1.=a",
                "Tags.1.Key=a",
                "Tags.Member.1.Key=a",
                "Tags.entry.1.key=a",
                "Tags=a",
                "Tags=&Tags.member.1.Key=a",
                "Tags.member.1.Key=a&Tags.member.01.Key=a"
            })
    void positionThatIsNoneIsRefused(String form) {
        refused(ApiError.MALFORMED_INPUT, () -> form(form).structures("Tags"));
    }

    @Test
    void indexMayJumpTenPastTheEnd() {
        assertThat(form("Tags.member.1.Key=a&Tags.member.11.Key=b").structures("Tags"))
                .hasSize(11);
        refused(
                ApiError.MALFORMED_INPUT,
                () -> form("Tags.member.1.Key=a&Tags.member.12.Key=b").structures("Tags"));
    }

    @Test
    void textListHasNoMembersOfMembers() {
        refused(
                ApiError.VALIDATION_ERROR,
                () -> form("K.member.1=a&K.member.1.x=b").texts("K"));
        refused(ApiError.VALIDATION_ERROR, () -> form("K.member.1.x=b").texts("K"));
    }

    @Test
    void valuesDoNotPrint() {
        assertThat(form("TokenCode=287082")).hasToString("QueryParameters[TokenCode]");
    }

    private static QueryParameters form(String form) {
        return QueryParameters.parse(form.getBytes(StandardCharsets.UTF_8));
    }

    private static String numbered(int count) {
        return IntStream.range(0, count).mapToObj(i -> "P" + i + "=").collect(Collectors.joining("&"));
    }

    private static void refused(ApiError error, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.error()).isEqualTo(error));
    }
}

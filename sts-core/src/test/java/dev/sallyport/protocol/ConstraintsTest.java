package dev.sallyport.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ConstraintsTest {
    @Test
    void patternViolationIsToldInAwsWords() {
        assertThat(violations("RoleSessionName=Session1:2", ConstraintsTest::roleSessionName))
                .isEqualTo("1 validation error detected: Value 'Session1:2' at 'roleSessionName' failed to satisfy "
                        + "constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*");
    }

    @Test
    void missingMemberIsNull() {
        assertThat(violations("", ConstraintsTest::roleSessionName))
                .isEqualTo("1 validation error detected: Value null at 'roleSessionName' failed to satisfy constraint: "
                        + "Member must not be null");
    }

    @Test
    void lengthIsBoundedOnBothSides() {
        accepted("RoleSessionName=ab", ConstraintsTest::roleSessionName);
        accepted("RoleSessionName=" + "a".repeat(64), ConstraintsTest::roleSessionName);
        assertThat(violations("RoleSessionName=a", ConstraintsTest::roleSessionName))
                .endsWith("Value 'a' at 'roleSessionName' failed to satisfy constraint: "
                        + "Member must have length greater than or equal to 2");
        assertThat(violations("RoleSessionName=" + "a".repeat(65), ConstraintsTest::roleSessionName))
                .endsWith("Member must have length less than or equal to 64");
    }

    @Test
    void numberIsBoundedOnBothSides() {
        accepted("", ConstraintsTest::duration);
        accepted("DurationSeconds=900", ConstraintsTest::duration);
        accepted("DurationSeconds=43200", ConstraintsTest::duration);
        assertThat(violations("DurationSeconds=899", ConstraintsTest::duration))
                .isEqualTo(
                        "1 validation error detected: Value '899' at 'durationSeconds' failed to satisfy constraint: "
                                + "Member must have value greater than or equal to 900");
        assertThat(violations("DurationSeconds=43201", ConstraintsTest::duration))
                .endsWith("Member must have value less than or equal to 43200");
        assertThatThrownBy(() -> violations("DurationSeconds=9e2", ConstraintsTest::duration))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.error()).isEqualTo(ApiError.MALFORMED_INPUT));
    }

    @Test
    void nothingBelowAScalarOrUnknownInAListIsLeftOut() {
        refusedByName("DurationSeconds.member.1=900", ConstraintsTest::duration, "DurationSeconds.member.1");
        refusedByName("DurationSeconds.=900", ConstraintsTest::duration, "DurationSeconds.");
        Consumer<Constraints> tags = constraints -> constraints.list("Tags", 50, tag -> tag.required("Key"));
        accepted("Tags.member.1.Key=a", tags);
        refusedByName("Tags.member.1.Key=a&Tags.member.1.Only=b", tags, "Tags.member.1.Only");
        refusedByName("Tags.member.1.Key=a&Tags.member.1.Key.x=b", tags, "Tags.member.1.Key.x");
    }

    private static void refusedByName(String form, Consumer<Constraints> check, String name) {
        Constraints constraints = new Constraints(QueryParameters.parse(form.getBytes(StandardCharsets.UTF_8)));
        assertThatThrownBy(() -> check.accept(constraints)).isInstanceOfSatisfying(ApiException.class, e -> {
            assertThat(e.error()).isEqualTo(ApiError.VALIDATION_ERROR);
            assertThat(e.message()).contains("`" + name + "`");
        });
    }

    @Test
    void allViolationsAreToldAtOnceInOrder() {
        Consumer<Constraints> both = constraints -> {
            roleSessionName(constraints);
            duration(constraints);
        };
        assertThat(violations("DurationSeconds=1&RoleSessionName=%23", both))
                .isEqualTo("3 validation errors detected: "
                        + "Value '#' at 'roleSessionName' failed to satisfy constraint: "
                        + "Member must have length greater than or equal to 2; "
                        + "Value '#' at 'roleSessionName' failed to satisfy constraint: "
                        + "Member must satisfy regular expression pattern: [\\w+=,.@-]*; "
                        + "Value '1' at 'durationSeconds' failed to satisfy constraint: "
                        + "Member must have value greater than or equal to 900");
    }

    @Test
    void memberOfAListIsNamedByItsPlace() {
        assertThat(violations("Tags.member.1.Key=a&Tags.member.1.Value=1&Tags.member.2.Key=%3C", ConstraintsTest::tags))
                .isEqualTo("2 validation errors detected: "
                        + "Value '<' at 'tags.2.member.key' failed to satisfy constraint: "
                        + "Member must satisfy regular expression pattern: [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+; "
                        + "Value null at 'tags.2.member.value' failed to satisfy constraint: Member must not be null");
    }

    @Test
    void gapInAListIsAViolation() {
        assertThat(violations("Tags.member.2.Key=a&Tags.member.2.Value=1", ConstraintsTest::tags))
                .endsWith("Value null at 'tags.1.member' failed to satisfy constraint: Member must not be null");
        assertThat(violations("Keys.member.2=a", c -> c.texts("Keys", 50, key -> key.length(1, 128))))
                .endsWith("Value null at 'keys.1.member' failed to satisfy constraint: Member must not be null");
        assertThat(violations("Keys.member.1=", c -> c.texts("Keys", 50, key -> key.length(1, 128))))
                .endsWith("Value '' at 'keys.1.member' failed to satisfy constraint: "
                        + "Member must have length greater than or equal to 1");
    }

    @Test
    void listIsBounded() {
        accepted("Keys.member.1=a&Keys.member.2=b", c -> c.texts("Keys", 2, key -> {}));
        assertThat(violations("Keys.member.1=a&Keys.member.2=b", c -> c.texts("Keys", 1, key -> {})))
                .isEqualTo("1 validation error detected: Value at 'keys' failed to satisfy constraint: "
                        + "Member must have length less than or equal to 1");
    }

    @Test
    void listThatMustBeThereIsNeitherAbsentNorEmpty() {
        accepted("Keys.member.1=a", c -> c.requiredList("Keys", 1));
        assertThat(violations("", c -> c.requiredList("Keys", 1)))
                .endsWith("Value null at 'keys' failed to satisfy constraint: Member must not be null");
        assertThat(violations("Keys=", c -> c.requiredList("Keys", 1)))
                .endsWith("Value '[]' at 'keys' failed to satisfy constraint: "
                        + "Member must have length greater than or equal to 1");
    }

    @Test
    void choiceIsOneOfItsValuesExactly() {
        accepted("Kind=RS256", c -> c.optional("Kind").oneOf(List.of("RS256", "ES384")));
        assertThat(violations("Kind=RS2567", c -> c.optional("Kind").oneOf(List.of("RS256", "ES384"))))
                .isEqualTo(
                        "1 validation error detected: Value 'RS2567' at 'kind' failed to satisfy constraint: Member must"
                                + " have length less than or equal to 5");
        assertThat(violations("Kind=rs256", c -> c.optional("Kind").oneOf(List.of("RS256", "ES384"))))
                .endsWith("Value 'rs256' at 'kind' failed to satisfy constraint: "
                        + "Member must satisfy enum value set: [RS256, ES384]");
    }

    @Test
    void secretAndLongValuesAreLeftOut() {
        assertThat(violations(
                        "TokenCode=28708x",
                        c -> c.optional("TokenCode").secret().length(6, 6).pattern(MemberPattern.TOKEN_CODE)))
                .isEqualTo("1 validation error detected: Value at 'tokenCode' failed to satisfy constraint: "
                        + "Member must satisfy regular expression pattern: [\\d]*");
        assertThat(violations("RoleSessionName=" + "a".repeat(257), ConstraintsTest::roleSessionName))
                .contains("Value at 'roleSessionName'");
    }

    @Test
    void wordsAndDigitsAreAsciiAndTagsAreNot() {
        for (String text : new String[] {"ä", "１", "٣", "a b", "a\n", "a\r\nX-Injected: 1", "\u017f", "\u212a"}) {
            assertThat(MemberPattern.NAME.matches(text)).as(text).isFalse();
            assertThat(MemberPattern.TOKEN_CODE.matches(text)).as(text).isFalse();
            assertThat(MemberPattern.EXTERNAL_ID.matches(text)).as(text).isFalse();
            assertThat(MemberPattern.SERIAL_NUMBER.matches(text)).as(text).isFalse();
        }
        assertThat(MemberPattern.TAG_KEY.matches("Größe １ a\u2028b_.:/=+-@")).isTrue();
        assertThat(MemberPattern.TAG_KEY.matches("a\tb")).isFalse();
        assertThat(MemberPattern.TAG_VALUE.matches("a*")).isFalse();
        assertThat(MemberPattern.EXTERNAL_ID.matches("*")).isFalse();
        assertThat(MemberPattern.SESSION_POLICY.matches("{\r\n\t\"ÿ\"}")).isTrue();
        assertThat(MemberPattern.SESSION_POLICY.matches("Ā")).isFalse();
        assertThat(MemberPattern.ARN.matches("arn:aws:iam::123456789012:role/🔑"))
                .isTrue();
        assertThat(MemberPattern.ARN.matches("a\u0000")).isFalse();
    }

    private static void roleSessionName(Constraints constraints) {
        constraints.required("RoleSessionName").length(2, 64).pattern(MemberPattern.NAME);
    }

    private static void duration(Constraints constraints) {
        constraints.optional("DurationSeconds").range(900, 43200);
    }

    private static void tags(Constraints constraints) {
        constraints.list("Tags", 50, tag -> {
            tag.required("Key").length(1, 128).pattern(MemberPattern.TAG_KEY);
            tag.required("Value").length(0, 256).pattern(MemberPattern.TAG_VALUE);
        });
    }

    private static void accepted(String form, Consumer<Constraints> check) {
        Constraints constraints = new Constraints(QueryParameters.parse(form.getBytes(StandardCharsets.UTF_8)));
        check.accept(constraints);
        assertThatCode(constraints::enforce).doesNotThrowAnyException();
    }

    private static String violations(String form, Consumer<Constraints> check) {
        Constraints constraints = new Constraints(QueryParameters.parse(form.getBytes(StandardCharsets.UTF_8)));
        check.accept(constraints);
        String[] message = new String[1];
        assertThatThrownBy(constraints::enforce).isInstanceOfSatisfying(ApiException.class, e -> {
            assertThat(e.error()).isEqualTo(ApiError.VALIDATION_ERROR);
            message[0] = e.message();
        });
        return message[0];
    }
}

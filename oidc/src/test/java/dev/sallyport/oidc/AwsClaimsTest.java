package dev.sallyport.oidc;

import static dev.sallyport.oidc.FakeIssuer.NOW;
import static dev.sallyport.oidc.FakeIssuer.claims;
import static dev.sallyport.oidc.FakeIssuer.es256;
import static dev.sallyport.oidc.FakeIssuer.keys;
import static dev.sallyport.oidc.FakeIssuer.provider;
import static dev.sallyport.oidc.Refusals.NOT_VALIDATED;
import static dev.sallyport.oidc.Refusals.assertInvalid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Tags;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AwsClaimsTest {
    private static final String TAGS_REFUSED = "principal_tags passed in claim is not in correct format.";
    private static final Arn DEPLOY = Arn.parse("arn:aws:iam::123456789012:role/deploy");

    @Test
    void aTokenWithoutSuchClaimsAsksForNothing() {
        VerifiedIdToken token = verify("");

        assertThat(token.sessionTags()).isEqualTo(Tags.NONE);
        assertThat(token.transitiveTagKeys()).isEmpty();
        assertThat(token.sourceIdentity()).isEmpty();
        assertThat(token.authorizesRole(DEPLOY)).isFalse();
    }

    @Test
    void nestedTagsAreRead() {
        VerifiedIdToken token = verify(",\"https://aws.amazon.com/tags\":{\"principal_tags\":{\"Team\":[\"red\"],"
                + "\"empty\":[\"\"]},\"transitive_tag_keys\":[\"team\"]}");

        assertThat(token.sessionTags()).isEqualTo(Tags.of(Map.of("Team", "red", "empty", "")));
        assertThat(token.transitiveTagKeys()).containsExactly("Team");
    }

    @Test
    void flattenedTagsAreRead() {
        VerifiedIdToken token = verify(",\"https://aws.amazon.com/tags/principal_tags/team\":\"red\","
                + "\"https://aws.amazon.com/tags/transitive_tag_keys\":[\"team\"]");

        assertThat(token.sessionTags()).isEqualTo(Tags.of(Map.of("team", "red")));
        assertThat(token.transitiveTagKeys()).containsExactly("team");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[]",
                "\"red\"",
                "{\"principal_tags\":[]}",
                "{\"principal_tags\":{\"team\":\"red\"}}",
                "{\"principal_tags\":{\"team\":[]}}",
                "{\"principal_tags\":{\"team\":[\"red\",\"blue\"]}}",
                "{\"principal_tags\":{\"team\":[1]}}",
                "{\"principal_tags\":{\"team\":null}}",
                "{\"principal_tags\":{\"\":[\"red\"]}}",
                "{\"principal_tags\":{\"aws:team\":[\"red\"]}}",
                "{\"principal_tags\":{\"AWS:team\":[\"red\"]}}",
                "{\"principal_tags\":{\"team\":[\"r*d\"]}}",
                "{\"principal_tags\":{\"te$m\":[\"red\"]}}",
                "{\"principal_tags\":{\"team\":[\"a\"],\"Team\":[\"b\"]}}",
                "{\"principal_tags\":{},\"transitive_tag_keys\":[\"team\"]}",
                "{\"principal_tags\":{\"team\":[\"red\"]},\"transitive_tag_keys\":\"team\"}",
                "{\"principal_tags\":{\"team\":[\"red\"]},\"more\":1}"
            })
    void tagsOfAnyOtherShapeAreRefused(String value) {
        assertInvalid(() -> verify(",\"https://aws.amazon.com/tags\":" + value), TAGS_REFUSED);
    }

    @Test
    void flattenedTagsAreStrings() {
        assertInvalid(() -> verify(",\"https://aws.amazon.com/tags/principal_tags/team\":[\"red\"]"), TAGS_REFUSED);
    }

    @Test
    void theSameTagInBothFormsIsRefused() {
        assertInvalid(
                () -> verify(",\"https://aws.amazon.com/tags\":{\"principal_tags\":{\"team\":[\"red\"]}},"
                        + "\"https://aws.amazon.com/tags/principal_tags/team\":\"blue\""),
                TAGS_REFUSED);
    }

    @Test
    void aTokenHasAtMost50Tags() {
        assertThat(verify(tags(50)).sessionTags().size()).isEqualTo(50);
        assertInvalid(() -> verify(tags(51)), TAGS_REFUSED);
    }

    @Test
    void tagKeysAndValuesHaveTheirLimits() {
        assertThat(verify(flat("k".repeat(128), "v".repeat(256))).sessionTags().size())
                .isEqualTo(1);
        assertInvalid(() -> verify(flat("k".repeat(129), "v")), TAGS_REFUSED);
        assertInvalid(() -> verify(flat("k", "v".repeat(257))), TAGS_REFUSED);
    }

    @Test
    void theSourceIdentityIsRead() {
        assertThat(verify(",\"https://aws.amazon.com/source_identity\":\"alice@example.com\"")
                        .sourceIdentity())
                .contains("alice@example.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "1", "[\"alice\"]", "\"\"", "\"a\"", "\"aws:alice\"", "\"al ice\"", "\"al\\nice\""})
    void aSourceIdentityOfAnyOtherShapeIsRefused(String value) {
        assertInvalid(() -> verify(",\"https://aws.amazon.com/source_identity\":" + value), NOT_VALIDATED);
    }

    @Test
    void theSourceIdentityHas2To64Characters() {
        assertThat(verify(",\"https://aws.amazon.com/source_identity\":\"" + "a".repeat(64) + "\"")
                        .sourceIdentity())
                .isPresent();
        assertInvalid(
                () -> verify(",\"https://aws.amazon.com/source_identity\":\"" + "a".repeat(65) + "\""), NOT_VALIDATED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"arn:aws:iam::123456789012:role/deploy\"]",
                "[\"arn:aws:iam::123456789012:role/other\",\"arn:aws:iam::123456789012:role/deploy\"]",
                "\"arn:aws:iam::123456789012:role/deploy\"",
                "\"arn:aws:iam::123456789012:role/other;arn:aws:iam::123456789012:role/deploy\""
            })
    void aTokenForTheRoleAuthorizesIt(String roles) {
        assertThat(verify(",\"https://aws.amazon.com/roles\":" + roles).authorizesRole(DEPLOY))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"arn:aws:iam::123456789012:role/other\"]",
                "[\"arn:aws:iam::123456789012:role/*\"]",
                "[\"arn:aws:iam::123456789012:role/Deploy\"]",
                "[\"arn:aws:iam::210987654321:role/deploy\"]"
            })
    void aTokenForOtherRolesIsRefusedForThisOne(String roles) {
        VerifiedIdToken token = verify(",\"https://aws.amazon.com/roles\":" + roles);

        assertInvalid(
                () -> token.authorizesRole(DEPLOY),
                "The target role ARN is not present in the roles claim of the identity token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"\"", "\"deploy\"", "[\"arn:aws:iam::123456789012:user/deploy\"]"})
    void aRolesClaimWithoutAnyRoleIsRefused(String roles) {
        assertInvalid(
                () -> verify(",\"https://aws.amazon.com/roles\":" + roles),
                "The roles claim contains no valid role ARNs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "1", "{}", "[1]", "[[\"arn:aws:iam::123456789012:role/deploy\"]]"})
    void aRolesClaimOfAnotherShapeIsRefused(String roles) {
        assertInvalid(
                () -> verify(",\"https://aws.amazon.com/roles\":" + roles),
                "The roles claim is not in a supported format");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://aws.amazon.com/session_duration",
                "https://aws.amazon.com/tags/",
                "https://aws.amazon.com/"
            })
    void claimsOfThisNameSpaceThatAreNotKnownAreRefused(String name) {
        assertInvalid(() -> verify(",\"" + name + "\":\"x\""), NOT_VALIDATED);
    }

    private static String tags(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\"t" + i + "\":[\"v\"]")
                .collect(Collectors.joining(",", ",\"https://aws.amazon.com/tags\":{\"principal_tags\":{", "}}"));
    }

    private static String flat(String key, String value) {
        return ",\"https://aws.amazon.com/tags/principal_tags/" + key + "\":\"" + value + "\"";
    }

    private static VerifiedIdToken verify(String moreClaims) {
        return IdTokenVerifier.verify(UnverifiedIdToken.parse(es256(claims(moreClaims))), provider(), keys(), NOW);
    }
}

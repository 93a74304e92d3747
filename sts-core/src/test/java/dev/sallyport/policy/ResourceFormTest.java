package dev.sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What AWS says of resources that are not in its form. */
class ResourceFormTest {
    private static final String NO_ARN = "Resource %s must be in ARN format or \"*\".";
    private static final String VENDOR = "Resource vendor must be fully qualified and cannot contain regexes.";
    private static final String LEGACY = "The policy failed legacy parsing";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "arn:aws:s3:::b/k",
                "arn:*:s3:::b",
                "arn:aws-?:s3:::b",
                "arn:aws-us-gov:s3:::b",
                "arn:aws:s3:::a:b:c",
                "arn:aws:s3:*::b",
                "arn:aws:s3:?::b",
                "arn:aws:s3:eu-west-1:111122223333:accesspoint/x",
                "arn:aws:iam::111122223333:role/x",
                "arn:aws:iam::111122223333:*",
                "arn:aws:iam::111122223333:r?le/x",
                "arn:aws:iam::111122223333:${aws:username}/x",
                "arn:aws:iam:*:111122223333:user/x",
                "arn:aws:iam:*",
                "arn:aws:s3",
                "arn:aws:sqs:eu-west-1:111122223333:q",
                "  arn:aws:s3:::b  "
            })
    void arnsWithWildcardsAreResources(String resource) {
        assertThat(Documents.policy(PolicyType.IDENTITY, with(resource)).statements())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bucket|Resource bucket must be in ARN format or \"*\".",
                "arm:aws:s3:::b|Resource arm:aws:s3:::b must be in ARN format or \"*\".",
                "arn:aws|" + VENDOR,
                "arn:aws:s*:::b|" + VENDOR,
                "arn:aws:s?:::b|" + VENDOR,
                "arn:awz:s3:::b|Partition \"awz\" is not valid for resource \"arn:awz:s3:::b\".",
                "arn:awz|Partition \"awz\" is not valid for resource \"arn:awz:*:*:*:*\".",
                "arn:awz:s3:eu|Partition \"awz\" is not valid for resource \"arn:awz:s3:eu:*:*\".",
                "b:|Partition \"\" is not valid for resource \"arn::*:*:*:*\".",
                "arn:aws:iam:eu-west-1:111122223333:user/x|IAM resource arn:aws:iam:eu-west-1:111122223333:user/x"
                        + " cannot contain region information.",
                "arn:aws:iam:eu-west-1|IAM resource arn:aws:iam:eu-west-1 cannot contain region information.",
                "arn:aws:s3:eu-west-1::b|Resource arn:aws:s3:eu-west-1::b can not contain region information.",
            })
    void whatIsNotInFormIsRefusedInAwssWords(String resource, String message) {
        assertThat(Documents.refusal(PolicyType.IDENTITY, with(resource)).awsMessage())
                .isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:iam::111122223333:bucket/x",
                "arn:aws:iam::111122223333:users",
                "arn:aws:iam:::x",
                "arn:aws:iam:::/x*"
            })
    void iamHasItsOwnKindsOfResources(String resource) {
        assertThat(Documents.refusal(PolicyType.IDENTITY, with(resource)).awsMessage())
                .startsWith("IAM resource path must either be \"*\" or start with user/, federated-user/, role/, ")
                .endsWith("report/, access-report/.");
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:s3::b,`arn:aws:s3::b` is cut short: an ARN has six parts",
        "arn:aws::,`arn:aws::` is cut short: an ARN has six parts",
        "arn:aws:,`arn:aws:` names no service",
        "arn:aws::eu:1:x,`arn:aws::eu:1:x` names no service",
    })
    void anArnThatIsCutShortIsLegacy(String resource, String detail) {
        MalformedPolicyException fault = Documents.refusal(PolicyType.IDENTITY, with(resource));

        assertThat(fault.awsMessage()).isEqualTo(LEGACY);
        assertThat(fault.detail()).isEqualTo(detail);
    }

    @Test
    void whatIsShownOfALongResourceIsCut() {
        String message =
                Documents.refusal(PolicyType.IDENTITY, with("x".repeat(201))).awsMessage();

        assertThat(message).isEqualTo(String.format(NO_ARN, "x".repeat(200)));
    }

    @Test
    void whatIsShownBreaksNoLine() {
        assertThat(Documents.refusal(PolicyType.IDENTITY, with("a\\nb\\u2028c\\u2029d\\u0085e"))
                        .awsMessage())
                .isEqualTo(String.format(NO_ARN, "a?b?c?d?e"));
    }

    @Test
    void aStoredResourceIsTakenAsItIsAndMatchesNothing() {
        assertThat(Documents.stored(PolicyType.IDENTITY, with("bucket")).statements())
                .hasSize(1);
    }

    private static String with(String resource) {
        return "'Effect':'Allow','Action':'a:B','Resource':'" + resource + "'";
    }
}

package dev.sallyport.policy.simulate;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The form of the ARNs that an action is about, for the services whose forms are known here; otherwise {@code *}. */
final class ResourceTemplate {
    private static final String OBJECT = "arn:aws:s3:::${BucketName}/${KeyName}";
    private static final String BUCKET = "arn:aws:s3:::${BucketName}";

    /** Those of S3's actions on objects whose name does not say so. */
    private static final Set<String> OBJECT_ACTIONS =
            Set.of("s3:abortmultipartupload", "s3:listmultipartuploadparts", "s3:bypassgovernanceretention");

    /** Services with one form of resource that most of their actions are about. */
    private static final Map<String, String> BY_SERVICE = Map.of(
            "sqs", "arn:aws:sqs:${Region}:${Account}:${QueueName}",
            "sns", "arn:aws:sns:${Region}:${Account}:${TopicName}",
            "kms", "arn:aws:kms:${Region}:${Account}:key/${KeyId}",
            "dynamodb", "arn:aws:dynamodb:${Region}:${Account}:table/${TableName}",
            "lambda", "arn:aws:lambda:${Region}:${Account}:function:${FunctionName}",
            "secretsmanager", "arn:aws:secretsmanager:${Region}:${Account}:secret:${SecretId}");

    private ResourceTemplate() {}

    static String of(String action) {
        String lower = action.toLowerCase(Locale.ROOT);
        if (lower.startsWith("s3:")) {
            return lower.contains("object") || OBJECT_ACTIONS.contains(lower) ? OBJECT : BUCKET;
        }
        int colon = lower.indexOf(':');
        return BY_SERVICE.getOrDefault(colon < 0 ? lower : lower.substring(0, colon), "*");
    }
}

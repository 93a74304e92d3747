package dev.sallyport.benchmarks.workload;

import java.util.Arrays;
import java.util.List;

/**
 * Services with some of their actions and the beginning of their ARNs. No KMS: AWS wants the key's own policy there, so an
 * identity policy alone decides nothing.
 */
enum Service {
    S3("s3", "arn:aws:s3:::corp-data/", "GetObject PutObject DeleteObject ListBucket GetObjectTagging PutObjectAcl"),
    EC2(
            "ec2",
            regional("ec2", "instance/"),
            "RunInstances StopInstances StartInstances DescribeInstances CreateTags TerminateInstances"),
    DYNAMODB("dynamodb", regional("dynamodb", "table/"), "GetItem PutItem UpdateItem DeleteItem Query BatchGetItem"),
    SQS(
            "sqs",
            regional("sqs", ""),
            "SendMessage ReceiveMessage DeleteMessage GetQueueUrl GetQueueAttributes PurgeQueue"),
    SNS("sns", regional("sns", ""), "Publish Subscribe Unsubscribe GetTopicAttributes CreateTopic DeleteTopic"),
    LAMBDA(
            "lambda",
            regional("lambda", "function:"),
            "InvokeFunction GetFunction CreateFunction UpdateFunctionCode DeleteFunction GetPolicy"),
    SECRETS(
            "secretsmanager",
            regional("secretsmanager", "secret:"),
            "GetSecretValue PutSecretValue DescribeSecret CreateSecret DeleteSecret RotateSecret"),
    LOGS(
            "logs",
            regional("logs", "log-group:"),
            "PutLogEvents GetLogEvents FilterLogEvents CreateLogStream CreateLogGroup DeleteLogGroup"),
    ECR(
            "ecr",
            regional("ecr", "repository/"),
            "BatchGetImage PutImage InitiateLayerUpload DescribeImages ListImages BatchDeleteImage"),
    SSM(
            "ssm",
            regional("ssm", "parameter/"),
            "GetParameter GetParameters PutParameter DeleteParameter GetParametersByPath DescribeParameters");

    private final String prefix;
    private final String resources;
    private final String names;

    Service(String prefix, String resources, String names) {
        this.prefix = prefix;
        this.resources = resources;
        this.names = names;
    }

    /** What stands before the colon of its actions. */
    String prefix() {
        return prefix;
    }

    /** What its ARNs begin with. */
    String resources() {
        return resources;
    }

    /** Its actions, {@code s3:GetObject} and so on. */
    List<String> actions() {
        return Arrays.stream(names.split(" ", -1))
                .map(name -> prefix + ":" + name)
                .toList();
    }

    /** The service whose resources this ARN or pattern is about. */
    static Service ofResource(String resource) {
        return Arrays.stream(values())
                .filter(service -> resource.startsWith(service.resources))
                .findFirst()
                .orElseThrow();
    }

    private static String regional(String service, String kind) {
        return "arn:aws:" + service + ":eu-central-1:" + IamText.ACCOUNT + ":" + kind;
    }
}

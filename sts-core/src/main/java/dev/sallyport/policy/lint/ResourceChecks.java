package dev.sallyport.policy.lint;

import java.util.Locale;
import java.util.Set;

/** The form of resources: an ARN field by field. Fields with a variable or a wildcard may be anything. */
final class ResourceChecks {
    private static final int FIELDS = 6;
    private static final int ACCOUNT_DIGITS = 12;
    private static final Set<String> PARTITIONS =
            Set.of("aws", "aws-cn", "aws-us-gov", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f", "aws-eusc");

    /** Services whose resources are in no Region. */
    private static final Set<String> GLOBAL =
            Set.of("iam", "sts", "cloudfront", "organizations", "route53", "waf", "account", "budgets");

    /** Services all of whose resources are in a Region. */
    private static final Set<String> REGIONAL = Set.of(
            "dynamodb",
            "ecs",
            "elasticache",
            "execute-api",
            "kinesis",
            "kms",
            "lambda",
            "logs",
            "rds",
            "secretsmanager",
            "sns",
            "sqs",
            "ssm",
            "states");

    private static final Set<String> IAM_KINDS = Set.of(
            "user",
            "federated-user",
            "role",
            "group",
            "instance-profile",
            "mfa",
            "server-certificate",
            "policy",
            "sms-mfa",
            "saml-provider",
            "oidc-provider",
            "report",
            "access-report");

    private ResourceChecks() {}

    static void run(WrittenPolicy policy, WrittenStatement statement, Findings findings) {
        if (policy.isTrust() && (statement.has("Resource") || statement.has("NotResource"))) {
            findings.add(Check.ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE, statement.span());
        }
        for (Written resource : statement.resources()) {
            if (!Written.isOnlyWildcards(resource.text()) && !resource.text().startsWith("${")) {
                arn(resource, findings);
            }
        }
    }

    private static void arn(Written resource, Findings findings) {
        String[] fields = resource.text().strip().split(":", FIELDS);
        if (!fields[0].equals("arn")) {
            if (!Written.hasWildcard(fields[0])) {
                findings.add(Check.INVALID_ARN_PREFIX, resource);
            }
            return;
        }
        if (fields.length < FIELDS) {
            if (!Written.hasWildcard(fields[fields.length - 1])) {
                findings.add(Check.MISSING_ARN_FIELD, resource);
            }
            return;
        }
        if (isFixed(fields[1]) && !PARTITIONS.contains(fields[1])) {
            findings.add(Check.INVALID_PARTITION, resource);
        }
        String service = fields[2];
        if (!service.equals(service.toLowerCase(Locale.ROOT)) && isFixed(service)) {
            findings.add(Check.INVALID_ARN_SERVICE_CASE, resource);
        }
        region(resource, service, fields[3], findings);
        account(resource, service, fields[4], fields[5], findings);
        resource(resource, service, fields[5], findings);
    }

    private static void region(Written resource, String service, String region, Findings findings) {
        if (region.isEmpty()) {
            if (REGIONAL.contains(service)) {
                findings.add(Check.MISSING_ARN_REGION, resource);
            }
        } else if (GLOBAL.contains(service) || service.equals("s3")) {
            // Access points and jobs of S3 are in a Region, buckets and objects are not. A star also stands for
            // nothing.
            boolean bucket = service.equals("s3") && isBucket(resource.text().split(":", FIELDS)[5]);
            if (!Written.isOnlyWildcards(region) && (bucket || !service.equals("s3"))) {
                findings.add(Check.ARN_REGION_NOT_ALLOWED, resource);
            }
        } else if (isFixed(region) && !isRegion(region)) {
            findings.add(Check.INVALID_ARN_REGION, resource);
        }
    }

    private static void account(Written resource, String service, String account, String rest, Findings findings) {
        if (service.equals("s3") && !account.isEmpty() && !Written.isOnlyWildcards(account) && isBucket(rest)) {
            findings.add(Check.ARN_ACCOUNT_NOT_ALLOWED, resource);
        } else if (!account.isEmpty()
                && !account.equals("aws")
                && !account.equals("cloudfront")
                && isFixed(account)
                && !isAccount(account)) {
            findings.add(Check.INVALID_ARN_ACCOUNT, resource);
        }
    }

    private static void resource(Written resource, String service, String rest, Findings findings) {
        int slash = rest.indexOf('/');
        String kind = slash < 0 ? rest : rest.substring(0, slash);
        boolean unknownInIam = service.equals("iam")
                && isFixed(kind)
                && !kind.equals("root")
                && (slash < 0 || !IAM_KINDS.contains(kind));
        if (rest.isEmpty() || unknownInIam) {
            findings.add(Check.INVALID_ARN_RESOURCE, resource);
        }
    }

    private static boolean isBucket(String rest) {
        return !rest.startsWith("accesspoint")
                && !rest.startsWith("job/")
                && !rest.startsWith("storage-lens")
                && !rest.startsWith("async-request/")
                && !Written.hasWildcard(rest.substring(0, Math.min(1, rest.length())));
    }

    private static boolean isFixed(String field) {
        return !Written.hasWildcard(field) && !field.contains("${");
    }

    static boolean isAccount(String text) {
        return text.length() == ACCOUNT_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** {@code eu-central-1}: words in lower case, and one digit at the end. */
    static boolean isRegion(String text) {
        String[] words = text.split("-", -1);
        if (words.length < 3) {
            return false;
        }
        for (int i = 0; i < words.length - 1; i++) {
            if (words[i].isEmpty() || !words[i].chars().allMatch(c -> c >= 'a' && c <= 'z')) {
                return false;
            }
        }
        String last = words[words.length - 1];
        return last.length() == 1 && last.charAt(0) >= '1' && last.charAt(0) <= '9';
    }
}

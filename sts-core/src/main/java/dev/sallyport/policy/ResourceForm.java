package dev.sallyport.policy;

import dev.sallyport.json.Span;
import java.util.List;
import java.util.Set;

/** What a resource in a policy must look like: an ARN, with wildcards, or {@code *}. */
final class ResourceForm {
    private static final Set<String> PARTITIONS =
            Set.of("aws", "aws-cn", "aws-us-gov", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f", "aws-eusc");

    private static final List<String> IAM_PATHS = List.of(
            "user/",
            "federated-user/",
            "role/",
            "group/",
            "instance-profile/",
            "mfa/",
            "server-certificate/",
            "policy/",
            "sms-mfa/",
            "saml-provider/",
            "oidc-provider/",
            "report/",
            "access-report/");

    private final String text;
    private final Span span;
    private final PolicyFaults faults;

    private ResourceForm(String text, Span span, PolicyFaults faults) {
        this.text = text;
        this.span = span;
        this.faults = faults;
    }

    static void check(String resource, Span span, PolicyFaults faults) {
        if (!resource.equals("*")) {
            new ResourceForm(resource, span, faults).check();
        }
    }

    private void check() {
        String[] parts = text.split(":", ArnPattern.PARTS);
        if (parts.length < ArnPattern.PARTS && text.contains("::")) {
            faults.legacy("`" + shown(text) + "` is cut short: an ARN has six parts", span);
        }
        if (parts.length > 2 && parts[2].isEmpty()) {
            faults.legacy("`" + shown(text) + "` names no service", span);
        }
        if (parts.length < 2) {
            fault("Resource " + shown(text) + " must be in ARN format or \"*\".");
        } else if (!PARTITIONS.contains(parts[1]) && !hasWildcard(parts[1])) {
            fault("Partition \"" + shown(parts[1]) + "\" is not valid for resource \"" + completed(parts) + "\".");
        } else if (parts.length < 3 || hasWildcard(parts[2])) {
            fault("Resource vendor must be fully qualified and cannot contain regexes.");
        } else if (!parts[0].equals("arn")) {
            fault("Resource " + shown(text) + " must be in ARN format or \"*\".");
        } else {
            checkService(parts);
        }
    }

    private void checkService(String[] parts) {
        String region = parts.length > 3 ? parts[3] : "";
        String account = parts.length > 4 ? parts[4] : "";
        boolean fixedRegion = !region.isEmpty() && !hasWildcard(region);
        if (parts[2].equals("iam") && fixedRegion) {
            fault("IAM resource " + shown(text) + " cannot contain region information.");
        } else if (parts[2].equals("s3") && fixedRegion && account.isEmpty()) {
            // With an account it is an access point, which is in a region.
            fault("Resource " + shown(text) + " can not contain region information.");
        } else if (parts[2].equals("iam") && parts.length == ArnPattern.PARTS && !isIamPath(parts[5])) {
            fault("IAM resource path must either be \"*\" or start with " + String.join(", ", IAM_PATHS) + ".");
        }
    }

    private static boolean isIamPath(String path) {
        int slash = path.indexOf('/');
        String kind = slash < 0 ? path : path.substring(0, slash);
        return hasWildcard(kind) || kind.contains("${") || IAM_PATHS.stream().anyMatch(path::startsWith);
    }

    /** The resource as AWS repeats it: in ARN form, with a star for each part that is missing. */
    private static String completed(String[] parts) {
        StringBuilder arn = new StringBuilder("arn:").append(parts[1]);
        for (int i = 2; i < ArnPattern.PARTS; i++) {
            arn.append(':').append(i < parts.length ? parts[i] : "*");
        }
        return shown(arn.toString());
    }

    private static boolean hasWildcard(String part) {
        return part.indexOf('*') >= 0 || part.indexOf('?') >= 0;
    }

    private void fault(String message) {
        faults.resource(message, "a resource is `arn:partition:service:region:account:resource` or `*`", span);
    }

    private static String shown(String text) {
        return PolicyFaults.shown(text);
    }
}

package dev.sallyport.context;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The keys of the namespaces {@code aws:}, {@code sts:}, {@code iam:}, {@code saml:} and {@code ci:} that some request
 * can carry today. A policy that reads any other key of these would silently never match, or, in a Deny, never apply.
 */
public final class SuppliedKeys {
    private static final Set<String> RESERVED_NAMESPACES = Set.of("aws", "sts", "iam", "saml", "ci");

    private static final Set<String> NAMES = Set.of(
            "aws:CurrentTime",
            "aws:EpochTime",
            "aws:FederatedProvider",
            "aws:MultiFactorAuthAge",
            "aws:MultiFactorAuthPresent",
            "aws:PrincipalAccount",
            "aws:PrincipalArn",
            "aws:PrincipalIsAWSService",
            "aws:PrincipalType",
            "aws:Referer",
            "aws:RequestedRegion",
            "aws:ResourceAccount",
            "aws:SecureTransport",
            "aws:SourceIdentity",
            "aws:SourceIp",
            "aws:TagKeys",
            "aws:TokenIssueTime",
            "aws:UserAgent",
            "aws:userid",
            "aws:username",
            "aws:ViaAWSService",
            "ci:actor",
            "ci:actor-id",
            "ci:commit",
            "ci:environment",
            "ci:event",
            "ci:job-id",
            "ci:owner",
            "ci:owner-id",
            "ci:ref",
            "ci:ref-protected",
            "ci:ref-type",
            "ci:repository",
            "ci:repository-id",
            "ci:run-id",
            "ci:runner-environment",
            "ci:service-account",
            "ci:service-account-id",
            "ci:workflow",
            "ci:workflow-ref",
            "sts:DurationSeconds",
            "sts:ExternalId",
            "sts:IdentityTokenAudience",
            "sts:RoleAuthorizedByIdp",
            "sts:RoleSessionName",
            "sts:SigningAlgorithm",
            "sts:SourceIdentity",
            "sts:TransitiveTagKeys");

    private static final Set<String> EXACT =
            NAMES.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());

    private static final List<String> WITH_TAG_KEY =
            List.of("aws:principaltag/", "aws:requesttag/", "aws:resourcetag/", "iam:resourcetag/");

    private SuppliedKeys() {}

    /** Those without a tag key in their name, as AWS spells them: for whoever suggests one. */
    public static Set<String> names() {
        return NAMES;
    }

    /** Whether a request can carry {@code key}; true for keys outside the reserved namespaces, such as claims. */
    public static boolean supplies(String key) {
        String lower = key.toLowerCase(Locale.ROOT);
        int colon = lower.indexOf(':');
        if (colon < 0 || !RESERVED_NAMESPACES.contains(lower.substring(0, colon))) {
            return true;
        }
        return EXACT.contains(lower)
                || WITH_TAG_KEY.stream()
                        .anyMatch(prefix -> lower.startsWith(prefix) && lower.length() > prefix.length());
    }
}

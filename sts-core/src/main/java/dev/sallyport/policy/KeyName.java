package dev.sallyport.policy;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Names of condition keys, which have no case. The keys that nearly every request or policy has exist once, so that
 * comparing them is comparing references, and putting one costs no new text.
 */
final class KeyName {
    private static final Map<String, String> SHARED = new HashMap<>();

    static {
        for (String written : new String[] {
            "aws:CurrentTime",
            "aws:EpochTime",
            "aws:FederatedProvider",
            "aws:MultiFactorAuthAge",
            "aws:MultiFactorAuthPresent",
            "aws:PrincipalAccount",
            "aws:PrincipalArn",
            "aws:PrincipalIsAWSService",
            "aws:PrincipalOrgID",
            "aws:PrincipalOrgPaths",
            "aws:PrincipalServiceName",
            "aws:PrincipalType",
            "aws:Referer",
            "aws:RequestedRegion",
            "aws:ResourceAccount",
            "aws:ResourceOrgID",
            "aws:SecureTransport",
            "aws:SourceAccount",
            "aws:SourceArn",
            "aws:SourceIdentity",
            "aws:SourceIp",
            "aws:SourceVpc",
            "aws:SourceVpce",
            "aws:TagKeys",
            "aws:TokenIssueTime",
            "aws:UserAgent",
            "aws:userid",
            "aws:username",
            "aws:ViaAWSService",
            "sts:ExternalId",
            "sts:RoleAuthorizedByIdp",
            "sts:RoleSessionName",
            "sts:SourceIdentity",
            "sts:TransitiveTagKeys"
        }) {
            String lower = written.toLowerCase(Locale.ROOT);
            SHARED.put(written, lower);
            SHARED.put(lower, lower);
        }
    }

    private KeyName() {}

    static String lower(String written) {
        String shared = SHARED.get(written);
        return shared == null ? written.toLowerCase(Locale.ROOT) : shared;
    }
}

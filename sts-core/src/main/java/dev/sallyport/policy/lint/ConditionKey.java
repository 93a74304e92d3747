package dev.sallyport.policy.lint;

import dev.sallyport.policy.LiteralForm;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A condition key that AWS documents: what it holds and whether it may hold several values.
 *
 * @param actions the only actions whose requests have it, in lower case; empty when it is not tied to actions
 */
record ConditionKey(LiteralForm form, boolean multiValued, Set<String> actions) {
    private static final Map<String, ConditionKey> KEYS = new HashMap<>();

    private static final List<String> TAG_PREFIXES =
            List.of("aws:principaltag/", "aws:requesttag/", "aws:resourcetag/");

    private static final String ASSUME = "sts:assumerole";
    private static final String SAML = "sts:assumerolewithsaml";
    private static final String WEB = "sts:assumerolewithwebidentity";

    static {
        global(
                LiteralForm.TEXT,
                "PrincipalAccount",
                "PrincipalOrgID",
                "PrincipalServiceName",
                "PrincipalType",
                "userid",
                "username",
                "AssumedRoot",
                "FederatedProvider",
                "Ec2InstanceSourceVpc",
                "SourceIdentity",
                "SourceVpc",
                "SourceVpce",
                "VpceAccount",
                "VpceOrgID",
                "ResourceAccount",
                "ResourceOrgID",
                "CalledViaFirst",
                "CalledViaLast",
                "referer",
                "RequestedRegion",
                "SourceAccount",
                "SourceOrgID",
                "UserAgent",
                "CalledViaAWSMCP");
        global(
                LiteralForm.ARN,
                "PrincipalArn",
                "SourceArn",
                "SourceVpcArn",
                "ChatbotSourceArn",
                "SignInSessionArn",
                "LambdaSourceFunctionArn",
                "ARN");
        global(
                LiteralForm.BOOLEAN,
                "PrincipalIsAWSService",
                "MultiFactorAuthPresent",
                "ViaAWSService",
                "ViaAWSMCPService",
                "SecureTransport");
        global(LiteralForm.NUMBER, "MultiFactorAuthAge");
        global(LiteralForm.DATE, "CurrentTime", "EpochTime", "TokenIssueTime");
        global(LiteralForm.ADDRESS, "SourceIp", "VpcSourceIp", "Ec2InstanceSourcePrivateIPv4");
        for (String name : List.of(
                "TagKeys",
                "CalledVia",
                "PrincipalOrgPaths",
                "PrincipalServiceNamesList",
                "ResourceOrgPaths",
                "SourceOrgPaths",
                "VpceOrgPaths")) {
            put("aws:" + name, LiteralForm.TEXT, true, Set.of());
        }
        put("sts:ExternalId", LiteralForm.TEXT, false, Set.of(ASSUME));
        put("sts:RoleSessionName", LiteralForm.TEXT, false, Set.of(ASSUME, SAML, WEB));
        put("sts:SourceIdentity", LiteralForm.TEXT, false, Set.of(ASSUME, SAML, WEB, "sts:setsourceidentity"));
        put("sts:TransitiveTagKeys", LiteralForm.TEXT, true, Set.of(ASSUME, SAML, WEB, "sts:tagsession"));
        put("sts:RoleAuthorizedByIdp", LiteralForm.BOOLEAN, false, Set.of(WEB));
        put("sts:DurationSeconds", LiteralForm.NUMBER, false, Set.of());
        put("sts:AWSServiceName", LiteralForm.TEXT, false, Set.of("sts:getservicebearertoken"));
        put("sts:RequestContextProviders", LiteralForm.ARN, true, Set.of(ASSUME, "sts:setcontext"));
        put("sts:RequestContext", LiteralForm.TEXT, false, Set.of(ASSUME, "sts:setcontext"));
        put("sts:TaskPolicyArn", LiteralForm.ARN, false, Set.of("sts:assumeroot"));
        put("sts:IdentityTokenAudience", LiteralForm.TEXT, true, Set.of("sts:getwebidentitytoken"));
        put("sts:SigningAlgorithm", LiteralForm.TEXT, false, Set.of("sts:getwebidentitytoken"));
    }

    /** What is known of a key; empty when nothing is. */
    static Optional<ConditionKey> of(String lowerKey) {
        if (TAG_PREFIXES.stream().anyMatch(lowerKey::startsWith)) {
            return Optional.of(new ConditionKey(LiteralForm.TEXT, false, Set.of()));
        }
        return Optional.ofNullable(KEYS.get(lowerKey));
    }

    /** Whether all keys with this one's prefix are known, so that an unknown one does not exist. */
    static boolean isOfKnownService(String lowerKey) {
        return lowerKey.startsWith("aws:") || lowerKey.startsWith("sts:");
    }

    /** Whether a key about tags does not say which tag. */
    static boolean lacksTag(String lowerKey) {
        return TAG_PREFIXES.stream().anyMatch(prefix -> lowerKey.equals(prefix) || (lowerKey + "/").equals(prefix));
    }

    private static void global(LiteralForm form, String... names) {
        for (String name : names) {
            put("aws:" + name, form, false, Set.of());
        }
    }

    private static void put(String key, LiteralForm form, boolean multiValued, Set<String> actions) {
        KEYS.put(key.toLowerCase(Locale.ROOT), new ConditionKey(form, multiValued, actions));
    }
}

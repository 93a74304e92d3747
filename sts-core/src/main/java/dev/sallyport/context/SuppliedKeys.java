package dev.sallyport.context;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The keys of the namespaces {@code aws:}, {@code sts:}, {@code iam:}, {@code saml:} and {@code ci:} that some request
 * can carry today. A policy that reads any other key of these would silently never match, or, in a Deny, never apply.
 */
public final class SuppliedKeys {
    private static final Set<String> RESERVED_NAMESPACES = Set.of("aws", "sts", "iam", "saml", "ci");

    private static final Set<String> EXACT = Set.of(
            "aws:currenttime",
            "aws:epochtime",
            "aws:federatedprovider",
            "aws:multifactorauthage",
            "aws:multifactorauthpresent",
            "aws:principalaccount",
            "aws:principalarn",
            "aws:principalisawsservice",
            "aws:principaltype",
            "aws:referer",
            "aws:requestedregion",
            "aws:resourceaccount",
            "aws:securetransport",
            "aws:sourceidentity",
            "aws:sourceip",
            "aws:tagkeys",
            "aws:tokenissuetime",
            "aws:useragent",
            "aws:userid",
            "aws:username",
            "aws:viaawsservice",
            "sts:externalid",
            "sts:roleauthorizedbyidp",
            "sts:rolesessionname",
            "sts:sourceidentity",
            "sts:transitivetagkeys");

    private static final List<String> WITH_TAG_KEY =
            List.of("aws:principaltag/", "aws:requesttag/", "aws:resourcetag/", "iam:resourcetag/");

    private SuppliedKeys() {}

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

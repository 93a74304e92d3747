package dev.sallyport.policy.lint;

import dev.sallyport.policy.Wildcard;
import java.util.List;

/** What the actions of a statement say. */
final class ActionChecks {
    /** The operations of STS and the permissions that have no operation: the one service known here in full. */
    private static final List<String> STS = List.of(
            "sts:assumerole",
            "sts:assumerolewithsaml",
            "sts:assumerolewithwebidentity",
            "sts:assumeroot",
            "sts:decodeauthorizationmessage",
            "sts:getaccesskeyinfo",
            "sts:getcalleridentity",
            "sts:getdelegatedaccesstoken",
            "sts:getfederationtoken",
            "sts:getservicebearertoken",
            "sts:getsessiontoken",
            "sts:getwebidentitytoken",
            "sts:setcontext",
            "sts:setsourceidentity",
            "sts:tagsession",
            "sts:taggetwebidentitytoken");

    private static final List<String> TRUST = List.of(
            "sts:assumerole",
            "sts:assumerolewithsaml",
            "sts:assumerolewithwebidentity",
            "sts:tagsession",
            "sts:setsourceidentity",
            "sts:setcontext");

    private ActionChecks() {}

    static void run(WrittenPolicy policy, WrittenStatement statement, Findings findings) {
        for (Written action : statement.actions()) {
            String lower = action.lower();
            int colon = lower.indexOf(':');
            String service = colon < 0 ? lower : lower.substring(0, colon);
            if (Written.hasWildcard(service) && !service.equals("*")) {
                findings.add(Check.WILDCARD_IN_SERVICE_NAME, action);
            }
            if (service.equals("sts") && !matchesAny(lower, STS)) {
                findings.add(Check.INVALID_ACTION, action);
            } else if (policy.isTrust() && (!service.equals("sts") || !matchesAny(lower, TRUST))) {
                findings.add(Check.UNSUPPORTED_ACTION_IN_POLICY, action);
            }
        }
    }

    private static boolean matchesAny(String pattern, List<String> actions) {
        Wildcard wildcard = Wildcard.of(pattern);
        return actions.stream().anyMatch(wildcard::matches);
    }
}

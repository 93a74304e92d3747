package dev.sallyport.policy;

import java.util.ArrayList;
import java.util.List;

/** The whole reason of a denial as one line of text, for a record that the caller does not see. */
public final class DenialReason {
    /** Each near miss is one; more of them would make the line longer and nobody wiser. */
    private static final int MAX_NEAR_MISSES = 8;

    private DenialReason() {}

    /** Asks {@link PolicyEvaluator#explain}; to be called only once a request is denied. */
    public static String of(PolicySet policies, AuthorizationRequest request) {
        if (!(PolicyEvaluator.explain(policies, request) instanceof Decision.Denied denied)) {
            throw new IllegalStateException("asked for the reason of a denial that is none");
        }
        List<String> parts = new ArrayList<>();
        if (denied.explicit()) {
            denied.by().forEach(statement -> parts.add("denied by " + name(statement)));
        } else {
            parts.add("no " + denied.stoppedBy().displayName() + " allows it");
            PolicyEvaluator.everyNearMiss(policies, request).stream()
                    .limit(MAX_NEAR_MISSES)
                    .forEach(miss -> parts.add(nearly(miss)));
            if (!denied.missingKeys().isEmpty()) {
                parts.add("the request has no " + String.join(", ", denied.missingKeys()));
            }
        }
        return String.join("; ", parts);
    }

    /** {@code policy:sid@line}, without the sid where there is none. */
    public static String name(MatchedStatement statement) {
        return statement.policyId() + statement.sid().map(sid -> ":" + sid).orElse("") + "@" + statement.startLine();
    }

    private static String nearly(NearMiss miss) {
        String what = miss.element()
                + miss.operator().map(operator -> " " + operator).orElse("")
                + miss.key().map(key -> " " + key).orElse("");
        return name(miss.statement()) + " (" + miss.effect() + ") fails on " + what + ": expected " + miss.expected()
                + ", actual " + miss.actual();
    }
}

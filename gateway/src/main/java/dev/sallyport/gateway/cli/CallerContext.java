package dev.sallyport.gateway.cli;

import dev.sallyport.context.CallerKeys;
import dev.sallyport.directory.Caller;
import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Principal;
import dev.sallyport.identity.Tags;
import dev.sallyport.policy.ConditionContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The condition keys that come from who asks, as the gateway takes them from a caller. */
final class CallerContext {
    private CallerContext() {}

    /**
     * Those of a user, a role session or the bearer of a token; nobody else has any. The unique id in {@code aws:userid} is
     * made up, because only a running gateway gives ids.
     */
    static ConditionContext of(Principal principal, Tags tags) {
        ConditionContext.Builder keys = ConditionContext.builder();
        if (principal instanceof Principal.WebIdentity identity) {
            CallerKeys.add(keys, identity);
        } else if (principal instanceof Principal.User || principal instanceof Principal.RoleSession) {
            Caller caller = new Caller(principal, tags, List.of(), Optional.empty(), List.of(), Optional.empty());
            CallerKeys.add(keys, caller, Instant.EPOCH); // Without a session nothing is said about a time.
        }
        if (principal instanceof Principal.RoleSession) {
            // A session always has this key, and without a code it says so.
            keys.put("aws:MultiFactorAuthPresent", "false");
        }
        return keys.build();
    }

    /** What is the same for every user of an account. */
    static ConditionContext ofSomeUser(AccountId account) {
        return ConditionContext.builder()
                .put("aws:PrincipalAccount", account.digits())
                .put("aws:PrincipalType", "User")
                .put("aws:PrincipalIsAWSService", "false")
                .build();
    }

    /** What is given, and of the others what is not. */
    static ConditionContext join(ConditionContext given, ConditionContext others) {
        ConditionContext.Builder all = given.toBuilder();
        for (String key : others.keys()) {
            if (!all.contains(key)) {
                // Whatever is known of callers and resources here has one value.
                others.get(key).ifPresent(values -> all.put(key, values.get(0)));
            }
        }
        return all.build();
    }
}

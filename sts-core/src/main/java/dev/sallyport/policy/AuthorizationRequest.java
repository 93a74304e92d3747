package dev.sallyport.policy;

import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Principal;
import java.util.Optional;

/**
 * One question: may this principal do this to that?
 *
 * @param action {@code vendor:name}; its case does not matter
 * @param resource an ARN, or {@code *} for an action that is about no resource
 * @param resourceAccount the account that owns the resource; empty when it is the principal's own
 */
public record AuthorizationRequest(
        Principal principal,
        String action,
        String resource,
        Optional<AccountId> resourceAccount,
        ConditionContext context) {
    /** Whether another account than the principal's owns the resource. */
    boolean isCrossAccount() {
        return principal.account().isPresent()
                && resourceAccount.isPresent()
                && !principal.account().equals(resourceAccount);
    }
}

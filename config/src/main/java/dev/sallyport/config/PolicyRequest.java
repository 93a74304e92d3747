package dev.sallyport.config;

import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Arn;
import dev.sallyport.policy.ConditionContext;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One request of a file of policy tests or requests.
 *
 * @param file where it stands, with {@code line} and {@code column}
 * @param name what its file calls it; for one without a name what it asks
 * @param context the condition keys that the file gives; what is known of the principal is not among them
 */
public record PolicyRequest(
        Path file,
        int line,
        int column,
        String name,
        Arn principal,
        String action,
        String resource,
        Optional<AccountId> resourceAccount,
        ConditionContext context) {
    /** {@code file:line:column}. */
    public String place() {
        return file + ":" + line + ":" + column;
    }
}

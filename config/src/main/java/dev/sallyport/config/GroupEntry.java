package dev.sallyport.config;

import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Arn;
import dev.sallyport.policy.Policy;
import java.util.List;

/** A group of users; what it may do stands in its users' policies too. */
public record GroupEntry(AccountId account, String path, String name, List<Policy> policies) {
    public GroupEntry {
        policies = List.copyOf(policies);
    }

    public Arn arn() {
        return Arn.iam(account, "group" + path + name);
    }
}

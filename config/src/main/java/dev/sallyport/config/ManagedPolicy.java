package dev.sallyport.config;

import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Arn;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.PolicyType;

/** A customer managed policy, which users, groups and roles attach, and which can bound a user, role or session. */
public record ManagedPolicy(AccountId account, String path, String name, Policy document) {
    public Arn arn() {
        return arn(account, path, name);
    }

    static Arn arn(AccountId account, String path, String name) {
        return Arn.iam(account, "policy" + path + name);
    }

    /** The same text in another role, such as a boundary. */
    public Policy as(PolicyType type) {
        return Policy.parse(type, document.id(), document.json());
    }
}

package dev.sallyport.config;

import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Tags;
import dev.sallyport.policy.Policy;
import java.util.List;
import java.util.Optional;

/**
 * A user as the files say; its unique id is the store's.
 *
 * @param policies what it may do: its inline policies, its attached ones, and those of its groups
 */
public record UserEntry(
        AccountId account,
        String path,
        String name,
        Tags tags,
        List<String> groups,
        List<Policy> policies,
        Optional<Policy> boundary,
        List<AccessKeyEntry> accessKeys,
        List<MfaDeviceEntry> mfaDevices) {
    public UserEntry {
        groups = List.copyOf(groups);
        policies = List.copyOf(policies);
        accessKeys = List.copyOf(accessKeys);
        mfaDevices = List.copyOf(mfaDevices);
    }

    public Arn arn() {
        return Arn.iam(account, "user" + path + name);
    }
}

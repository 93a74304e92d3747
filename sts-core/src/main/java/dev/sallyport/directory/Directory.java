package dev.sallyport.directory;

import dev.sallyport.identity.AccessKeyId;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.UniqueId;
import dev.sallyport.policy.Policy;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Everybody and everything the gateway knows, at one moment. Immutable. */
public final class Directory {
    private final Map<UniqueId, User> users;
    private final Map<UniqueId, Role> roles;
    private final Map<Arn, Role> rolesByArn;
    private final Set<String> breakGlass;
    private final Map<AccessKeyId, AccessKey> accessKeys;
    private final Map<Arn, MfaDevice> mfaDevices;
    private final Map<Arn, Policy> managedPolicies;

    /**
     * @param managedPolicies as session policies, which is how sessions name them
     * @throws IllegalArgumentException when two entries have one id
     */
    public Directory(
            Collection<User> users,
            Collection<Role> roles,
            Collection<AccessKey> accessKeys,
            Collection<MfaDevice> mfaDevices,
            Map<Arn, Policy> managedPolicies) {
        this.users = index(users, user -> user.principal().id());
        this.roles = index(roles, Role::id);
        this.rolesByArn = index(roles, Role::arn);
        this.breakGlass = roles.stream()
                .filter(role -> role.breakGlass().isPresent())
                .map(role -> role.id().value())
                .collect(Collectors.toUnmodifiableSet());
        this.accessKeys = index(accessKeys, AccessKey::id);
        this.mfaDevices = index(mfaDevices, MfaDevice::serial);
        this.managedPolicies = Map.copyOf(managedPolicies);
    }

    public Optional<User> user(UniqueId id) {
        return Optional.ofNullable(users.get(id));
    }

    public Optional<Role> role(UniqueId id) {
        return Optional.ofNullable(roles.get(id));
    }

    /** The role of exactly this ARN, path and case included. */
    public Optional<Role> role(Arn arn) {
        return Optional.ofNullable(rolesByArn.get(arn));
    }

    /** Whether {@code id} is the unique id of a break-glass role that is there. */
    public boolean isBreakGlass(String id) {
        return breakGlass.contains(id);
    }

    public Optional<AccessKey> accessKey(AccessKeyId id) {
        return Optional.ofNullable(accessKeys.get(id));
    }

    public Optional<MfaDevice> mfaDevice(Arn serial) {
        return Optional.ofNullable(mfaDevices.get(serial));
    }

    /** The managed policy of exactly this ARN, for a session that was given it. */
    public Optional<Policy> sessionPolicy(Arn arn) {
        return Optional.ofNullable(managedPolicies.get(arn));
    }

    private static <K, V> Map<K, V> index(Collection<V> values, Function<V, K> key) {
        Map<K, V> index = new LinkedHashMap<>();
        for (V value : values) {
            if (index.put(key.apply(value), value) != null) {
                throw new IllegalArgumentException("`" + key.apply(value) + "` is there twice");
            }
        }
        return Map.copyOf(index);
    }
}

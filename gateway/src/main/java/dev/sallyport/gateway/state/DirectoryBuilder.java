package dev.sallyport.gateway.state;

import dev.sallyport.config.AccountEntry;
import dev.sallyport.config.Identities;
import dev.sallyport.config.RoleEntry;
import dev.sallyport.config.UserEntry;
import dev.sallyport.directory.AccessKey;
import dev.sallyport.directory.BreakGlass;
import dev.sallyport.directory.Directory;
import dev.sallyport.directory.MfaDevice;
import dev.sallyport.directory.Role;
import dev.sallyport.directory.User;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Principal;
import dev.sallyport.identity.UniqueId;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.PolicyType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Between the files, which know names, and the store, which knows who bears them. */
public final class DirectoryBuilder {
    private DirectoryBuilder() {}

    /** What the registry must know of the files before it can say who everybody is. */
    public static DeclaredIdentities declared(Identities identities) {
        Map<Arn, UniqueId.Kind> entities = new LinkedHashMap<>();
        List<DeclaredIdentities.Trust> trusts = new ArrayList<>();
        Set<Arn> mfaDevices = new HashSet<>();
        for (AccountEntry account : identities.accounts().values()) {
            for (UserEntry user : account.users()) {
                entities.put(user.arn(), UniqueId.Kind.USER);
                user.mfaDevices().forEach(device -> mfaDevices.add(device.serial()));
            }
            account.groups().forEach(group -> entities.put(group.arn(), UniqueId.Kind.GROUP));
            for (RoleEntry role : account.roles()) {
                entities.put(role.arn(), UniqueId.Kind.ROLE);
                trusts.add(new DeclaredIdentities.Trust(
                        role.arn(), role.trust().json(), role.trust().principalArns()));
            }
        }
        return new DeclaredIdentities(entities, trusts, mfaDevices);
    }

    public static Directory build(Identities identities, AcceptedIdentities accepted) {
        List<User> users = new ArrayList<>();
        List<Role> roles = new ArrayList<>();
        List<AccessKey> keys = new ArrayList<>();
        List<MfaDevice> devices = new ArrayList<>();
        Map<Arn, Policy> managedPolicies = new LinkedHashMap<>();
        for (AccountEntry account : identities.accounts().values()) {
            for (UserEntry user : account.users()) {
                UniqueId id = accepted.uniqueId(user.arn());
                users.add(new User(
                        new Principal.User(user.account(), user.path(), user.name(), id),
                        user.tags(),
                        user.policies(),
                        user.boundary()));
                user.accessKeys().forEach(key -> keys.add(new AccessKey(key.id(), key.secret(), id, key.active())));
                user.mfaDevices().forEach(device -> devices.add(new MfaDevice(device.serial(), id, device.seed())));
            }
            account.roles().forEach(role -> roles.add(role(role, accepted)));
            account.policies().forEach(policy -> managedPolicies.put(policy.arn(), policy.as(PolicyType.SESSION)));
        }
        return new Directory(users, roles, keys, devices, managedPolicies);
    }

    private static Role role(RoleEntry role, AcceptedIdentities accepted) {
        return new Role(
                role.account(),
                role.path(),
                role.name(),
                accepted.uniqueId(role.arn()),
                role.trust().withPrincipalIds(accepted.principalsTrustedBy(role.arn())),
                role.policies(),
                role.boundary(),
                role.tags(),
                role.maxSessionDuration(),
                role.breakGlass().map(entry -> new BreakGlass(entry.maxDuration())));
    }
}

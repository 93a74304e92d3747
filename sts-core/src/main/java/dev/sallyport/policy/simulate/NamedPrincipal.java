package dev.sallyport.policy.simulate;

import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Principal;
import dev.sallyport.identity.UniqueId;
import java.util.Optional;

/**
 * Principals of whom only the name is known: whoever asks what policies would say has no unique ids, so these are made up
 * and policies are compared by ARN. Never for a request that somebody really makes.
 */
public final class NamedPrincipal {
    private static final UniqueId SOME_USER = new UniqueId("AIDAAAAAAAAAAAAAAAAAA");
    private static final UniqueId SOME_ROLE = new UniqueId("AROAAAAAAAAAAAAAAAAAA");

    private NamedPrincipal() {}

    /**
     * The principal of an ARN: an account's root, a user, a role (as a session of it), a session, a federated user, or an
     * OIDC provider (as the bearer of its token).
     *
     * @throws IllegalArgumentException when the ARN is of nobody who makes requests
     */
    public static Principal of(Arn arn) {
        String resource = arn.resource();
        if (arn.service().equals("iam") && resource.equals("root")) {
            return new Principal.AccountRoot(new AccountId(arn.account()));
        }
        if (resource.startsWith("user/")) {
            return user(arn);
        }
        if (resource.startsWith("role/")) {
            return role(arn, "session");
        }
        if (resource.startsWith("assumed-role/")) {
            return session(arn, Optional.empty());
        }
        if (resource.startsWith("federated-user/")) {
            return federatedUser(arn);
        }
        if (resource.startsWith("oidc-provider/")) {
            return new Principal.WebIdentity(new AccountId(arn.account()), arn);
        }
        throw new IllegalArgumentException(
                "`" + arn + "` makes no requests: name a user, a role, a session of a role or an account's root");
    }

    public static Principal user(Arn arn) {
        Path path = Path.of(arn, "user/");
        return new Principal.User(new AccountId(arn.account()), path.path, path.name, SOME_USER);
    }

    public static Principal role(Arn arn, String sessionName) {
        Path path = Path.of(arn, "role/");
        return new Principal.RoleSession(new AccountId(arn.account()), path.path, path.name, SOME_ROLE, sessionName);
    }

    public static Principal session(Arn arn, Optional<String> principalArnKey) {
        Path path = Path.of(arn, "assumed-role/");
        String roleName = path.path.substring(1, path.path.length() - 1);
        AccountId account = new AccountId(arn.account());
        Arn role = principalArnKey
                .filter(text -> text.startsWith(Arn.iam(account, "role/").toString()) && text.endsWith("/" + roleName))
                .map(Arn::parse)
                .orElse(Arn.iam(account, "role/" + roleName));
        return role(role, path.name);
    }

    /** The user who called GetFederationToken is not in its ARN. */
    public static Principal federatedUser(Arn arn) {
        Path path = Path.of(arn, "federated-user/");
        AccountId account = new AccountId(arn.account());
        return new Principal.FederatedUser(
                account, path.name, new Principal.User(account, "/", "caller-of-GetFederationToken", SOME_USER));
    }

    /** A path such as {@code /} or {@code /team/} and a name. */
    private record Path(String path, String name) {
        static Path of(Arn arn, String prefix) {
            if (!arn.resource().startsWith(prefix)) {
                throw new IllegalArgumentException("`" + arn + "` is not a `" + prefix + "`");
            }
            String rest = "/" + arn.resource().substring(prefix.length());
            int slash = rest.lastIndexOf('/');
            return new Path(rest.substring(0, slash + 1), rest.substring(slash + 1));
        }
    }
}

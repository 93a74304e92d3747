package dev.sallyport.policy.cases;

import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Principal;
import dev.sallyport.identity.UniqueId;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the principal of a case. Cases know names only, so policies are compared by ARN and the unique ids are made up;
 * the path of a session's role is taken from {@code aws:PrincipalArn} where the case has that key.
 */
final class Principals {
    private static final UniqueId SOME_USER = new UniqueId("AIDAAAAAAAAAAAAAAAAAA");
    private static final UniqueId SOME_ROLE = new UniqueId("AROAAAAAAAAAAAAAAAAAA");
    private static final Set<String> FIELDS = Set.of("type", "arn", "account", "service", "id");

    private Principals() {}

    static Principal of(Fields fields, Optional<String> principalArnKey) {
        fields.refuseUnknown(FIELDS);
        String type = fields.text("type");
        return switch (type) {
            case "user" -> user(arn(fields));
            case "role" -> role(arn(fields), "session");
            case "assumed-role" -> session(arn(fields), principalArnKey);
            case "federated-user" -> federated(arn(fields));
            case "root", "account" -> new Principal.AccountRoot(account(fields));
            case "service" -> new Principal.Service(fields.text("service"));
            case "anonymous" -> new Principal.Anonymous();
            case "web-identity", "saml" -> new Principal.WebIdentity(account(fields), arn(fields));
            default -> throw new IllegalArgumentException("a principal of type `" + type + "` makes no requests");
        };
    }

    private static Arn arn(Fields fields) {
        return Arn.parse(fields.text("arn"));
    }

    private static AccountId account(Fields fields) {
        return new AccountId(
                fields.maybeText("account").orElseGet(() -> arn(fields).account()));
    }

    private static Principal user(Arn arn) {
        Path path = Path.of(arn, "user/");
        return new Principal.User(new AccountId(arn.account()), path.path, path.name, SOME_USER);
    }

    private static Principal role(Arn arn, String sessionName) {
        Path path = Path.of(arn, "role/");
        return new Principal.RoleSession(new AccountId(arn.account()), path.path, path.name, SOME_ROLE, sessionName);
    }

    private static Principal session(Arn arn, Optional<String> principalArnKey) {
        Path path = Path.of(arn, "assumed-role/");
        String roleName = path.path.substring(1, path.path.length() - 1);
        AccountId account = new AccountId(arn.account());
        Arn role = principalArnKey
                .filter(text -> text.startsWith(Arn.iam(account, "role/").toString()) && text.endsWith("/" + roleName))
                .map(Arn::parse)
                .orElse(Arn.iam(account, "role/" + roleName));
        return role(role, path.name);
    }

    /** The user who called GetFederationToken is not part of a case. */
    private static Principal federated(Arn arn) {
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

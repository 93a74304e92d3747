package dev.sallyport.policy.cases;

import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Principal;
import dev.sallyport.policy.simulate.NamedPrincipal;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the principal of a case. Cases know names only, so policies are compared by ARN and the unique ids are made up;
 * the path of a session's role is taken from {@code aws:PrincipalArn} where the case has that key.
 */
final class Principals {
    private static final Set<String> FIELDS = Set.of("type", "arn", "account", "service", "id");

    private Principals() {}

    static Principal of(Fields fields, Optional<String> principalArnKey) {
        fields.refuseUnknown(FIELDS);
        String type = fields.text("type");
        return switch (type) {
            case "user" -> NamedPrincipal.user(arn(fields));
            case "role" -> NamedPrincipal.role(arn(fields), "session");
            case "assumed-role" -> NamedPrincipal.session(arn(fields), principalArnKey);
            case "federated-user" -> NamedPrincipal.federatedUser(arn(fields));
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
}

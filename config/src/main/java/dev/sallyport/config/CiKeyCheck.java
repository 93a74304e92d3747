package dev.sallyport.config;

import dev.sallyport.identity.Arn;
import dev.sallyport.oidc.CiClaims;
import dev.sallyport.oidc.OidcProvider;
import dev.sallyport.policy.Condition;
import dev.sallyport.policy.KeyUse;
import dev.sallyport.policy.PrincipalElement;
import dev.sallyport.policy.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether somebody supplies the {@code ci:} keys that policies read: only providers of a {@code kind} do, each those that
 * its tokens have a claim for. A condition on any other would never hold, and a Deny would never apply.
 */
final class CiKeyCheck {
    private final List<OidcProvider> providers = new ArrayList<>();
    private final Set<Arn> declared;
    private final Findings findings;

    /** @param declared everything with an ARN that the files name, faulty or not */
    CiKeyCheck(Collection<AccountDraft> accounts, Set<Arn> declared, Findings findings) {
        accounts.forEach(account -> account.providers.forEach(provider -> providers.add(provider.provider())));
        this.declared = declared;
        this.findings = findings;
    }

    /** Any policy: sessions carry the keys on, so that any provider may be where one comes from. */
    void check(ParsedPolicy policy) {
        if (hasFaultyProvider()) {
            return;
        }
        for (KeyUse use : policy.policy().keyUses()) {
            if (isCi(use.key()) && isSuppliedByNobody(use.key())) {
                findings.addDangling(
                        policy.at(use.line(), use.column()),
                        "no OIDC provider supplies the condition key `" + use.written() + "`" + missing(use.key()));
            }
        }
    }

    /** A trust policy: what a statement asks of the providers that it lets in, each of them must supply. */
    void checkTrust(AccountDraft account, ParsedPolicy trust) {
        for (Statement statement : trust.policy().statements()) {
            for (OidcProvider provider : letIn(account, statement)) {
                for (Condition condition : statement.conditions()) {
                    boolean unknown = isCi(condition.key()) && !supplies(provider, condition.key());
                    if (unknown && !isSuppliedByNobody(condition.key())) {
                        findings.add(
                                trust.at(condition.line(), condition.column()),
                                "tokens of `" + provider.issuer() + "` have no condition key `"
                                        + condition.writtenKey() + "`"
                                        + provider.ciClaims()
                                                .map(claims -> ": no claim of `kind: " + claims.kind()
                                                        + "` says that; decide by another key")
                                                .orElse(missing(condition.key())));
                    }
                }
            }
        }
    }

    private boolean isSuppliedByNobody(String key) {
        return providers.stream().noneMatch(provider -> supplies(provider, key));
    }

    private boolean hasFaultyProvider() {
        return declared.stream()
                        .filter(arn -> arn.resource().startsWith("oidc-provider/"))
                        .count()
                > providers.size();
    }

    private static List<OidcProvider> letIn(AccountDraft account, Statement statement) {
        List<String> named = statement.principal().stream()
                .flatMap(principal -> principal.values().stream())
                .filter(value -> value.kind() == PrincipalElement.Kind.FEDERATED)
                .map(PrincipalElement.Value::text)
                .toList();
        return account.providers.stream()
                .map(AccountDraft.Provider::provider)
                .filter(provider -> named.contains(provider.arn().toString()))
                .toList();
    }

    private static String missing(String key) {
        List<String> kinds = CiClaims.KNOWN.stream()
                .filter(claims -> claims.supplies(key))
                .map(CiClaims::kind)
                .toList();
        Optional<String> first = kinds.stream().findFirst();
        return first.map(kind -> "; give the provider its `kind`, one of `" + String.join("`, `", kinds) + "`, or `"
                        + CiClaims.GENERIC + "` with its `claims`")
                .orElse("; decide by another key");
    }

    private static boolean supplies(OidcProvider provider, String key) {
        return provider.ciClaims().filter(claims -> claims.supplies(key)).isPresent();
    }

    private static boolean isCi(String lowerKey) {
        return lowerKey.startsWith(CiClaims.PREFIX);
    }
}

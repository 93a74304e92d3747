package dev.sallyport.config;

import dev.sallyport.config.yaml.Place;
import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Arn;
import dev.sallyport.oidc.Issuer;
import dev.sallyport.policy.KeyUse;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The checks that need all files: what is unique over all accounts, and what one file says about another. */
final class CrossCheck {
    private static final String PROVIDER = "oidc-provider/";

    private final ServerFile server;
    private final Map<AccountId, AccountDraft> accounts;
    private final Findings findings;
    private final Set<Arn> declared = new LinkedHashSet<>();
    private final Set<String> keyPrefixes = new LinkedHashSet<>();

    CrossCheck(ServerFile server, Map<AccountId, AccountDraft> accounts, Findings findings) {
        this.server = server;
        this.accounts = accounts;
        this.findings = findings;
        accounts.values().forEach(account -> declared.addAll(account.declared));
        declared.stream()
                .filter(arn -> arn.resource().startsWith(PROVIDER))
                .forEach(arn -> keyPrefixes.add(
                        arn.resource().substring(PROVIDER.length()).toLowerCase(Locale.ROOT)));
    }

    void check() {
        CiKeyCheck ciKeys = new CiKeyCheck(accounts.values(), declared, findings);
        TrustCheck trustCheck = new TrustCheck(accounts, declared, findings);
        accounts.values().forEach(account -> {
            account.roles.forEach(role -> {
                trustCheck.check(account, role);
                ciKeys.checkTrust(account, role.trust());
            });
            account.providers.forEach(this::refuseOwnIssuer);
            account.allPolicies().forEach(policy -> {
                refuseUnknownIssuerKeys(policy);
                ciKeys.check(policy);
            });
        });
        refuseDoubles();
        server.filterRoles().forEach(this::checkFilterRole);
        server.resourceAccounts().forEach(this::checkResourceAccount);
    }

    private void refuseDoubles() {
        AccountLinker.Doubles keys = new AccountLinker.Doubles("access key", findings);
        AccountLinker.Doubles aliases = new AccountLinker.Doubles("account alias", findings);
        accounts.values().forEach(account -> {
            account.users.forEach(user ->
                    user.accessKeys().forEach(key -> keys.add(key.value().id().value(), key.place())));
            account.aliases.stream().limit(1).forEach(alias -> aliases.add(alias.value(), alias.place()));
        });
    }

    // Whoever can have a token signed here could otherwise come back with it as somebody else.
    private void refuseOwnIssuer(AccountDraft.Provider provider) {
        Issuer issuer = provider.provider().issuer();
        String scheme = issuer.url().isSecure() ? "https" : "http";
        URI origin = URI.create(
                scheme + "://" + issuer.url().host() + ":" + issuer.url().port());
        boolean own = server.publicUrls().stream().anyMatch(url -> Urls.sameServer(url, origin))
                || server.settings()
                        .filter(settings -> issuer.url().host().equalsIgnoreCase(settings.trustDomain()))
                        .isPresent();
        if (own) {
            findings.add(
                    provider.place(),
                    "`" + issuer + "` is this gateway itself, whose own tokens are never taken as a web identity");
        }
    }

    /** A key such as {@code gitlab.com:sub} that no configured issuer fills is a dangling reference. */
    private void refuseUnknownIssuerKeys(ParsedPolicy policy) {
        for (KeyUse use : policy.policy().keyUses()) {
            int colon = use.key().indexOf(':');
            String first = colon < 0 ? use.key() : use.key().substring(0, colon);
            boolean looksLikeIssuer = first.indexOf('.') >= 0 || first.indexOf('/') >= 0;
            boolean known = keyPrefixes.stream().anyMatch(prefix -> use.key().startsWith(prefix + ":"));
            // Tag keys may hold dots and slashes, but stand behind `aws:RequestTag/` and the like.
            if (looksLikeIssuer && !known) {
                findings.addDangling(
                        policy.at(use.line(), use.column()),
                        "no OIDC provider supplies the condition key `" + use.written() + "`"
                                + NearestName.suggestion(first, keyPrefixes));
            }
        }
    }

    private void checkFilterRole(Located<Arn> role) {
        if (!declared.contains(role.value())) {
            List<String> roles = declared.stream()
                    .filter(arn -> arn.resource().startsWith("role/"))
                    .map(Arn::toString)
                    .toList();
            dangling(role.place(), "role", role.value().toString(), roles);
        }
    }

    private void checkResourceAccount(Located<AccountId> account) {
        if (!accounts.containsKey(account.value())) {
            List<String> ids = accounts.keySet().stream().map(AccountId::digits).toList();
            dangling(account.place(), "account", account.value().digits(), ids);
        }
    }

    private void dangling(Place place, String kind, String name, List<String> names) {
        findings.addDangling(place, "there is no " + kind + " `" + name + "`" + NearestName.suggestion(name, names));
    }
}

package dev.sallyport.gateway.explain;

import dev.sallyport.config.AccountEntry;
import dev.sallyport.config.Configuration;
import dev.sallyport.config.RoleEntry;
import dev.sallyport.context.RequestFacts;
import dev.sallyport.directory.BreakGlass;
import dev.sallyport.directory.Role;
import dev.sallyport.error.ApiException;
import dev.sallyport.identity.Principal;
import dev.sallyport.identity.UniqueId;
import dev.sallyport.oidc.ClaimKeys;
import dev.sallyport.oidc.OidcProvider;
import dev.sallyport.oidc.UncheckedIdToken;
import dev.sallyport.oidc.UnverifiedIdToken;
import dev.sallyport.role.RoleAssumption;
import dev.sallyport.role.RoleRequest;
import dev.sallyport.role.WebIdentityKeys;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a web identity token says and what it could become, by the functions that decide on it when it is used. Nothing is
 * minted: a session needs a {@link dev.sallyport.oidc.VerifiedIdToken}, and there is none here.
 */
public final class TokenExplanation {
    /** Trust policies may ask for the name, which the caller chooses. */
    private static final String SESSION_NAME = "explained";

    /** A role's unique id is its own business; no trust policy asks for it. */
    private static final UniqueId NO_ID = new UniqueId("AROA00000000000000000");

    private final StringBuilder text = new StringBuilder();
    private final Configuration configuration;
    private final Instant now;
    private boolean assumesAny;

    private TokenExplanation(Configuration configuration, Instant now) {
        this.configuration = configuration;
        this.now = now;
    }

    /** How signatures are checked. */
    public interface SignatureCheck {
        /**
         * @return true when the signature is good, false when there are no keys here to check it with
         * @throws ApiException when it is bad, or the keys cannot be had
         */
        boolean check(UnverifiedIdToken token, OidcProvider provider);
    }

    /** For every provider of that issuer, of whatever account. */
    public static TokenExplanation of(
            String token, Configuration configuration, SignatureCheck signatures, Instant now) {
        TokenExplanation explanation = new TokenExplanation(configuration, now);
        try {
            UnverifiedIdToken unverified = UnverifiedIdToken.parse(token);
            explanation.read(unverified, explanation.providersOf(unverified.issuer()), signatures);
        } catch (ApiException malformed) {
            explanation.line("token      ", malformed.reason());
        }
        return explanation;
    }

    /** For those providers alone, which are of its issuer. */
    public static TokenExplanation of(
            UnverifiedIdToken token,
            List<OidcProvider> providers,
            Configuration configuration,
            SignatureCheck signatures,
            Instant now) {
        TokenExplanation explanation = new TokenExplanation(configuration, now);
        explanation.read(token, providers, signatures);
        return explanation;
    }

    /** Lines to print, in characters that show. */
    public String text() {
        return text.toString();
    }

    /** Whether there is a role that it could assume. */
    public boolean assumesAny() {
        return assumesAny;
    }

    private List<OidcProvider> providersOf(String issuer) {
        return configuration.identities().accounts().values().stream()
                .flatMap(account -> account.oidcProviders().stream())
                .filter(provider -> provider.issuer().text().equals(issuer))
                .toList();
    }

    private void read(UnverifiedIdToken token, List<OidcProvider> providers, SignatureCheck signatures) {
        line("issuer     ", ClaimKeys.plain(token.issuer()));
        line(
                "key        ",
                token.algorithm() + ", "
                        + token.keyId()
                                .map(id -> "kid `" + ClaimKeys.plain(id) + "`")
                                .orElse("no kid"));
        if (providers.isEmpty()) {
            line("provider   ", "no account has one for this issuer; compare the slash at the end, and every letter");
        }
        providers.forEach(provider -> explain(token, provider, signatures));
    }

    private void explain(UnverifiedIdToken token, OidcProvider provider, SignatureCheck signatures) {
        text.append('\n');
        line("provider   ", provider.arn().toString());
        boolean signed = explainSignature(token, provider, signatures);
        UncheckedIdToken claims;
        try {
            claims = UncheckedIdToken.of(token, provider, now);
        } catch (ApiException refusal) {
            line("refused    ", refusal.reason());
            return;
        }
        line("issued     ", claims.issuedAt().toString());
        line("expires    ", claims.expiresAt().toString());
        line("audience   ", ClaimKeys.plain(claims.audience()));
        Map<String, List<String>> all = new TreeMap<>(claims.conditionKeys().multiValued());
        claims.conditionKeys().singleValued().forEach((key, value) -> all.put(key, List.of(value)));
        all.forEach((key, values) -> line(
                "claim      ",
                ClaimKeys.plain(key) + " = "
                        + String.join(
                                " ",
                                values.stream()
                                        .map(value -> "`" + ClaimKeys.plain(value) + "`")
                                        .toList())));
        if (provider.explainTo().isPresent()) {
            line(
                    "explain-to ",
                    claims.mayBeExplained()
                            ? "met: whoever comes with it learns why a role refuses it"
                            : "not met: whoever comes with it does not learn why a role refuses it");
        }
        if (signed) {
            AccountEntry account = configuration.identities().accounts().get(provider.account());
            if (account != null) {
                account.roles().forEach(role -> explain(role, provider, claims));
            }
        }
    }

    /** @return whether the signature is good, as far as it could be looked at */
    private boolean explainSignature(UnverifiedIdToken token, OidcProvider provider, SignatureCheck signatures) {
        try {
            line(
                    "signature  ",
                    signatures.check(token, provider)
                            ? "good"
                            : "NOT CHECKED: the issuer's keys are not here; give them with `--keys`");
            return true;
        } catch (ApiException refusal) {
            line("signature  ", refusal.reason());
            return false;
        }
    }

    private void explain(RoleEntry entry, OidcProvider provider, UncheckedIdToken claims) {
        try {
            boolean authorizedByIdp = claims.authorizesRole(entry.arn());
            RoleAssumption.requireWebIdentity(
                    new Principal.WebIdentity(provider.account(), provider.arn()),
                    new WebIdentityKeys(
                            claims.conditionKeys().singleValued(),
                            claims.conditionKeys().multiValued(),
                            Map.of(),
                            authorizedByIdp),
                    request(entry, claims),
                    facts());
            assumesAny = true;
            line("may assume ", entry.arn().toString());
        } catch (ApiException refusal) {
            line("may not    ", entry.arn() + ": " + refusal.reason());
        }
    }

    private static RoleRequest request(RoleEntry entry, UncheckedIdToken claims) {
        Role role = new Role(
                entry.account(),
                entry.path(),
                entry.name(),
                NO_ID,
                entry.trust(),
                entry.policies(),
                entry.boundary(),
                entry.tags(),
                entry.maxSessionDuration(),
                entry.breakGlass().map(rules -> new BreakGlass(rules.maxDuration())));
        return new RoleRequest(
                role,
                SESSION_NAME,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                claims.sessionTags(),
                claims.transitiveTagKeys(),
                Optional.empty(),
                claims.sourceIdentity(),
                false,
                Optional.empty());
    }

    /** Nobody calls: where from, and with what, is not known. */
    private RequestFacts facts() {
        String region =
                configuration.server().regions().stream().sorted().findFirst().orElse("us-east-1");
        return new RequestFacts(now, Optional.empty(), true, Optional.empty(), Optional.empty(), region);
    }

    private void line(String label, String value) {
        text.append(label);
        // Reasons repeat claims and policies, and a terminal obeys what it is shown.
        value.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? 0xfffd : c)
                .forEach(text::appendCodePoint);
        text.append('\n');
    }
}

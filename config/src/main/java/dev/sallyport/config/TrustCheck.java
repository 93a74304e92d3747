package dev.sallyport.config;

import dev.sallyport.config.trust.SharedIssuer;
import dev.sallyport.config.trust.SharedIssuers;
import dev.sallyport.config.trust.SubjectCheck;
import dev.sallyport.config.yaml.Place;
import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Arn;
import dev.sallyport.policy.Condition;
import dev.sallyport.policy.Effect;
import dev.sallyport.policy.PrincipalElement;
import dev.sallyport.policy.Statement;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks the trust policy of each role: whom it names must be there, and strangers must not be meant by accident. */
final class TrustCheck {
    private static final String EXTERNAL_ID = "sts:externalid";

    private final Map<AccountId, AccountDraft> accounts;
    private final Set<Arn> declared;
    private final Findings findings;

    /** @param declared everything with an ARN that the files name, of all accounts */
    TrustCheck(Map<AccountId, AccountDraft> accounts, Set<Arn> declared, Findings findings) {
        this.accounts = accounts;
        this.declared = declared;
        this.findings = findings;
    }

    void check(AccountDraft account, AccountDraft.Role role) {
        for (Statement statement : role.trust().policy().statements()) {
            statement
                    .principal()
                    .ifPresent(principal ->
                            principal.values().forEach(value -> checkPrincipal(account, role, statement, value)));
            refuseEmptyExternalId(role, statement);
        }
        checkSubjects(account, role);
    }

    private void checkPrincipal(
            AccountDraft account, AccountDraft.Role role, Statement statement, PrincipalElement.Value value) {
        problem(account, statement, value)
                .ifPresent(message -> findings.addDangling(
                        role.trust().at(value.line(), value.column()), "invalid principal in policy: " + message));
    }

    private Optional<String> problem(AccountDraft account, Statement statement, PrincipalElement.Value value) {
        return switch (value.kind()) {
            case AWS -> problemOfAws(statement, value.text());
            case FEDERATED -> problemOfProvider(account, value.text());
            case SERVICE -> Optional.empty();
            case CANONICAL_USER -> Optional.of("nobody here has a canonical user id");
        };
    }

    private Optional<String> problemOfAws(Statement statement, String text) {
        if (text.equals("*")) {
            return statement.effect() == Effect.DENY
                    ? Optional.empty()
                    : Optional.of("`*` is everybody of every account; name accounts, users or roles");
        }
        if (AccountId.isValid(text)) {
            return problemOfAccount(new AccountId(text), text);
        }
        if (!text.startsWith("arn:")) {
            return Optional.of(
                    "`" + text + "` is a unique id, which files cannot know; name the user or role by its ARN");
        }
        Arn arn = Arn.parse(text);
        AccountId owner = new AccountId(arn.account());
        if (arn.resource().equals("root")) {
            return problemOfAccount(owner, text);
        }
        if (!arn.partition().equals("aws")) {
            return Optional.of("`" + text + "` is of another partition than `aws`");
        }
        if (arn.resource().startsWith("federated-user/")) {
            return Optional.of(
                    "federated users may not assume roles, so `" + text + "` would let nobody in; remove it");
        }
        return arn.service().equals("sts") ? problemOfSession(owner, arn) : problemOfEntity(owner, arn);
    }

    private Optional<String> problemOfAccount(AccountId account, String text) {
        return accounts.containsKey(account)
                ? Optional.empty()
                : Optional.of(
                        "there is no account `" + text + "`" + NearestName.suggestion(account.digits(), accountIds()));
    }

    private Optional<String> problemOfEntity(AccountId owner, Arn arn) {
        if (declared.contains(arn)) {
            return Optional.empty();
        }
        if (!accounts.containsKey(owner)) {
            return problemOfAccount(owner, owner.digits());
        }
        String kind = arn.resource().startsWith("user/") ? "user" : "role";
        return Optional.of("there is no " + kind + " `" + arn + "`" + suggestion(arn, kind + "/"));
    }

    /** {@code assumed-role/NAME/SESSION}: role names are unique in an account, whatever their paths. */
    private Optional<String> problemOfSession(AccountId owner, Arn arn) {
        String[] names = arn.resource().split("/", -1);
        boolean exists = declared.stream()
                .anyMatch(role -> role.account().equals(owner.digits())
                        && role.resource().startsWith("role/")
                        && role.resource().endsWith("/" + names[1]));
        return exists ? Optional.empty() : Optional.of("`" + arn + "` is a session of a role that is not there");
    }

    private Optional<String> problemOfProvider(AccountDraft account, String text) {
        if (!text.startsWith("arn:")) {
            return Optional.of("`" + text + "` is built into AWS, not here; configure its issuer under `oidc-providers`"
                    + " and name that by its ARN");
        }
        Arn arn = Arn.parse(text);
        if (arn.resource().startsWith("saml-provider/")) {
            return Optional.of("SAML providers are not built yet, so `" + text + "` is nobody");
        }
        if (!arn.account().equals(account.id().digits())) {
            return Optional.of("`" + text + "` is a provider of another account, whose tokens never open a role of this"
                    + " one; configure the issuer under `oidc-providers` here");
        }
        return declared.contains(arn)
                ? Optional.empty()
                : Optional.of("there is no OIDC provider `" + text + "`" + suggestion(arn, "oidc-provider/"));
    }

    private String suggestion(Arn arn, String kind) {
        Collection<String> names = declared.stream()
                .filter(known -> known.resource().startsWith(kind))
                .map(Arn::toString)
                .toList();
        return NearestName.suggestion(arn.toString(), names);
    }

    private Collection<String> accountIds() {
        return accounts.keySet().stream().map(AccountId::digits).toList();
    }

    private void refuseEmptyExternalId(AccountDraft.Role role, Statement statement) {
        for (Condition condition : statement.conditions()) {
            boolean empty = condition.key().equals(EXTERNAL_ID)
                    && condition.values().stream().anyMatch(String::isBlank);
            if (empty) {
                findings.add(
                        role.trust().at(condition.line(), condition.column()),
                        "an empty external id protects nobody; agree on a long random one with the other account");
            }
        }
    }

    private void checkSubjects(AccountDraft account, AccountDraft.Role role) {
        boolean needsOverride = false;
        for (AccountDraft.Provider provider : account.providers) {
            String keyPrefix = provider.provider().issuer().conditionKeyPrefix();
            Optional<SharedIssuer> shared = SharedIssuers.known(keyPrefix)
                    .or(() -> provider.shared() ? Optional.of(SharedIssuers.DECLARED) : Optional.empty());
            if (shared.isEmpty()) {
                continue;
            }
            SubjectCheck check = new SubjectCheck(
                    provider.provider().arn().toString(),
                    keyPrefix,
                    shared.get(),
                    key -> provider.provider().ciClaims().flatMap(claims -> claims.claimOf(key)));
            for (Statement statement : role.trust().policy().statements()) {
                Optional<String> problem = check.problem(statement);
                if (problem.isPresent()) {
                    needsOverride = true;
                    report(role, statement, problem.get());
                }
            }
        }
        if (!needsOverride) {
            role.unpinnedSubjectReason()
                    .ifPresent(reason -> findings.add(
                            reason.place(),
                            "the trust policy lets no strangers in; remove this, or it hides it later"));
        }
    }

    private void report(AccountDraft.Role role, Statement statement, String problem) {
        // A statement's place begins right behind the bracket or statement before it.
        Place place = role.trust()
                .source()
                .atNext(statement.place().startLine(), statement.place().startColumn());
        Optional<Located<String>> reason = role.unpinnedSubjectReason();
        if (reason.isPresent()) {
            findings.warn(
                    reason.get().place(),
                    "role `" + role.name() + "` may be assumed by strangers, since `allow-unpinned-subject` says: "
                            + reason.get().value());
        } else {
            findings.add(place, problem);
        }
    }
}

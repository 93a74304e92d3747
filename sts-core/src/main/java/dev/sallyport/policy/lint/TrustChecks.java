package dev.sallyport.policy.lint;

import dev.sallyport.policy.Operator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whom a role's trust policy lets in. */
final class TrustChecks {
    private static final String ASSUME = "sts:AssumeRole";
    private static final String SAML = "sts:AssumeRoleWithSAML";
    private static final String WEB = "sts:AssumeRoleWithWebIdentity";
    private static final String ROLES_ANYWHERE = "rolesanywhere.amazonaws.com";
    private static final String GITHUB = "token.actions.githubusercontent.com";

    /** The claims of which one says whose token it is, where {@code sub} is not the only one. */
    private static final Map<String, List<String>> SUBJECTS = Map.of(
            GITHUB,
            List.of("sub", "job_workflow_ref"),
            "accounts.google.com",
            List.of("sub", "aud", "oaud"),
            "cognito-identity.amazonaws.com",
            List.of("sub", "aud"),
            "www.amazon.com",
            List.of("user_id", "app_id"),
            "graph.facebook.com",
            List.of("id", "app_id"));

    /** What says whose token it is in the words for every issuer, and is never given to another. */
    private static final List<String> OWNER_KEYS = List.of("ci:repository-id", "ci:owner-id", "ci:service-account-id");

    private TrustChecks() {}

    static void run(WrittenPolicy policy, WrittenStatement statement, Findings findings) {
        if (!policy.isTrust()) {
            return;
        }
        principals(statement, findings);
        if (statement.allows()) {
            open(statement, findings);
            actions(statement, findings);
            keys(statement, findings);
            statement.principals().stream()
                    .filter(WrittenPrincipal::isOidc)
                    .forEach(principal -> provider(statement, principal, findings));
        }
        for (WrittenCondition condition : statement.conditions()) {
            boolean set = !condition.isSet(Operator.SetOperator.NONE)
                    && condition.operator().isPresent();
            if (set && condition.key().lower().endsWith(":aud")) {
                findings.add(Check.CONFIRM_AUDIENCE_CLAIM_TYPE, condition.key());
            }
        }
    }

    private static void principals(WrittenStatement statement, Findings findings) {
        for (WrittenPrincipal principal : statement.principals()) {
            Written value = principal.value();
            if (principal.isEverybody()) {
                findings.add(Check.ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL, value);
            }
            if (principal.isFederated() && !principal.isEverybody()) {
                federated(value, findings);
            }
            int session = value.text().indexOf(":assumed-role/");
            if (session >= 0) {
                redundant(statement, value, findings);
            }
        }
    }

    private static void federated(Written value, Findings findings) {
        String text = value.text();
        boolean provider = text.startsWith("arn:")
                ? text.contains(":oidc-provider/") || text.contains(":saml-provider/")
                : text.indexOf('.') > 0 && text.indexOf(':') < 0 && text.indexOf('/') < 0;
        if (!provider) {
            findings.add(Check.INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY, value);
        }
        String[] fields = text.split(":", 6);
        if (fields.length == 6 && Written.hasWildcard(fields[4])) {
            findings.add(Check.WILDCARD_PROVIDER_ACCOUNT, value);
        }
    }

    /** {@code arn:aws:sts::123456789012:assumed-role/deploy/alice} beside {@code …:role/deploy}. */
    private static void redundant(WrittenStatement statement, Written session, Findings findings) {
        String[] fields = session.text().split(":", 6);
        if (fields.length < 6) {
            return;
        }
        String role = fields[5].split("/", -1)[1];
        boolean parent = statement.principals().stream()
                .map(principal -> principal.value().text())
                .anyMatch(text -> text.startsWith("arn:" + fields[1] + ":iam::" + fields[4] + ":role/")
                        && text.endsWith("/" + role));
        if (parent) {
            findings.add(Check.REDUNDANT_PRINCIPAL_IN_ROLE_TRUST_POLICY, session);
        }
    }

    /** Everybody, unless a condition on the caller's own identity narrows it. */
    private static void open(WrittenStatement statement, Findings findings) {
        boolean narrowed = statement.conditions().stream()
                .anyMatch(condition -> condition.pins()
                        && condition.key().lower().startsWith("aws:principal")
                        && condition.values().stream().noneMatch(value -> Written.isOnlyWildcards(value.text())));
        Optional<WrittenPrincipal> everybody = statement.principals().stream()
                .filter(WrittenPrincipal::isEverybody)
                .findFirst();
        if (statement.isNotPrincipal()) {
            findings.add(Check.OPEN_TRUST, statement.span());
        } else if (everybody.isPresent() && (!narrowed || everybody.get().isFederated())) {
            findings.add(Check.OPEN_TRUST, everybody.get().value());
        }
    }

    private static void actions(WrittenStatement statement, Findings findings) {
        for (WrittenPrincipal principal : statement.principals()) {
            if (principal.isEverybody()) {
                continue;
            }
            boolean mismatch;
            if (principal.isSaml()) {
                mismatch = statement.namesAction(ASSUME) || statement.namesAction(WEB);
            } else if (principal.isOidc()) {
                mismatch = statement.namesAction(ASSUME) || statement.namesAction(SAML);
            } else {
                mismatch = statement.namesAction(WEB) || statement.namesAction(SAML);
            }
            if (mismatch) {
                findings.add(Check.MISMATCHED_ACTION_FOR_PRINCIPAL, principal.value());
            }
            boolean anywhere = principal.isService() && principal.value().text().equals(ROLES_ANYWHERE);
            if (anywhere
                    && !(statement.coversAction(ASSUME)
                            && statement.coversAction("sts:SetSourceIdentity")
                            && statement.coversAction("sts:TagSession"))) {
                findings.add(Check.MISSING_ACTION_FOR_ROLES_ANYWHERE_TRUST_POLICY, principal.value());
            }
        }
    }

    /** Keys that only a request has which may set tags or a source identity. */
    private static void keys(WrittenStatement statement, Findings findings) {
        for (WrittenCondition condition : statement.conditions()) {
            String key = condition.key().lower();
            boolean tags = key.startsWith("aws:requesttag/")
                    || key.equals("aws:tagkeys")
                    || key.equals("sts:transitivetagkeys");
            boolean identity = key.equals("sts:sourceidentity");
            if ((tags && !statement.coversAction("sts:TagSession"))
                    || (identity && !statement.coversAction("sts:SetSourceIdentity"))) {
                findings.add(Check.MISSING_ACTION_FOR_CONDITION_KEY, condition.key());
            }
        }
    }

    private static void provider(WrittenStatement statement, WrittenPrincipal principal, Findings findings) {
        if (!statement.coversAction(WEB)) {
            return;
        }
        String provider = principal.provider();
        boolean any = statement.conditions().stream()
                .map(condition -> condition.key().lower())
                .anyMatch(key -> key.startsWith(provider + ":") || key.startsWith("ci:"));
        if (!any) {
            findings.add(Check.MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL, principal.value());
        }
        boolean pinned = SUBJECTS.getOrDefault(provider, List.of("sub")).stream()
                        .anyMatch(claim -> statement.pins(provider + ":" + claim))
                // A number of one issuer means somebody else at another.
                || (statement.principals().size() == 1 && OWNER_KEYS.stream().anyMatch(statement::pins));
        if (!pinned) {
            findings.add(Check.MISSING_SUB_CONDITION, principal.value());
            if (provider.equals(GITHUB)) {
                findings.add(Check.MISSING_GITHUB_REPO_CONDITION_KEY, principal.value());
            }
        }
        IssuerClaims.of(provider).ifPresent(claims -> claims(statement, provider, claims, findings));
    }

    private static void claims(WrittenStatement statement, String provider, IssuerClaims claims, Findings findings) {
        for (WrittenCondition condition : statement.conditions()) {
            String key = condition.key().lower();
            if (key.startsWith(provider + ":") && !claims.sends(key.substring(provider.length() + 1))) {
                findings.add(Check.CLAIM_NEVER_SENT, condition.key());
            }
        }
    }
}

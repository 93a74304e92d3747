package dev.sallyport.policy;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * AWS's rule for writing a trust policy for a provider that many customers share (GitHub, GitLab.com, Google, …): every
 * Allow that lets its tokens in must say whose, by {@code sub} or a claim as good. Without it any tenant of the provider
 * gets in.
 */
public final class SharedProviderRule {
    private static final String ACTION = "sts:assumerolewithwebidentity";
    private static final Set<Operator.Base> QUALIFYING =
            Set.of(Operator.Base.STRING_EQUALS, Operator.Base.STRING_LIKE, Operator.Base.STRING_EQUALS_IGNORE_CASE);

    /**
     * A shared provider.
     *
     * @param prefix of its condition keys
     * @param claims one of them must be pinned
     * @param exactClaims those that only count when compared without wildcards
     * @param noLeadingWildcard whether a value may not begin with {@code *} or be blank
     */
    private record Provider(String prefix, List<String> claims, Set<String> exactClaims, boolean noLeadingWildcard) {}

    private static final List<Provider> PROVIDERS = List.of(
            new Provider("token.actions.githubusercontent.com", List.of("sub", "job_workflow_ref"), Set.of(), true),
            new Provider("gitlab.com", List.of("sub"), Set.of(), false),
            new Provider("app.terraform.io", List.of("sub"), Set.of(), false),
            new Provider("agent.buildkite.com", List.of("sub"), Set.of(), false),
            new Provider("accounts.google.com", List.of("sub", "aud", "oaud"), Set.of("aud", "oaud"), false),
            new Provider("cognito-identity.amazonaws.com", List.of("aud", "sub"), Set.of(), false),
            new Provider("www.amazon.com", List.of("app_id", "user_id"), Set.of(), false),
            new Provider("graph.facebook.com", List.of("app_id", "id"), Set.of(), false));

    private SharedProviderRule() {}

    /** @throws MalformedPolicyException with AWS's sentence when an Allow does not say whose tokens it lets in */
    public static void check(Policy trust) {
        for (Statement statement : trust.statements()) {
            if (statement.effect() == Effect.ALLOW && statement.coversAction(ACTION)) {
                statement.principal().ifPresent(principal -> check(statement, principal));
            }
        }
    }

    private static void check(Statement statement, PrincipalElement principal) {
        for (PrincipalElement.Value value : principal.values()) {
            Optional<Provider> provider = provider(value);
            if (provider.isPresent() && !isQualified(statement, provider.get())) {
                throw new MalformedPolicyException(
                        "Trust policy with trusted principal " + value.text()
                                + " must evaluate, using StringEquals, StringLike or StringEqualsIgnoreCase, "
                                + provider.get().prefix + ":"
                                + provider.get().claims.get(0)
                                + " which is not scoped to all.",
                        "many customers share `" + value.text() + "`; say in a condition on `" + provider.get().prefix
                                + ":" + provider.get().claims.get(0) + "` whose tokens may in",
                        value.line(),
                        value.column());
            }
        }
    }

    private static Optional<Provider> provider(PrincipalElement.Value value) {
        if (value.kind() != PrincipalElement.Kind.FEDERATED) {
            return Optional.empty();
        }
        String text = value.text();
        int marker = text.indexOf(":oidc-provider/");
        String name =
                (marker < 0 ? text : text.substring(marker + ":oidc-provider/".length())).toLowerCase(Locale.ROOT);
        return PROVIDERS.stream()
                .filter(provider -> name.equals(provider.prefix) || name.startsWith(provider.prefix + "/"))
                .findFirst();
    }

    private static boolean isQualified(Statement statement, Provider provider) {
        return statement.conditions().stream().anyMatch(condition -> qualifies(condition, provider));
    }

    private static boolean qualifies(Condition condition, Provider provider) {
        Operator operator = condition.operator();
        int colon = condition.key().lastIndexOf(':');
        if (operator.ifExists() || !QUALIFYING.contains(operator.base()) || colon < 0) {
            return false;
        }
        String claim = condition.key().substring(colon + 1);
        if (!condition.key().startsWith(provider.prefix) || !provider.claims.contains(claim)) {
            return false;
        }
        if (provider.exactClaims.contains(claim) && operator.base() == Operator.Base.STRING_LIKE) {
            return false;
        }
        return condition.values().stream().allMatch(value -> isScoped(value, provider));
    }

    private static boolean isScoped(String value, Provider provider) {
        if (provider.noLeadingWildcard && (value.startsWith("*") || value.isBlank())) {
            return false;
        }
        return !value.equals("*");
    }
}

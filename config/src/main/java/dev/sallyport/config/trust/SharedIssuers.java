package dev.sallyport.config.trust;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The issuers known to be shared, by host and path. The list follows the IAM guide, "Identity-provider controls for
 * shared OIDC providers", and adds the public sign-in services, where anybody can have an account.
 */
public final class SharedIssuers {
    private static final SharedIssuer GITHUB = new SharedIssuer(
            List.of(
                    new OwnerForm("repo:", '/'),
                    new OwnerForm("repository:", '/'),
                    new OwnerForm("repository_owner:", ':'),
                    new OwnerForm("repository_owner_id:", ':'),
                    new OwnerForm("repository_id:", ':'),
                    new OwnerForm("enterprise:", ':'),
                    new OwnerForm("enterprise_id:", ':')),
            true,
            // Not job_workflow_ref: anybody may call a public repository's reusable workflow from a repository of
            // their own, and their token then carries it.
            Set.of("repository_id", "repository_owner_id", "enterprise_id"));

    private static final SharedIssuer OPAQUE_SUBJECT = new SharedIssuer(List.of(), false, Set.of());

    private static final Map<String, SharedIssuer> KNOWN = Map.ofEntries(
            Map.entry("token.actions.githubusercontent.com", GITHUB),
            Map.entry("vstoken.actions.githubusercontent.com", GITHUB),
            Map.entry("oidc-configuration.audit-log.githubusercontent.com", OPAQUE_SUBJECT),
            Map.entry("gitlab.com", owned("project_path:", '/', "project_id", "namespace_id")),
            Map.entry("app.terraform.io", terraform()),
            Map.entry("app.eu.terraform.io", terraform()),
            Map.entry("agent.buildkite.com", owned("organization:", ':', "organization_id", "pipeline_id")),
            Map.entry(
                    "oidc.circleci.com",
                    owned("org/", '/', "oidc.circleci.com/org-id", "oidc.circleci.com/project-id")),
            Map.entry("oidc.vercel.com", owned("owner:", ':', "owner_id", "project_id")),
            Map.entry("oidc.codefresh.io", owned("account:", ':', "account_id", "pipeline_id")),
            Map.entry("scalr.io", owned("account:", ':')),
            Map.entry("proidc.upbound.io", owned("mcp:", '/')),
            Map.entry("studio.datachain.ai/api", owned("credentials:", '/')),
            Map.entry("tokens.cloud.shisho.dev", owned("job:", ':')),
            Map.entry(
                    "api.pulumi.com/oidc",
                    new SharedIssuer(
                            List.of(
                                    new OwnerForm("pulumi:deploy:org:", ':'),
                                    new OwnerForm("pulumi:environments:org:", ':')),
                            true,
                            Set.of())),
            // The audience of a Cognito token is the identity pool, which belongs to one account.
            Map.entry("cognito-identity.amazonaws.com", new SharedIssuer(List.of(), false, Set.of("aud"))),
            Map.entry("accounts.google.com", OPAQUE_SUBJECT),
            Map.entry("appleid.apple.com", OPAQUE_SUBJECT),
            Map.entry("api.login.yahoo.com", OPAQUE_SUBJECT),
            Map.entry("graph.facebook.com", OPAQUE_SUBJECT),
            Map.entry("id.twitch.tv", OPAQUE_SUBJECT),
            Map.entry("limited.facebook.com", OPAQUE_SUBJECT),
            Map.entry("login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad", OPAQUE_SUBJECT),
            Map.entry("login.microsoftonline.com/common", OPAQUE_SUBJECT),
            Map.entry("login.microsoftonline.com/consumers", OPAQUE_SUBJECT),
            Map.entry("login.microsoftonline.com/organizations", OPAQUE_SUBJECT),
            Map.entry("login.salesforce.com", OPAQUE_SUBJECT),
            Map.entry("oauth2.sigstore.dev", OPAQUE_SUBJECT),
            Map.entry("slack.com", OPAQUE_SUBJECT),
            Map.entry("sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d", OPAQUE_SUBJECT),
            Map.entry("www.amazon.com", OPAQUE_SUBJECT),
            Map.entry("www.facebook.com", OPAQUE_SUBJECT),
            Map.entry("www.linkedin.com", OPAQUE_SUBJECT));

    /** An issuer that only its configuration calls shared: a company's own GitHub, GitLab or cluster of many teams. */
    public static final SharedIssuer DECLARED = new SharedIssuer(
            List.of(
                    new OwnerForm("repo:", '/'),
                    new OwnerForm("project_path:", '/'),
                    new OwnerForm("organization:", ':'),
                    new OwnerForm("system:serviceaccount:", ':')),
            false,
            Set.of("repository_id", "repository_owner_id", "project_id", "namespace_id", "organization_id"));

    private SharedIssuers() {}

    /**
     * What is known of an issuer.
     *
     * @param issuerWithoutScheme host and path, as they stand before {@code :sub} in condition keys; an issuer below a
     *     known one, such as that of a GitHub enterprise, is shared as well
     */
    public static Optional<SharedIssuer> known(String issuerWithoutScheme) {
        String name = issuerWithoutScheme.toLowerCase(Locale.ROOT);
        for (int end = name.length(); end > 0; end = name.lastIndexOf('/', end - 1)) {
            SharedIssuer issuer = KNOWN.get(name.substring(0, end));
            if (issuer != null) {
                return Optional.of(issuer);
            }
        }
        return Optional.empty();
    }

    private static SharedIssuer terraform() {
        return owned(
                "organization:", ':', "terraform_organization_id", "terraform_project_id", "terraform_workspace_id");
    }

    private static SharedIssuer owned(String label, char end, String... identityClaims) {
        return new SharedIssuer(List.of(new OwnerForm(label, end)), true, Set.of(identityClaims));
    }
}

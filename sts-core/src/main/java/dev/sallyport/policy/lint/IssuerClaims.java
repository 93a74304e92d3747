package dev.sallyport.policy.lint;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The claims that the well-known issuers of job and workload tokens document. A claim counts as sent if any of an issuer's
 * tokens may have it, so the lists are generous; of an issuer that is not here nothing is said.
 *
 * @param named the claims, in lower case
 * @param prefixes beginnings of claims whose rest somebody chooses
 */
record IssuerClaims(Set<String> named, List<String> prefixes) {
    /** The registered ones, and {@code amr} and {@code oaud} as they are offered to policies. */
    private static final String EVERY = " iss sub aud exp nbf iat jti azp amr oaud";

    private static final IssuerClaims GITHUB = sending(
            "actor actor_id base_ref check_run_id enterprise enterprise_id environment environment_node_id event_name"
                    + " head_ref job_workflow_ref job_workflow_sha ref ref_protected ref_type repository repository_id"
                    + " repository_owner repository_owner_id repository_visibility run_attempt run_id run_number"
                    + " runner_environment sha workflow workflow_ref workflow_sha");

    private static final IssuerClaims GITLAB = sending(
            "ci_config_ref_uri ci_config_sha deployment_action deployment_tier"
                    + " environment environment_action environment_protected groups_direct job_id job_namespace_id"
                    + " job_namespace_path job_project_id job_project_path job_source namespace_id namespace_path pipeline_id"
                    + " pipeline_source project_id project_path project_visibility ref ref_path ref_protected ref_type"
                    + " runner_environment runner_id sha user_access_level user_email user_id user_identities user_login");

    private static final IssuerClaims BUILDKITE = sending(
            "agent_id build_branch build_commit build_creator build_creator_email build_number build_source build_tag"
                    + " cluster_id cluster_name job_id organization_id organization_slug pipeline_id pipeline_slug"
                    + " queue_id queue_key runner_environment step_key",
            "agent_tag:");

    /** Its own claims all begin alike; more of them came with time. */
    private static final IssuerClaims CIRCLECI = sending("", "oidc.circleci.com/");

    private static final IssuerClaims GOOGLE = sending("at_hash email email_verified family_name given_name"
            + " google/organization_number hd locale name nonce picture profile");

    /** A service account's token says all else inside of an object, {@code kubernetes.io}. */
    private static final IssuerClaims KUBERNETES = sending("");

    private static IssuerClaims sending(String names, String... prefixes) {
        return new IssuerClaims(Set.of((names + EVERY).strip().split(" ")), List.of(prefixes));
    }

    /** @param provider host and path, in lower case; below a known one, an organisation's own issuer */
    static Optional<IssuerClaims> of(String provider) {
        if (isAtOrBelow(provider, "token.actions.githubusercontent.com")) {
            return Optional.of(GITHUB);
        }
        if (provider.equals("gitlab.com")) {
            return Optional.of(GITLAB);
        }
        if (provider.equals("agent.buildkite.com")) {
            return Optional.of(BUILDKITE);
        }
        if (provider.startsWith("oidc.circleci.com/org/")) {
            return Optional.of(CIRCLECI);
        }
        if (provider.equals("accounts.google.com")) {
            return Optional.of(GOOGLE);
        }
        boolean eks = provider.startsWith("oidc.eks.") && provider.contains(".amazonaws.com/id/");
        boolean gke = provider.startsWith("container.googleapis.com/v1/projects/");
        return eks || gke || provider.equals("kubernetes.default.svc") || provider.startsWith("kubernetes.default.svc.")
                ? Optional.of(KUBERNETES)
                : Optional.empty();
    }

    boolean sends(String claim) {
        return named.contains(claim) || prefixes.stream().anyMatch(claim::startsWith);
    }

    private static boolean isAtOrBelow(String provider, String issuer) {
        return provider.equals(issuer) || provider.startsWith(issuer + "/");
    }
}

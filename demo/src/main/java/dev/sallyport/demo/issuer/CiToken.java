package dev.sallyport.demo.issuer;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/**
 * The claims of a workflow's ID token, with the names and the kinds of values that GitHub Actions uses (GitHub docs,
 * "OpenID Connect reference"); the ids are text there too.
 */
public final class CiToken {
    /** What a trust policy pins: this repository, this branch. */
    public static final String SUBJECT = "repo:octo-org/octo-repo:ref:refs/heads/main";

    static final Duration LIFETIME = Duration.ofMinutes(5);

    /** The real ones begin before they are issued, so that a verifier whose clock is late takes them. */
    static final Duration VALID_BEFORE = Duration.ofMinutes(5);

    private static final String REPOSITORY = "octo-org/octo-repo";
    private static final String REF = "refs/heads/main";
    private static final String WORKFLOW = REPOSITORY + "/.github/workflows/deploy.yml@" + REF;
    private static final String COMMIT = "f1e2d3c4b5a697887766554433221100ffeeddcc";

    private CiToken() {}

    /**
     * @param id makes the token one of a kind
     * @param runId the run it was made for
     */
    static JWTClaimsSet claims(String issuer, String audience, String id, long runId, Instant now) {
        return new JWTClaimsSet.Builder()
                .jwtID(id)
                .issuer(issuer)
                .subject(SUBJECT)
                .audience(audience)
                .issueTime(Date.from(now))
                .notBeforeTime(Date.from(now.minus(VALID_BEFORE)))
                .expirationTime(Date.from(now.plus(LIFETIME)))
                .claim("repository", REPOSITORY)
                .claim("repository_id", "1296269")
                .claim("repository_owner", "octo-org")
                .claim("repository_owner_id", "9919")
                .claim("repository_visibility", "private")
                .claim("actor", "octocat")
                .claim("actor_id", "583231")
                .claim("event_name", "push")
                .claim("ref", REF)
                .claim("ref_type", "branch")
                .claim("ref_protected", "true")
                .claim("base_ref", "")
                .claim("head_ref", "")
                .claim("sha", COMMIT)
                .claim("workflow", "deploy")
                .claim("workflow_ref", WORKFLOW)
                .claim("workflow_sha", COMMIT)
                .claim("job_workflow_ref", WORKFLOW)
                .claim("job_workflow_sha", COMMIT)
                .claim("run_id", Long.toString(runId))
                .claim("run_number", "42")
                .claim("run_attempt", "1")
                .claim("runner_environment", "github-hosted")
                .build();
    }
}

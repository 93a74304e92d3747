package dev.sallyport.oidc;

import dev.sallyport.json.JsonBoolean;
import dev.sallyport.json.JsonNode;
import dev.sallyport.json.JsonNumber;
import dev.sallyport.json.JsonObject;
import dev.sallyport.json.JsonString;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which claims of a provider say what of a job, so that policies can ask in the same words whoever the issuer is: a
 * repository is {@code ci:repository-id} on GitHub and on GitLab. The keys come from the claims and never from
 * {@code sub}, whose form an issuer may change and whose names change hands.
 *
 * @param kind what the configuration calls the kind of provider
 * @param sources by condition key, where its value is looked for; the first place that has one counts
 */
public record CiClaims(String kind, Map<String, List<Source>> sources) {
    /** Beginning of every key; no issuer can have it, so no claim can be taken for one. */
    public static final String PREFIX = "ci:";

    /** Longer values make the token be refused: a session carries them all. */
    public static final int MAX_VALUE_LENGTH = 512;

    /**
     * One place of a value.
     *
     * @param path the name of a claim; further names lead into objects
     * @param before what stands before the claim's text in the value
     */
    public record Source(List<String> path, String before) {
        public Source {
            path = List.copyOf(path);
        }
    }

    private static final CiClaims GITHUB = kind("github")
            .key("repository", "repository")
            .key("repository-id", "repository_id")
            .key("owner", "repository_owner")
            .key("owner-id", "repository_owner_id")
            .key("ref", "ref")
            .key("ref-type", "ref_type")
            .key("ref-protected", "ref_protected")
            .key("environment", "environment")
            .key("workflow", "workflow")
            .key("workflow-ref", "workflow_ref")
            .key("event", "event_name")
            .key("run-id", "run_id")
            .key("job-id", "check_run_id")
            .key("commit", "sha")
            .key("actor", "actor")
            .key("actor-id", "actor_id")
            .key("runner-environment", "runner_environment")
            .build();

    private static final CiClaims GITLAB = kind("gitlab")
            .key("repository", "project_path")
            .key("repository-id", "project_id")
            .key("owner", "namespace_path")
            .key("owner-id", "namespace_id")
            // Not `ref`, which is the bare name of a branch or a tag.
            .key("ref", "ref_path")
            .key("ref-type", "ref_type")
            .key("ref-protected", "ref_protected")
            .key("environment", "environment")
            .key("workflow-ref", "ci_config_ref_uri")
            .key("event", "pipeline_source")
            .key("run-id", "pipeline_id")
            .key("job-id", "job_id")
            .key("commit", "sha")
            .key("actor", "user_login")
            .key("actor-id", "user_id")
            .key("runner-environment", "runner_environment")
            .build();

    /** A service account stands where a repository does elsewhere; everything but the subject is in one object. */
    private static final CiClaims KUBERNETES = kind("kubernetes")
            .key("owner", List.of(new Source(List.of("kubernetes.io", "namespace"), "")))
            .key("service-account", List.of(new Source(List.of("kubernetes.io", "serviceaccount", "name"), "")))
            .key("service-account-id", List.of(new Source(List.of("kubernetes.io", "serviceaccount", "uid"), "")))
            .key("run-id", List.of(new Source(List.of("kubernetes.io", "pod", "uid"), "")))
            .build();

    /** The ids are in a token that was requested with {@code --claim organization_id --claim pipeline_id}. */
    private static final CiClaims BUILDKITE = kind("buildkite")
            .key("repository", "pipeline_slug")
            .key("repository-id", "pipeline_id")
            .key("owner", "organization_slug")
            .key("owner-id", "organization_id")
            // As Buildkite itself writes them into `sub`. A build of a tag has a branch as well.
            .key(
                    "ref",
                    List.of(
                            new Source(List.of("build_tag"), "refs/tags/"),
                            new Source(List.of("build_branch"), "refs/heads/")))
            .key("event", "build_source")
            .key("run-id", "build_number")
            .key("job-id", "job_id")
            .key("commit", "build_commit")
            .key("actor", "build_creator")
            .key("runner-environment", "runner_environment")
            .build();

    private static final CiClaims CIRCLECI = kind("circleci")
            .key("repository", "oidc.circleci.com/vcs-origin")
            .key("repository-id", "oidc.circleci.com/project-id")
            .key("owner-id", "oidc.circleci.com/org-id")
            .key("ref", "oidc.circleci.com/vcs-ref")
            .key("workflow-ref", "oidc.circleci.com/pipeline-definition-id")
            .key("run-id", "oidc.circleci.com/pipeline-id")
            .key("job-id", "oidc.circleci.com/job-id")
            .build();

    /** The kinds whose claims are known. */
    public static final List<CiClaims> KNOWN = List.of(BUILDKITE, CIRCLECI, GITHUB, GITLAB, KUBERNETES);

    /** What a provider is called whose claims the configuration names. */
    public static final String GENERIC = "generic";

    public CiClaims {
        Map<String, List<Source>> copies = new LinkedHashMap<>();
        sources.forEach((key, places) -> copies.put(key, List.copyOf(places)));
        sources = Map.copyOf(copies);
    }

    /**
     * A kind of the configuration's own making.
     *
     * @param claims the name of a claim by the name of a key, which is written without {@code ci:}
     */
    public static CiClaims generic(Map<String, String> claims) {
        Builder builder = kind(GENERIC);
        claims.forEach(builder::key);
        return builder.build();
    }

    /** Every name that some kind gives a key, without {@code ci:}. */
    public static Set<String> names() {
        Set<String> names = new TreeSet<>();
        KNOWN.forEach(known -> known.sources.keySet().forEach(key -> names.add(key.substring(PREFIX.length()))));
        return names;
    }

    /** Whether a token of this kind can have {@code key}, in whatever case. */
    public boolean supplies(String key) {
        return sources.containsKey(key.toLowerCase(Locale.ROOT));
    }

    /** The one claim that {@code key} is the whole of, if there is such a one. */
    public Optional<String> claimOf(String key) {
        List<Source> places = sources.getOrDefault(key.toLowerCase(Locale.ROOT), List.of());
        boolean wholeClaim = places.size() == 1
                && places.get(0).path().size() == 1
                && places.get(0).before().isEmpty();
        return wholeClaim ? Optional.of(places.get(0).path().get(0)) : Optional.empty();
    }

    /** The keys of one token. A claim that is absent, empty or no single value gives none. */
    Map<String, String> keysOf(IdTokenClaims claims) {
        Map<String, String> keys = new LinkedHashMap<>();
        sources.forEach((key, places) -> places.stream()
                .flatMap(place -> value(claims.all(), place).stream())
                .findFirst()
                .ifPresent(value -> keys.put(key, bounded(key, value))));
        return keys;
    }

    private static Optional<String> value(JsonObject claims, Source place) {
        Optional<JsonNode> found = claims.get(place.path().get(0));
        for (String name : place.path().subList(1, place.path().size())) {
            found = found.flatMap(node -> node instanceof JsonObject object ? object.get(name) : Optional.empty());
        }
        return found.flatMap(CiClaims::text).filter(text -> !text.isEmpty()).map(text -> place.before() + text);
    }

    private static Optional<String> text(JsonNode node) {
        if (node instanceof JsonString string) {
            return Optional.of(string.value());
        }
        if (node instanceof JsonNumber number) {
            return Optional.of(number.text());
        }
        return node instanceof JsonBoolean bool ? Optional.of(String.valueOf(bool.value())) : Optional.empty();
    }

    private static String bounded(String key, String value) {
        if (value.length() > MAX_VALUE_LENGTH) {
            throw IdTokenFaults.notValidated(
                    "the value of `" + key + "` is longer than " + MAX_VALUE_LENGTH + " characters");
        }
        return value;
    }

    private static Builder kind(String name) {
        return new Builder(name);
    }

    private static final class Builder {
        private final String kind;
        private final Map<String, List<Source>> sources = new LinkedHashMap<>();

        Builder(String kind) {
            this.kind = kind;
        }

        Builder key(String name, String claim) {
            return key(name, List.of(new Source(List.of(claim), "")));
        }

        Builder key(String name, List<Source> places) {
            sources.put(PREFIX + name, places);
            return this;
        }

        CiClaims build() {
            return new CiClaims(kind, sources);
        }
    }
}

package dev.sallyport.oidc;

import static dev.sallyport.oidc.FakeIssuer.NOW;
import static dev.sallyport.oidc.FakeIssuer.claims;
import static dev.sallyport.oidc.FakeIssuer.es256;
import static dev.sallyport.oidc.FakeIssuer.keys;
import static dev.sallyport.oidc.Refusals.NOT_VALIDATED;
import static dev.sallyport.oidc.Refusals.assertInvalid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.context.SuppliedKeys;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CiClaimsTest {
    private static final String GITHUB_CLAIMS =
            ",\"repository\":\"octo-org/app\",\"repository_id\":\"74\",\"repository_owner\":\"octo-org\""
                    + ",\"repository_owner_id\":\"65\",\"ref\":\"refs/heads/main\",\"ref_type\":\"branch\""
                    + ",\"ref_protected\":\"true\",\"environment\":\"prod\",\"workflow\":\"deploy\""
                    + ",\"event_name\":\"push\",\"run_id\":\"5041\",\"sha\":\"714a\",\"actor\":\"octocat\",\"actor_id\":\"12\"";

    @Test
    void githubSaysTheSameInBothFormsOfItsSubject() {
        String byName = "\"sub\":\"repo:octo-org/app:environment:prod\",\"aud\":\"sts.example.com\"";
        String byId = "\"sub\":\"repo:octo-org@65/app@74:environment:prod\",\"aud\":\"sts.example.com\"";

        Map<String, String> keys = ciKeys("github", claims(byName, GITHUB_CLAIMS));
        assertThat(keys)
                .containsEntry("ci:repository", "octo-org/app")
                .containsEntry("ci:repository-id", "74")
                .containsEntry("ci:owner", "octo-org")
                .containsEntry("ci:owner-id", "65")
                .containsEntry("ci:ref", "refs/heads/main")
                .containsEntry("ci:ref-protected", "true")
                .containsEntry("ci:environment", "prod")
                .containsEntry("ci:workflow", "deploy")
                .containsEntry("ci:event", "push")
                .containsEntry("ci:run-id", "5041")
                .containsEntry("ci:actor-id", "12");
        assertThat(ciKeys("github", claims(byId, GITHUB_CLAIMS))).isEqualTo(keys);
    }

    @Test
    void aRenameChangesNoId() {
        Map<String, String> renamed = ciKeys(
                "github",
                claims(GITHUB_CLAIMS.replace("octo-org/app", "new-org/new").replace("octo-org", "new-org")));

        assertThat(renamed).containsEntry("ci:repository-id", "74").containsEntry("ci:owner-id", "65");
    }

    @Test
    void gitlabsRefIsTheFullOne() {
        assertThat(
                        ciKeys(
                                "gitlab",
                                claims(
                                        ",\"project_id\":20,\"project_path\":\"g/p\",\"namespace_id\":\"72\",\"ref\":\"main\""
                                                + ",\"ref_path\":\"refs/heads/main\",\"pipeline_source\":\"push\",\"pipeline_id\":\"574\"")))
                .containsEntry("ci:repository", "g/p")
                .containsEntry("ci:repository-id", "20")
                .containsEntry("ci:owner-id", "72")
                .containsEntry("ci:ref", "refs/heads/main")
                .containsEntry("ci:event", "push")
                .containsEntry("ci:run-id", "574");
    }

    @Test
    void kubernetesKeysComeFromInsideItsOneClaim() {
        String object = ",\"kubernetes.io\":{\"namespace\":\"prod\",\"pod\":{\"name\":\"p\",\"uid\":\"778a\"}"
                + ",\"serviceaccount\":{\"name\":\"deployer\",\"uid\":\"a087\"}}";

        assertThat(ciKeys("kubernetes", claims(object)))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "ci:owner", "prod",
                        "ci:service-account", "deployer",
                        "ci:service-account-id", "a087",
                        "ci:run-id", "778a"));
        assertThat(ciKeys("kubernetes", claims(",\"kubernetes.io\":{\"namespace\":{\"name\":\"x\"},\"pod\":\"y\"}")))
                .isEmpty();
    }

    @Test
    void aBuildkiteBuildOfATagIsNotOneOfItsBranch() {
        assertThat(ciKeys("buildkite", claims(",\"build_branch\":\"main\",\"build_tag\":\"\"")))
                .containsEntry("ci:ref", "refs/heads/main");
        assertThat(ciKeys("buildkite", claims(",\"build_branch\":\"main\",\"build_tag\":\"v1\"")))
                .containsEntry("ci:ref", "refs/tags/v1");
    }

    @Test
    void circleciKeysAreNamedWithItsHost() {
        assertThat(ciKeys(
                        "circleci",
                        claims(",\"oidc.circleci.com/project-id\":\"p-1\",\"oidc.circleci.com/org-id\":\"o-1\""
                                + ",\"oidc.circleci.com/vcs-ref\":\"refs/heads/main\"")))
                .containsEntry("ci:repository-id", "p-1")
                .containsEntry("ci:owner-id", "o-1")
                .containsEntry("ci:ref", "refs/heads/main");
    }

    @Test
    void aGenericKindHasTheClaimsOfItsConfiguration() {
        CiClaims claims = CiClaims.generic(Map.of("repository-id", "repo"));

        assertThat(ciKeys(Optional.of(claims), claims(",\"repo\":7,\"ref\":\"refs/heads/main\"")))
                .containsExactlyEntriesOf(Map.of("ci:repository-id", "7"));
        assertThat(claims.supplies("CI:Repository-Id")).isTrue();
        assertThat(claims.supplies("ci:ref")).isFalse();
        assertThat(claims.claimOf("ci:repository-id")).contains("repo");
    }

    @Test
    void aProviderWithoutKindSuppliesNoneOfThem() {
        assertThat(ciKeys(Optional.empty(), claims(GITHUB_CLAIMS + ",\"ci:ref\":\"refs/heads/main\"")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "null", "[\"74\"]", "{\"id\":\"74\"}"})
    void aClaimThatIsNoSingleValueGivesNoKey(String value) {
        assertThat(ciKeys("github", claims(",\"repository_id\":" + value))).isEmpty();
    }

    @Test
    void aClaimOfTheTokenIsNeverTakenForAKey() {
        assertThat(ciKeys("github", claims(",\"ci:repository-id\":\"1\",\"repository_id\":\"74\"")))
                .containsExactlyEntriesOf(Map.of("ci:repository-id", "74"));
    }

    @Test
    void valuesAreBounded() {
        String longest = "r".repeat(CiClaims.MAX_VALUE_LENGTH);

        assertThat(ciKeys("github", claims(",\"ref\":\"" + longest + "\""))).containsEntry("ci:ref", longest);
        assertInvalid(() -> ciKeys("github", claims(",\"ref\":\"" + longest + "r\"")), NOT_VALIDATED);
    }

    @Test
    void theSessionKeepsThemBesideSubjectAudienceAndMethods() {
        VerifiedIdToken token = verify(known("github"), claims(GITHUB_CLAIMS + ",\"amr\":[\"mfa\",\"pwd\"]"));

        assertThat(token.sessionKeys())
                .containsEntry("ci:repository-id", List.of("74"))
                .containsEntry("idp.example.com/realms/ci:amr", List.of("mfa", "pwd"))
                .doesNotContainKey("idp.example.com/realms/ci:repository_id");
    }

    @Test
    void policiesKnowEveryKeyThatAKindHas() {
        for (CiClaims claims : CiClaims.KNOWN) {
            assertThat(claims.sources().keySet()).allMatch(SuppliedKeys::supplies);
        }
        assertThat(SuppliedKeys.names().stream().filter(name -> name.startsWith("ci:")))
                .hasSameElementsAs(
                        CiClaims.names().stream().map(name -> "ci:" + name).toList());
    }

    private static Map<String, String> ciKeys(String kind, String claims) {
        return ciKeys(known(kind), claims);
    }

    private static Map<String, String> ciKeys(Optional<CiClaims> ciClaims, String claims) {
        Map<String, String> keys =
                new LinkedHashMap<>(verify(ciClaims, claims).conditionKeys().singleValued());
        keys.keySet().removeIf(key -> !key.startsWith("ci:"));
        return keys;
    }

    private static Optional<CiClaims> known(String kind) {
        return CiClaims.KNOWN.stream()
                .filter(claims -> claims.kind().equals(kind))
                .findFirst();
    }

    private static VerifiedIdToken verify(Optional<CiClaims> ciClaims, String claims) {
        OidcProvider provider = new OidcProvider(
                FakeIssuer.ACCOUNT,
                Issuer.of(FakeIssuer.ISSUER),
                List.of(FakeIssuer.AUDIENCE),
                Set.of(SignatureAlgorithm.ES256),
                KeySource.Discovery.ofPlatformTrust(),
                ciClaims);
        return IdTokenVerifier.verify(UnverifiedIdToken.parse(es256(claims)), provider, keys(), NOW);
    }
}

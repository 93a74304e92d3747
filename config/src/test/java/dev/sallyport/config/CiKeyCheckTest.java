package dev.sallyport.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CiKeyCheckTest {
    private static final String ISSUER = "issuer: https://token.actions.githubusercontent.com";
    private static final String SUBJECT =
            "\"StringLike\": {\"token.actions.githubusercontent.com:sub\": \"repo:octo-org/*\"}";
    private static final String BY_ID = "\"StringEquals\": {\"ci:repository-id\": \"74\"}";

    @TempDir
    private Path folder;

    private int written;

    @Test
    void aProviderWithItsKindSuppliesTheKeys() {
        assertThat(kind("kind: github")
                        .identities(SUBJECT, SUBJECT + ", " + BY_ID)
                        .messages())
                .isEmpty();
    }

    @Test
    void anIdPinsTheOwnerOfASharedIssuer() {
        assertThat(kind("kind: github").identities(SUBJECT, BY_ID).messages()).isEmpty();
        assertThat(kind("kind: github")
                        .identities(SUBJECT, BY_ID.replace("\"74\"", "\"7*\""))
                        .messages())
                .singleElement()
                .asString()
                .contains("`7*` holds a wildcard");
        // Anybody may take a name that became free.
        assertThat(kind("kind: github")
                        .identities(SUBJECT, BY_ID.replace("ci:repository-id", "ci:repository"))
                        .messages())
                .singleElement()
                .asString()
                .contains("lets in others than yours");
    }

    @Test
    void anIdDoesNotPinWhereTwoIssuersAreLetIn() {
        String one = "{\"Federated\": \"arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com\"}";
        String two = "{\"Federated\": [\"arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com\","
                + " \"arn:aws:iam::111122223333:oidc-provider/gitlab.com\"]}";
        ConfigurationFiles both = kind("kind: github")
                .identities(
                        "client-ids: [sts.example.com]",
                        "client-ids: [sts.example.com]\n  - {issuer: \"https://gitlab.com\", client-ids: [x], kind: gitlab}")
                .identities(SUBJECT, BY_ID);

        assertThat(both.messages()).isEmpty();
        assertThat(both.identities(one, two).messages())
                .hasSize(2)
                .allMatch(message -> message.contains("lets in others than yours"));
    }

    @Test
    void aProviderWithoutKindSuppliesNone() {
        assertThat(files().identities(SUBJECT, SUBJECT + ", " + BY_ID).messages())
                .singleElement()
                .asString()
                .contains(
                        "no OIDC provider supplies the condition key `ci:repository-id`; give the provider its `kind`");
    }

    @Test
    void whatOnlyAnotherProviderSuppliesIsRefusedInATrustPolicy() {
        assertThat(files().identities(SUBJECT, SUBJECT + ", " + BY_ID)
                        .identities(
                                "client-ids: [sts.example.com]",
                                "client-ids: [sts.example.com]\n  - {issuer: \"https://gitlab.com\", client-ids: [x], kind: gitlab}")
                        .messages())
                .singleElement()
                .asString()
                .contains("tokens of `https://token.actions.githubusercontent.com` have no condition key"
                        + " `ci:repository-id`; give the provider its `kind`");
    }

    @Test
    void aKeyThatTheKindHasNoClaimForIsRefused() {
        assertThat(kind("kind: github")
                        .identities(SUBJECT, SUBJECT + ", \"Null\": {\"ci:service-account\": \"false\"}")
                        .messages())
                .singleElement()
                .asString()
                .contains("no OIDC provider supplies the condition key `ci:service-account`");
    }

    @Test
    void identityPoliciesMayAskToo() {
        String plain = "\"Action\": \"orders:Get\", \"Resource\": \"*\"";
        String asking = plain + ", \"Condition\": {\"StringEquals\": {\"ci:environment\": \"prod\"}}";

        assertThat(kind("kind: github").identities(plain, asking).messages()).isEmpty();
        assertThat(files().identities(plain, asking).messages())
                .singleElement()
                .asString()
                .contains("no OIDC provider supplies the condition key `ci:environment`");
    }

    @Test
    void aGenericKindNamesItsClaims() {
        assertThat(kind("kind: generic\n    claims: {repository-id: repo_id}")
                        .identities(SUBJECT, SUBJECT + ", " + BY_ID)
                        .messages())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kind: GitHub|`GitHub` is none of `buildkite`, `circleci`, `generic`, `github`, `gitlab`, `kubernetes`",
                "kind: generic|`kind: generic` needs `claims`",
                "kind: github\n    claims: {ref: branch}|those of `kind: github` are known",
                "claims: {ref: branch}|`claims` says which claims `kind: generic` has; write that beside it",
                "kind: generic\n    claims: {repo-id: x}|there is no condition key `ci:repo-id`",
                "kind: generic\n    claims: {\"ci:ref\": x}|there is no condition key `ci:ci:ref`",
                "kind: generic\n    claims: {ref: [a]}|here stands a list",
            })
    void otherwiseTheSettingIsRefusedByName(String settingAndMessage) {
        List<String> parts = List.of(settingAndMessage.split("\\|", -1));

        assertThat(kind(parts.get(0)).messages()).anyMatch(message -> message.contains(parts.get(1)));
    }

    private ConfigurationFiles files() {
        return new ConfigurationFiles(folder.resolve("configuration-" + written++));
    }

    private ConfigurationFiles kind(String settings) {
        return files().identities(ISSUER, ISSUER + "\n    " + settings);
    }
}

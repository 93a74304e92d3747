package dev.sallyport.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom the trust policies of roles may name, and that strangers are not let in by accident. */
class TrustPolicyTest {
    private static final String GITHUB = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";
    private static final String CONDITION =
            "\"StringLike\": {\"token.actions.githubusercontent.com:sub\": \"repo:octo-org/*\"}";

    @TempDir
    private Path folder;

    private ConfigurationFiles files;

    @BeforeEach
    void writeFiles() {
        files = new ConfigurationFiles(folder);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "111122223333",
                "arn:aws:iam::111122223333:root",
                "arn:aws:iam::111122223333:user/alice",
                "arn:aws:iam::111122223333:role/deploy",
                "arn:aws:sts::111122223333:assumed-role/deploy/job"
            })
    void aPrincipalThatIsThereIsTaken(String principal) {
        assertThat(trusting(principal).faults()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "111122223334",
                "arn:aws:iam::999988887777:root",
                "arn:aws:iam::111122223333:user/Alice",
                "arn:aws:iam::111122223333:user/x/alice",
                "arn:aws:iam::111122223333:role/deploi",
                "arn:aws:sts::111122223333:assumed-role/no/job",
                "arn:aws:sts::111122223333:federated-user/x",
                "arn:aws-cn:iam::111122223333:user/alice",
                "AIDAAAAAAAAAAAAAAAAAA",
                "*"
            })
    void aPrincipalThatIsNotThereIsRefused(String principal) {
        assertThat(trusting(principal).messages())
                .singleElement()
                .asString()
                .startsWith("roles[1].trust: invalid principal in policy: ");
    }

    @Test
    void aMisspeltPrincipalNamesTheNearestAtItsPlace() {
        assertThat(trusting("arn:aws:iam::111122223333:user/alcie").faults())
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.message()).endsWith("did you mean `arn:aws:iam::111122223333:user/alice`?");
                    assertThat(fault.line()).isEqualTo(32);
                    assertThat(fault.column()).isEqualTo(29);
                });
    }

    @Test
    void everybodyMayBeDenied() {
        assertThat(files.identities(
                                "\"Principal\": {\"AWS\": \"arn:aws:iam::111122223333:user/alice\"}}]",
                                "\"Principal\": {\"AWS\": \"111122223333\"}},\n"
                                        + "       {\"Effect\": \"Deny\", \"Action\": \"sts:AssumeRole\", \"Principal\": \"*\","
                                        + " \"Condition\": {\"Bool\": {\"aws:SecureTransport\": \"false\"}}}]")
                        .faults())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:iam::111122223333:oidc-provider/gitlab.com",
                "arn:aws:iam::111122223333:saml-provider/corp",
                "accounts.google.com"
            })
    void aProviderThatIsNotThereIsRefused(String provider) {
        assertThat(files.identities(GITHUB, provider).messages())
                .singleElement()
                .asString()
                .startsWith("roles[0].trust: invalid principal in policy: ");
    }

    @Test
    void aProviderOfAnotherAccountIsRefused() {
        files.file(
                "identities/b.yaml",
                "account: \"444455556666\"\noidc-providers: [{issuer: \"https://ci.example.com\", client-ids: [x]}]\n");

        assertThat(files.identities(GITHUB, "arn:aws:iam::444455556666:oidc-provider/ci.example.com")
                        .messages())
                .singleElement()
                .asString()
                .contains("is a provider of another account");
    }

    @Test
    void anEmptyExternalIdIsRefused() {
        assertThat(files.identities(
                                "\"Principal\": {\"AWS\": \"arn:aws:iam::111122223333:user/alice\"}}",
                                "\"Principal\": {\"AWS\": \"111122223333\"}, \"Condition\": {\"StringEquals\": {\"sts:ExternalId\": \" \"}}}")
                        .messages())
                .singleElement()
                .asString()
                .startsWith("roles[1].trust: an empty external id protects nobody");
    }

    @Test
    void aSharedIssuerWithoutPinnedSubjectIsRefusedAtTheStatement() {
        assertThat(condition("\"StringEquals\": {\"token.actions.githubusercontent.com:aud\": \"sts.example.com\"}")
                        .faults())
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.path()).isEqualTo("roles[0].trust");
                    assertThat(fault.line()).isEqualTo(20);
                    assertThat(fault.column()).isEqualTo(11);
                    assertThat(fault.message())
                            .contains("no condition reads `token.actions.githubusercontent.com:sub`")
                            .contains("`repo:OWNER/…`")
                            .contains("allow-unpinned-subject");
                });
    }

    @Test
    void aNamedOverrideLetsItLoadWithAWarning() {
        Configuration configuration = condition(
                        "\"StringEquals\": {\"token.actions.githubusercontent.com:aud\": \"sts.example.com\"}")
                .identities("- name: deploy\n", "- name: deploy\n    allow-unpinned-subject: a public sandbox\n")
                .loaded();

        assertThat(configuration.warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.path()).isEqualTo("roles[0].allow-unpinned-subject");
            assertThat(warning.line()).isEqualTo(16);
            assertThat(warning.message())
                    .isEqualTo(
                            "role `deploy` may be assumed by strangers, since `allow-unpinned-subject` says: a public sandbox");
        });
    }

    @Test
    void anOverrideThatIsNotNeededIsRefused() {
        assertThat(files.identities("- name: deploy\n", "- name: deploy\n    allow-unpinned-subject: just in case\n")
                        .messages())
                .containsExactly(
                        "roles[0].allow-unpinned-subject: the trust policy lets no strangers in; remove this, or it hides it later");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\" \"", "\"\"", "true"})
    void anOverrideSaysWhy(String reason) {
        assertThat(condition("\"StringEquals\": {\"token.actions.githubusercontent.com:aud\": \"x\"}")
                        .identities("- name: deploy\n", "- name: deploy\n    allow-unpinned-subject: " + reason + "\n")
                        .messages())
                .anySatisfy(message -> assertThat(message).startsWith("roles[0].allow-unpinned-subject: "));
    }

    @Test
    void anIssuerThatItsConfigurationCallsSharedIsChecked() {
        String subject = "\"StringLike\": {\"ci.example.com:sub\": \"repo:*\"}";
        files.identities("https://token.actions.githubusercontent.com", "https://ci.example.com")
                .identities("token.actions.githubusercontent.com", "ci.example.com")
                .identities(CONDITION.replace("token.actions.githubusercontent.com", "ci.example.com"), subject);

        assertThat(files.faults()).isEmpty();
        assertThat(files.identities("client-ids:", "shared: true\n    client-ids:")
                        .messages())
                .singleElement()
                .asString()
                .contains("has a wildcard before the owner's name ends");
    }

    @Test
    void aKnownIssuerStaysSharedWhateverItsConfigurationSays() {
        assertThat(condition("\"StringLike\": {\"token.actions.githubusercontent.com:sub\": \"*\"}")
                        .identities("client-ids:", "shared: false\n    client-ids:")
                        .messages())
                .singleElement()
                .asString()
                .startsWith("roles[0].trust: many organisations get tokens of");
    }

    private ConfigurationFiles trusting(String principal) {
        return files.identities("\"AWS\": \"arn:aws:iam::111122223333:user/alice\"", "\"AWS\": \"" + principal + "\"");
    }

    private ConfigurationFiles condition(String condition) {
        return files.identities(CONDITION, condition);
    }
}

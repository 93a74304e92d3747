package dev.sallyport.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.identity.AccountId;
import dev.sallyport.oidc.KeySource;
import dev.sallyport.policy.PolicyType;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityFileTest {
    private static final AccountId ACCOUNT = new AccountId("111122223333");

    @TempDir
    private Path folder;

    private ConfigurationFiles files;

    @BeforeEach
    void writeFiles() {
        files = new ConfigurationFiles(folder);
    }

    @Nested
    class Accounts {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "111122223333",
                    "\"11112222333\"",
                    "\"1111222233334\"",
                    "\"11112222333\u0661\"",
                    "012345678901"
                })
        void anAccountIsTwelveDigitsInQuotes(String written) {
            assertThat(files.identities("account: \"111122223333\"", "account: " + written)
                            .messages())
                    .anySatisfy(message -> assertThat(message).startsWith("account: "));
        }

        @ParameterizedTest
        @ValueSource(strings = {"ab", "Demo", "-demo", "demo-", "a--b", "a_b"})
        void anAliasHasItsForm(String alias) {
            assertThat(files.identities("alias: demo", "alias: " + alias).messages())
                    .singleElement()
                    .asString()
                    .startsWith("alias: `" + alias + "` is no alias");
        }

        @Test
        void anAliasIsOneAccountsAlone() {
            assertThat(files.file("identities/b.yaml", "account: \"444455556666\"\nalias: demo\n")
                            .messages())
                    .singleElement()
                    .asString()
                    .contains("there are two of the account alias `demo`");
        }

        @Test
        void tokensForElsewhereAreOffUntilOneFileOfTheAccountSaysOtherwise() {
            AccountId account = new AccountId("111122223333");
            assertThat(files.loaded().identities().accounts().get(account).outboundWebIdentity())
                    .isFalse();
            files.identities("alias: demo", "alias: demo\noutbound-web-identity: true");
            assertThat(files.loaded().identities().accounts().get(account).outboundWebIdentity())
                    .isTrue();
            assertThat(files.file("identities/b.yaml", "account: \"111122223333\"\noutbound-web-identity: false\n")
                            .messages())
                    .singleElement()
                    .asString()
                    .contains("another file of the account says `outbound-web-identity` already");
        }

        @ParameterizedTest
        @ValueSource(strings = {"root: {access-keys: []}", "access-keys: []", "mfa-devices: []", "root-user: x"})
        void theRootUserGetsNoKeyAndNoDevice(String setting) {
            assertThat(files.identities("alias: demo", setting).messages())
                    .singleElement()
                    .asString()
                    .contains("an account has no root user, so no key or device can be given to one");
        }

        @Test
        void aUserMayBeCalledRoot() {
            assertThat(files.identities("users:\n", "users:\n  - name: root\n").faults())
                    .isEmpty();
        }
    }

    @Nested
    class Names {
        @ParameterizedTest
        @ValueSource(strings = {"a", "Alice_+=,.@-9"})
        void aNameHasLettersDigitsAndSomeSigns(String name) {
            assertThat(files.identities("users:\n", "users:\n  - name: \"" + name + "\"\n")
                            .faults())
                    .isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"a b", "a/b", "a:b", "\u0430lice", "a*", "\\n", ""})
        void anotherNameIsRefused(String name) {
            assertThat(files.identities("users:\n", "users:\n  - name: \"" + name + "\"\n")
                            .messages())
                    .singleElement()
                    .asString()
                    .startsWith("users[0].name: ");
        }

        @ParameterizedTest
        @CsvSource({"users,64", "groups,128"})
        void aNameHasALongestLength(String kind, int most) {
            String section = kind + ":\n";

            assertThat(files.identities(section, section + "  - name: " + "a".repeat(most) + "\n")
                            .faults())
                    .isEmpty();
            assertThat(new ConfigurationFiles(folder)
                            .identities(section, section + "  - name: " + "a".repeat(most + 1) + "\n")
                            .messages())
                    .singleElement()
                    .asString()
                    .contains("is no name");
        }

        @ParameterizedTest
        @ValueSource(strings = {"/", "/a/", "/a/b/", "/a//b/", "/!~/"})
        void aPathBeginsAndEndsWithASlash(String path) {
            assertThat(files.identities("users:\n", "users:\n  - {name: x, path: \"" + path + "\"}\n")
                            .faults())
                    .isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"a/", "/a", "//", "/a b/", "/\u00e4/", ""})
        void anotherPathIsRefused(String path) {
            assertThat(files.identities("users:\n", "users:\n  - {name: x, path: \"" + path + "\"}\n")
                            .messages())
                    .singleElement()
                    .asString()
                    .startsWith("users[0].path: ");
        }

        @ParameterizedTest
        @CsvSource({"users,ALICE", "groups,Developers", "roles,DEPLOY", "policies,READ"})
        void aNameIsUniqueWhateverItsCaseAndPath(String kind, String name) {
            String document =
                    "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"a:B\", \"Resource\": \"*\"}]}";
            String trust =
                    "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"sts:AssumeRole\", \"Principal\": {\"AWS\": \"111122223333\"}}]}";
            String more = kind.equals("roles")
                    ? "    trust: |\n      " + trust + "\n"
                    : kind.equals("policies") ? "    document: |\n      " + document + "\n" : "";

            assertThat(files.identities(kind + ":\n", kind + ":\n  - name: " + name + "\n    path: /x/\n" + more)
                            .messages())
                    .singleElement()
                    .asString()
                    .contains("there are two of the ");
        }
    }

    @Nested
    class References {
        @Test
        void anUnknownGroupNamesTheNearest() {
            assertThat(files.identities("groups: [developers]", "groups: [developer]")
                            .messages())
                    .containsExactly("users[0].groups[0]: there is no group `developer` in account 111122223333;"
                            + " did you mean `developers`?");
        }

        @Test
        void anUnknownPolicyNamesTheNearest() {
            assertThat(files.identities("{attached: [read]}\nusers", "{attached: [raed]}\nusers")
                            .messages())
                    .containsExactly(
                            "groups[0].policies.attached[0]: there is no policy `raed` in account 111122223333; did you mean `read`?");
        }

        @Test
        void aPolicyMayBeNamedByItsArn() {
            assertThat(files.identities(
                                    "{attached: [read]}\nusers",
                                    "{attached: [\"arn:aws:iam::111122223333:policy/read\"]}\nusers")
                            .faults())
                    .isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "arn:aws:iam::aws:policy/AdministratorAccess",
                    "arn:aws:iam::444455556666:policy/read",
                    "arn:aws:iam::111122223333:policy/x/read",
                    "arn:read"
                })
        void aPolicyOfAnotherOwnerOrPathIsNotThere(String arn) {
            assertThat(files.identities("{attached: [read]}\nusers", "{attached: [\"" + arn + "\"]}\nusers")
                            .messages())
                    .singleElement()
                    .asString()
                    .startsWith("groups[0].policies.attached[0]: ");
        }

        @Test
        void aFaultyPolicyIsNotAlsoReportedAsMissing() {
            assertThat(files.identities("\"Action\": \"orders:Get\"", "\"Action\": 1")
                            .messages())
                    .singleElement()
                    .asString()
                    .startsWith("policies[0].document: ");
        }

        @Test
        void aBoundaryIsAManagedPolicyThatBounds() {
            UserEntry alice = files.identities("tags: {team: red}", "boundary: read")
                    .loaded()
                    .identities()
                    .accounts()
                    .get(ACCOUNT)
                    .users()
                    .get(0);

            assertThat(alice.boundary()).hasValueSatisfying(policy -> {
                assertThat(policy.type()).isEqualTo(PolicyType.BOUNDARY);
                assertThat(policy.id()).isEqualTo("arn:aws:iam::111122223333:policy/read");
            });
        }

        @Test
        void anUnknownBoundaryIsAFaultAndNotIgnored() {
            assertThat(files.identities("tags: {team: red}", "boundary: reed").messages())
                    .containsExactly(
                            "users[0].boundary: there is no policy `reed` in account 111122223333; did you mean `read`?");
        }

        @Test
        void whatStandsTwiceIsRefused() {
            assertThat(files.identities("groups: [developers]", "groups: [developers, developers]")
                            .messages())
                    .containsExactly("users[0].groups[1]: the group `developers` stands twice");
            assertThat(new ConfigurationFiles(folder)
                            .identities("{attached: [read]}\nusers", "{attached: [read, read]}\nusers")
                            .messages())
                    .containsExactly("groups[0].policies.attached[1]: the policy `read` is attached twice");
        }
    }

    @Nested
    class Limits {
        @Test
        void anInlinePolicyCountsWithoutWhiteSpace() {
            assertThat(inlineOfUser(2048).faults()).isEmpty();
            assertThat(IdentityFileTest.inlineOfUser(new ConfigurationFiles(folder), 2049)
                            .messages())
                    .singleElement()
                    .asString()
                    .startsWith(
                            "users[0].policies.inline: the inline policies have 2049 characters without white space");
        }

        @Test
        void aTrustPolicyHasAtMost2048Characters() {
            assertThat(trust(2048).faults()).isEmpty();
            assertThat(IdentityFileTest.trust(new ConfigurationFiles(folder), 2049)
                            .messages())
                    .singleElement()
                    .asString()
                    .contains("the policy has 2049 characters without white space; 2048 are the most");
        }

        @Test
        void aUserHasTwoKeysAtMost() {
            files.secret("s2", "2".repeat(40)).secret("s3", "3".repeat(40));
            String second = "      - {id: AKIAAAAAAAAAAAAAAAA2, secret: \"file:../s2\"}\n";
            String third = "      - {id: AKIAAAAAAAAAAAAAAAA3, secret: \"file:../s3\"}\n";

            assertThat(files.identities("    access-keys:\n", "    access-keys:\n" + second)
                            .faults())
                    .isEmpty();
            assertThat(files.identities("    access-keys:\n", "    access-keys:\n" + third)
                            .messages())
                    .containsExactly("users[0].access-keys: the list has 3 elements; 2 are the most");
        }

        @Test
        void anAccessKeyIdIsOneKeysAlone() {
            files.secret("s2", "2".repeat(40));

            assertThat(files.file(
                                    "identities/b.yaml",
                                    "account: \"444455556666\"\nusers: [{name: x, access-keys: [{id: AKIARTX3GSDS4R4CQSP2, secret: \"file:../s2\"}]}]\n")
                            .messages())
                    .singleElement()
                    .asString()
                    .contains("there are two of the access key `AKIARTX3GSDS4R4CQSP2`");
        }

        @ParameterizedTest
        @ValueSource(strings = {"ASIARTX3GSDS4R4CQSP2", "AKIA", "AKIARTX3GSDS4R4CQSP-"})
        void anAccessKeyIdIsALongTermOne(String id) {
            assertThat(files.identities("AKIARTX3GSDS4R4CQSP2", id).messages())
                    .singleElement()
                    .asString()
                    .startsWith("users[0].access-keys[0].id: ");
        }

        @Test
        void tagKeysDifferInMoreThanCase() {
            assertThat(files.identities("{team: red}", "{team: red, Team: blue}")
                            .messages())
                    .containsExactly(
                            "users[0].tags: Duplicate tag keys found. Please note that Tag keys are case insensitive.");
        }

        @ParameterizedTest
        @ValueSource(strings = {"{\"aws:x\": y}", "{\"a*\": y}", "{a: \"y;z\"}", "{a: 1}", "[a]", "{\"\": y}"})
        void aMalformedTagIsRefused(String tags) {
            assertThat(files.identities("{team: red}", tags).messages())
                    .singleElement()
                    .asString()
                    .startsWith("users[0].tags");
        }

        @ParameterizedTest
        @CsvSource({"1h,3600", "60m,3600", "43200s,43200", "12h,43200"})
        void aSessionLastsOneToTwelveHoursAtMost(String written, long seconds) {
            RoleEntry role = files.identities(
                            "- name: deploy\n", "- name: deploy\n    max-session-duration: " + written + "\n")
                    .loaded()
                    .identities()
                    .accounts()
                    .get(ACCOUNT)
                    .roles()
                    .get(0);

            assertThat(role.maxSessionDuration()).isEqualTo(Duration.ofSeconds(seconds));
        }

        @Test
        void aRoleTakesTokensOnceOnlyWhereItSaysSo() {
            assertThat(firstRole(files).singleUseTokens()).isFalse();
            assertThat(firstRole(files.identities("- name: deploy\n", "- name: deploy\n    single-use-tokens: true\n"))
                            .singleUseTokens())
                    .isTrue();
            assertThat(files.identities("single-use-tokens: true", "single-use-tokens: yes")
                            .messages())
                    .singleElement()
                    .asString()
                    .startsWith("roles[0].single-use-tokens: ");
        }

        private static RoleEntry firstRole(ConfigurationFiles files) {
            return files.loaded().identities().accounts().get(ACCOUNT).roles().get(0);
        }

        @ParameterizedTest
        @ValueSource(strings = {"59m", "13h", "3599s", "43201s"})
        void anotherSessionDurationIsRefused(String written) {
            assertThat(files.identities(
                                    "- name: deploy\n", "- name: deploy\n    max-session-duration: " + written + "\n")
                            .messages())
                    .containsExactly("roles[0].max-session-duration: `" + written + "` is not between 1h and 12h");
        }

        private ConfigurationFiles inlineOfUser(int characters) {
            return IdentityFileTest.inlineOfUser(files, characters);
        }

        private ConfigurationFiles trust(int characters) {
            return IdentityFileTest.trust(files, characters);
        }
    }

    @Nested
    class Providers {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "http://ci.example.com",
                    "http://localhost:7071",
                    "https://sts",
                    "https://AWS",
                    "https://iam:8443",
                    "https://saml",
                    "https://ci",
                    "https://sallyport",
                    "https://ci.example.com/?x",
                    "https://ci.example.com/#x",
                    "https://u@ci.example.com",
                    "ci.example.com"
                })
        void anIssuerIsHttpsAndItsKeysAreItsOwn(String issuer) {
            assertThat(files.file("identities/b.yaml", other(issuer)).messages())
                    .singleElement()
                    .asString()
                    .startsWith("oidc-providers[0].issuer: ");
        }

        @Test
        void aDemonstrationMayUsePlainHttpOnThisMachine() {
            assertThat(files.asDemo()
                            .file("identities/b.yaml", other("http://localhost:7071"))
                            .faults())
                    .isEmpty();
            assertThat(files.file("identities/b.yaml", other("http://ci.example.com"))
                            .messages())
                    .singleElement()
                    .asString()
                    .startsWith("oidc-providers[0].issuer: ");
        }

        @ParameterizedTest
        @ValueSource(strings = {"http://localhost:7070", "http://127.0.0.1:8080/x", "https://sallyport.example.com"})
        void theGatewayIsNoIssuer(String issuer) {
            assertThat(files.asDemo().file("identities/b.yaml", other(issuer)).messages())
                    .containsExactly("oidc-providers[0]: `" + issuer
                            + "` is this gateway itself, whose own tokens are never taken as a web identity");
        }

        @Test
        void oneIssuerIsConfiguredOnceInAnAccount() {
            assertThat(files.file(
                                    "identities/b.yaml",
                                    other("https://token.actions.githubusercontent.com")
                                            .replace("444455556666", "111122223333"))
                            .messages())
                    .singleElement()
                    .asString()
                    .contains("there are two of the OIDC provider `token.actions.githubusercontent.com`");
            assertThat(new ConfigurationFiles(folder)
                            .file("identities/b.yaml", other("https://token.actions.githubusercontent.com"))
                            .faults())
                    .isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"HS256", "none", "rs256", "ES256K", "Ed448"})
        void anotherAlgorithmIsRefused(String algorithm) {
            assertThat(provider("algorithms: [" + algorithm
                                    + "]\n    issuer: https://token.actions.githubusercontent.com")
                            .messages())
                    .containsExactly("oidc-providers[0].algorithms[0]: `" + algorithm
                            + "` is not taken; the algorithms are `RS256`, `RS384`, `RS512`, `PS256`, `PS384`, `PS512`,"
                            + " `ES256`, `ES384`, `ES512`, `EdDSA`");
        }

        @Test
        void clientIdsAreNeeded() {
            assertThat(files.identities("client-ids: [sts.example.com]", "client-ids: []")
                            .messages())
                    .containsExactly("oidc-providers[0].client-ids: the list is empty; write at least one");
        }

        @Test
        void aFileOfAuthoritiesHoldsCertificates() {
            files.file("ca.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");

            assertThat(provider("ca-file: ../ca.pem\n    issuer: https://token.actions.githubusercontent.com")
                            .messages())
                    .containsExactly("oidc-providers[0].ca-file: the file does not hold certificates in PEM form");
            assertThat(files.file("ca.pem", "").messages())
                    .containsExactly("oidc-providers[0].ca-file: the file holds no certificate");
        }

        @Test
        void aStaticKeySetIsRead() {
            files.file("jwks.json", """
                    {"keys": [{"kty": "EC", "crv": "P-256", "kid": "a", "alg": "ES256", "use": "sig",
                      "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
                      "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}]}
                    """);

            assertThat(provider(
                                    "jwks-file: ../jwks.json\n    algorithms: [ES256]\n    issuer: https://token.actions.githubusercontent.com")
                            .loaded()
                            .identities()
                            .accounts()
                            .get(ACCOUNT)
                            .oidcProviders()
                            .get(0)
                            .keySource())
                    .isInstanceOf(KeySource.StaticJwks.class);
        }

        @Test
        void aStaticKeySetAndFetchingExcludeEachOther() {
            files.file("jwks.json", "{}");

            assertThat(provider(
                                    "jwks-file: ../jwks.json\n    jwks-hosts: [keys.example.com]\n    issuer: https://token.actions.githubusercontent.com")
                            .messages())
                    .hasSize(2)
                    .anySatisfy(message -> assertThat(message).contains("with `jwks-file` nothing is fetched"));
        }

        @Test
        void keysMayHaveAnAddressOfTheirOwn() {
            assertThat(provider("jwks-url: https://keys.example.com/jwks\n    private-addresses: true\n"
                                    + "    issuer: https://token.actions.githubusercontent.com")
                            .faults())
                    .isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "jwks-url: http://keys.example.com/jwks",
                    "jwks-url: http://127.0.0.1/jwks",
                    "jwks-url: https://keys.example.com/a/../b",
                    "jwks-url: https://keys.example.com\n    jwks-hosts: [keys.example.com]"
                })
        void anAddressOfKeysThatIsNoneIsRefused(String setting) {
            assertThat(provider(setting + "\n    issuer: https://token.actions.githubusercontent.com")
                            .messages())
                    .singleElement()
                    .asString()
                    .startsWith("oidc-providers[0].jwks-url: ");
        }

        private ConfigurationFiles provider(String issuerLine) {
            return files.identities("issuer: https://token.actions.githubusercontent.com", issuerLine)
                    .identities("policies: {attached: [read]}\n  - name: filter", "policies: {}\n  - name: filter");
        }

        private String other(String issuer) {
            return "account: \"444455556666\"\noidc-providers: [{issuer: \"" + issuer + "\", client-ids: [x]}]\n";
        }
    }

    private static ConfigurationFiles inlineOfUser(ConfigurationFiles changed, int characters) {
        return changed.identities(
                "    tags: {team: red}\n",
                "    policies:\n      inline:\n        x: |\n          "
                        + padded(
                                "{\"Version\":\"2012-10-17\",\"Id\":\"\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"a:B\",\"Resource\":\"*\"}]}",
                                characters)
                        + "   \n");
    }

    private static ConfigurationFiles trust(ConfigurationFiles changed, int characters) {
        return changed.identities(
                "  - name: filter\n",
                "  - name: long\n    trust: |\n      "
                        + padded(
                                "{\"Version\":\"2012-10-17\",\"Id\":\"\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Principal\":{\"AWS\":\"111122223333\"}}]}",
                                characters)
                        + "\n  - name: filter\n");
    }

    private static String padded(String json, int characters) {
        return json.replace("\"Id\":\"\"", "\"Id\":\"" + "x".repeat(characters - json.length()) + "\"");
    }
}

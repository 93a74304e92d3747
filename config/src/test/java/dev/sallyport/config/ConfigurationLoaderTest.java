package dev.sallyport.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.identity.AccountId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationLoaderTest {
    @TempDir
    private Path folder;

    private ConfigurationFiles files;

    @BeforeEach
    void writeFiles() {
        files = new ConfigurationFiles(folder);
    }

    @Test
    void whatTheFilesSayIsThere() {
        Configuration configuration = files.loaded();

        assertThat(configuration.warnings()).isEmpty();
        assertThat(configuration.server().regions()).containsExactlyInAnyOrder("eu-west-1", "us-east-1");
        assertThat(configuration.server().routes()).singleElement().satisfies(route -> {
            assertThat(route.upstream().name()).isEqualTo("orders");
            assertThat(route.assertion()).isEqualTo(AssertionMode.SESSION);
            assertThat(route.route().longTermKeys()).isFalse();
        });
        AccountEntry account = configuration.identities().accounts().get(new AccountId("111122223333"));
        assertThat(account.alias()).contains("demo");
        assertThat(account.users()).singleElement().satisfies(alice -> {
            assertThat(alice.arn()).hasToString("arn:aws:iam::111122223333:user/alice");
            assertThat(alice.policies())
                    .extracting(p -> p.id())
                    .containsExactly("arn:aws:iam::111122223333:policy/read");
            assertThat(alice.accessKeys().get(0).secret().reveal()).isEqualTo(ConfigurationFiles.ALICE_SECRET);
            assertThat(alice.mfaDevices().get(0).serial()).hasToString("arn:aws:iam::111122223333:mfa/alice-phone");
        });
    }

    @Test
    void allFaultsOfAllFilesAreReportedAtOnceInTheOrderOfTheFiles() {
        List<Fault> faults = files.server("trust-domain", "trust-domian")
                .server("port: 8080", "port: 80800")
                .identities("name: alice\n", "name: \"al ice\"\n")
                .identities("\"Effect\": \"Allow\",\n", "\"Effect\": \"Alow\",\n")
                .file("identities/b.yaml", "account: 111122223333\n")
                .faults();

        assertThat(faults)
                .extracting(fault -> fault.file().getFileName() + ":" + fault.line())
                .containsExactly(
                        "a.yaml:7",
                        "a.yaml:21",
                        "a.yaml:32",
                        "b.yaml:1",
                        "sallyport.yaml:1",
                        "sallyport.yaml:1",
                        "sallyport.yaml:8");
    }

    @Test
    void aReportHasOneLineForEachFaultWithFileLineColumnAndPath() {
        files.server("trust-domain", "trust-domian");

        assertThatThrownBy(files::load).isInstanceOfSatisfying(ConfigurationException.class, e -> {
            String file = folder.resolve("sallyport.yaml").toString();
            assertThat(e.report())
                    .isEqualTo(file + ":1:1: `trust-domain` is missing\n" + file
                            + ":1:1: trust-domian: unknown key `trust-domian`; did you mean `trust-domain`?\n");
        });
    }

    @Test
    void aMissingServerFileIsAFault() {
        assertThatThrownBy(() -> ConfigurationLoader.load(folder.resolve("no.yaml"), name -> Optional.empty(), false))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        e -> assertThat(e.report()).contains("no.yaml:1:1: there is no file"));
    }

    @Test
    void severalFilesMayBeAboutOneAccount() {
        Configuration configuration = files.file(
                        "identities/team/b.yaml",
                        "account: \"111122223333\"\nusers: [{name: bob, groups: [developers]}]\n")
                .loaded();

        assertThat(configuration.identities().accounts()).hasSize(1);
        assertThat(configuration
                        .identities()
                        .accounts()
                        .get(new AccountId("111122223333"))
                        .users())
                .extracting(UserEntry::name)
                .containsExactly("alice", "bob");
    }

    @Test
    void whatIsDoubledInAnotherFileNamesTheFirst() {
        assertThat(files.file("identities/b.yaml", "account: \"111122223333\"\nusers: [{name: ALICE}]\n")
                        .messages())
                .singleElement()
                .asString()
                .contains("there are two of the user `ALICE`; the other is in ")
                .contains("a.yaml, line 7");
    }

    @Test
    void aFileThatWouldBePassedOverIsAFault() {
        assertThat(files.file("identities/b.yml", "account: \"111122223333\"\n").messages())
                .containsExactly(": the name ends in `.yaml` or the file is not read");
    }

    @Test
    void aDirectoryWithoutFilesIsAFault() {
        assertThat(files.server("identities: identities", "identities: data")
                        .file("data/readme", "")
                        .messages())
                .anySatisfy(message -> assertThat(message).startsWith("identities: there is no `.yaml` file in"));
    }

    @Test
    void aMissingDirectoryIsAFault() {
        assertThat(files.server("identities: identities", "identities: identitis")
                        .messages())
                .anySatisfy(message -> assertThat(message).startsWith("identities: there is no directory"));
    }

    @Test
    void settingsThatAreNotBuiltYetAreRefusedByName() {
        assertThat(files.server("regions:", "cluster: {}\nregions:")
                        .identities("alias: demo", "alias: demo\nsaml-providers: []")
                        .messages())
                .containsExactlyInAnyOrder(
                        "cluster: `cluster` is not built yet; leave it out",
                        "saml-providers: `saml-providers` is not built yet; leave it out");
    }

    @Test
    void noSecretIsShownByAnyValue() {
        String shown = files.loaded().toString();

        assertThat(shown)
                .doesNotContain(ConfigurationFiles.ROOT_KEY)
                .doesNotContain(ConfigurationFiles.ALICE_SECRET)
                .doesNotContain(ConfigurationFiles.ALICE_SEED)
                .contains("RootKey[redacted]", "SecretAccessKey[redacted]", "TotpSeed[redacted]");
    }
}

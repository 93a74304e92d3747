package dev.sallyport.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
    private static final String PATH = "users[0].access-keys[0].secret: ";
    private static final String OTHER_SECRET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789abcd";

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
                OTHER_SECRET,
                "\"" + OTHER_SECRET + "\"",
                "|\n          " + OTHER_SECRET,
                "12345678901234567890123"
            })
    void aSecretInTheFileIsRefusedAndNotRepeated(String written) {
        assertThat(files.identities(
                                "{id: AKIARTX3GSDS4R4CQSP2, secret: \"file:../alice-secret\"}",
                                "id: AKIARTX3GSDS4R4CQSP2\n        secret: " + written)
                        .messages())
                .singleElement()
                .asString()
                .startsWith(PATH + "a secret never stands in a configuration file; write `file:PATH`")
                .doesNotContain(OTHER_SECRET)
                .doesNotContain("1234567890");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "r--------", "rwx------"})
    void aFileForItsOwnerAloneIsRead(String rights) {
        assertThat(files.secret("alice-secret", OTHER_SECRET, rights).faults()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-"})
    void aFileThatOthersCanReadOrWriteIsRefused(String rights) {
        assertThat(files.secret("alice-secret", OTHER_SECRET, rights).messages())
                .singleElement()
                .asString()
                .startsWith(PATH + "others than its owner can read or write")
                .contains("chmod 600");
    }

    @Test
    void whatALinkLeadsToCounts() throws IOException {
        files.secret("open", OTHER_SECRET, "rw-r--r--");
        Files.delete(folder.resolve("alice-secret"));
        Files.createSymbolicLink(folder.resolve("alice-secret"), folder.resolve("open"));

        assertThat(files.messages()).singleElement().asString().contains("others than its owner");
    }

    @Test
    void aMissingFileIsAFault() throws IOException {
        Files.delete(folder.resolve("alice-secret"));

        assertThat(files.messages()).singleElement().asString().startsWith(PATH + "there is no file");
    }

    @Test
    void aFolderIsNoSecret() {
        assertThat(files.identities("file:../alice-secret", "file:..").messages())
                .singleElement()
                .asString()
                .startsWith(PATH + "there is no file");
    }

    @Test
    void anEmptyFileIsRefused() {
        assertThat(files.secret("alice-secret", "").messages())
                .singleElement()
                .asString()
                .endsWith("is empty");
    }

    @Test
    void onlyTheLineEndBehindASecretIsNoPartOfIt() {
        files.secret("alice-secret", " " + OTHER_SECRET);

        assertThat(files.messages()).containsExactly(PATH + "a secret access key is visible ASCII and not empty");
    }

    @Test
    void anEnvironmentVariableIsRead() {
        files.identities("file:../alice-secret", "env:ALICE_KEY").environment("ALICE_KEY", OTHER_SECRET);

        assertThat(files.faults()).isEmpty();
    }

    @Test
    void anUnsetOrEmptyVariableIsAFault() {
        files.identities("file:../alice-secret", "env:ALICE_KEY");

        assertThat(files.messages()).containsExactly(PATH + "the environment variable `ALICE_KEY` is not set or empty");
        assertThat(files.environment("ALICE_KEY", "").messages())
                .containsExactly(PATH + "the environment variable `ALICE_KEY` is not set or empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"env:", "file:", "env:A B", "file:a\\0b", "env:$(id)", "http://x"})
    void aReferenceThatNamesNothingIsRefused(String reference) {
        assertThat(files.identities("file:../alice-secret", reference).messages())
                .singleElement()
                .asString()
                .startsWith(PATH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "123456789012345678901", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"})
    void shortAndSampleSecretsAreRefusedAndNotRepeated(String secret) {
        assertThat(files.secret("alice-secret", secret).messages())
                .singleElement()
                .asString()
                .startsWith(PATH + "the secret ")
                .doesNotContain(secret);
    }

    @Test
    void aSecretOfTheLeastLengthIsTaken() {
        assertThat(files.secret("alice-secret", "1234567890123456789012").faults())
                .isEmpty();
    }

    @Test
    void oneSecretForTwoPurposesIsRefused() {
        files.environment("ALICE_SEED", ConfigurationFiles.ALICE_SEED)
                .secret("alice-secret", ConfigurationFiles.ALICE_SEED);

        assertThat(files.messages())
                .singleElement()
                .asString()
                .startsWith("users[0].mfa-devices[0].seed: this is the same secret as that of"
                        + " `users[0].access-keys[0].secret` in ")
                .doesNotContain(ConfigurationFiles.ALICE_SEED);
    }

    @Test
    void aSecretBesideASyntaxErrorIsNotShown() {
        files.identities("alias: demo", "alias: [ " + OTHER_SECRET);

        assertThat(files.messages())
                .singleElement()
                .asString()
                .contains("this is not YAML")
                .doesNotContain(OTHER_SECRET);
    }
}

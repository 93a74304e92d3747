package dev.sallyport.demo.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.config.RootKey;
import dev.sallyport.gateway.files.FileFault;
import dev.sallyport.identity.AccessKeyId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFolderTest {
    private static final AccessKeyId FILTER = new AccessKeyId("AKIARTX3GSDSVNXJVXGB");

    @TempDir
    Path checkout;

    @Test
    void liesBesideTheConfigurationsFolder() {
        assertThat(folder().path()).isEqualTo(checkout.toAbsolutePath().resolve(".demo"));
    }

    @Test
    void nothingIsEverReplaced() throws IOException {
        fill();
        Map<String, String> first = contents();
        fill();

        assertThat(first).hasSize(8);
        assertThat(contents()).isEqualTo(first);
    }

    @Test
    void whatIsMissingIsMadeAgainAndTheRestStays() throws IOException {
        fill();
        Map<String, String> first = contents();
        Files.delete(checkout.resolve(".demo/alice-mfa-seed"));
        fill();

        assertThat(contents().keySet()).isEqualTo(first.keySet());
        assertThat(contents().get("root-key")).isEqualTo(first.get("root-key"));
        assertThat(contents().get("alice-mfa-seed")).isNotEqualTo(first.get("alice-mfa-seed"));
    }

    @Test
    void onlyTheOwnerHasRights() throws IOException {
        fill();

        try (Stream<Path> files = Files.walk(checkout.resolve(".demo"))) {
            assertThat(files)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .matches("rw[x-]------"));
        }
    }

    @Test
    void secretThatOthersCanReadIsRefused() throws IOException {
        fill();
        Files.setPosixFilePermissions(checkout.resolve(".demo/root-key"), PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(this::fill).isInstanceOf(FileFault.class).hasMessageContaining("root-key");
    }

    @Test
    void twoCheckoutsShareNothing(@TempDir Path other) throws IOException {
        fill();
        Map<String, String> first = contents();
        DemoFolder.of(other.resolve("config/demo/sallyport.yaml")).fill(FILTER, new SecureRandom());

        assertThat(Files.readString(other.resolve(".demo/root-key"))).isNotEqualTo(first.get("root-key"));
        assertThat(Files.readString(other.resolve(".demo/alice-secret-key")))
                .isNotEqualTo(first.get("alice-secret-key"));
    }

    @Test
    void everyFileHoldsWhatItsReaderTakes() throws IOException {
        fill();

        RootKey.ofBase64(contents().get("root-key").strip());
        assertThat(folder().aliceSecret().reveal()).hasSize(40);
        assertThat(folder().aliceSeed().bytes()).hasSize(20);
        assertThat(folder().requestToken()).hasSize(43);
        assertThat(folder().issuerKey().reveal()).startsWith("{");
        assertThat(Files.readString(folder().filterKeyFile()))
                .contains(FILTER.value())
                .contains(contents().get("payments-filter-secret-key").strip());
    }

    private void fill() {
        folder().fill(FILTER, new SecureRandom());
    }

    private DemoFolder folder() {
        return DemoFolder.of(checkout.resolve("config/demo/sallyport.yaml"));
    }

    private Map<String, String> contents() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.list(checkout.resolve(".demo"))) {
            for (Path file : files.toList()) {
                contents.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return contents;
    }
}

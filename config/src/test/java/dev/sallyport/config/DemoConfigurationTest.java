package dev.sallyport.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.identity.AccountId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configuration that the demo starts and that people copy. */
class DemoConfigurationTest {
    private static final AccountId DEMO = new AccountId("111122223333");

    @TempDir
    private Path checkout;

    private Path serverFile;

    @BeforeEach
    void copyWithSecrets() throws IOException {
        Path original = Path.of(System.getProperty("sallyport.root", "..")).resolve("config/demo");
        Path copy = checkout.resolve("config/demo");
        try (Stream<Path> files = Files.walk(original)) {
            files.forEach(
                    file -> copy(file, copy.resolve(original.relativize(file).toString())));
        }
        serverFile = copy.resolve("sallyport.yaml");
        Files.createDirectories(checkout.resolve(".demo"));
        secret("root-key", "q0Yf2mGmJ8vJ3b0w1k7s5nXo9tPzL4RrD6cHhE2uAaM=");
        secret("alice-secret-key", "abcdefghijklmnopqrstuvwxyz0123456789ABCD");
        secret("alice-mfa-seed", "MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U");
        secret("payments-filter-secret-key", "0123456789abcdefghijklmnopqrstuvwxyzABCD");
    }

    @Test
    void loadsForTheDemoCommandWithoutWarnings() throws ConfigurationException {
        Configuration configuration = load(true);

        assertThat(configuration.warnings()).isEmpty();
        assertThat(configuration.server().demo()).isTrue();
        assertThat(configuration.server().api().port()).isEqualTo(7070);
        assertThat(configuration.server().proxy().port()).isEqualTo(8080);
        assertThat(configuration.identities().accounts().get(DEMO).roles())
                .extracting(RoleEntry::name)
                .containsExactly("ci-deploy", "break-glass", "payments-filter", "partner-reader");
    }

    @Test
    void isRefusedForEverybodyElse() {
        assertThatThrownBy(() -> load(false))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        e -> assertThat(e.faults()).singleElement().satisfies(fault -> {
                            assertThat(fault.path()).isEqualTo("demo");
                            assertThat(fault.message()).contains("only `sallyport demo` starts those");
                        }));
    }

    @Test
    void pathsLeadToTheDemoFolderOfTheCheckout() throws ConfigurationException {
        assertThat(load(true).server().dataDirectory()).isEqualTo(checkout.resolve(".demo/data"));
    }

    private Configuration load(boolean demoAllowed) throws ConfigurationException {
        try {
            return ConfigurationLoader.load(serverFile, name -> Optional.empty(), demoAllowed);
        } catch (ConfigurationException e) {
            if (demoAllowed) {
                throw new AssertionError(e.report(), e);
            }
            throw e;
        }
    }

    private void secret(String name, String text) throws IOException {
        Path file = checkout.resolve(".demo").resolve(name);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text + "\n");
    }

    private static void copy(Path from, Path to) {
        try {
            if (Files.isDirectory(from)) {
                Files.createDirectories(to);
            } else {
                Files.copy(from, to);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.sallyport.demo.folder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.demo.port.Listener;
import dev.sallyport.demo.port.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MovedConfigurationTest {
    @TempDir
    Path checkout;

    @Test
    void filesAreRunAsTheyAreWhereNothingMoved() throws IOException {
        Path serverFile = configuration();

        assertThat(copyFor(serverFile, DemoFolder.of(serverFile), Ports.defaults()))
                .isEqualTo(serverFile);
    }

    @Test
    void listenersOfTheGatewayMoveByOptionAndNotByFile() throws IOException {
        Path serverFile = configuration();

        assertThat(copyFor(serverFile, DemoFolder.of(serverFile), moved(Map.of(Listener.API, 9000))))
                .isEqualTo(serverFile);
    }

    @Test
    void everyNameOfAMovedIssuerMovesAndNothingElse() throws IOException {
        Path serverFile = configuration();
        Path copy = copyFor(
                serverFile, DemoFolder.of(serverFile), moved(Map.of(Listener.ISSUER, 9071, Listener.ORDERS, 7071)));

        assertThat(Files.readString(copy))
                .isEqualTo("public-url: http://localhost:7070\nurl: http://127.0.0.1:7071\nport: 7071\n");
        assertThat(Files.readString(copy.resolveSibling("identities/roles.yaml")))
                .isEqualTo("localhost:9071 oidc-provider/localhost:9071 localhost:9071:sub\n");
    }

    @Test
    void relativePathsOfTheCopyLeadToTheSameFiles() throws IOException {
        Path serverFile = configuration();
        Path copy = copyFor(serverFile, DemoFolder.of(serverFile), moved(Map.of(Listener.ISSUER, 9071)));

        assertThat(copy.resolveSibling("../../.demo/root-key").normalize())
                .isEqualTo(serverFile.resolveSibling("../../.demo/root-key").normalize());
    }

    @Test
    void olderCopyLeavesNothingBehind() throws IOException {
        Path serverFile = configuration();
        DemoFolder folder = DemoFolder.of(serverFile);
        Path extra = serverFile.resolveSibling("identities/extra.yaml");
        Files.writeString(extra, "localhost:7071");
        copyFor(serverFile, folder, moved(Map.of(Listener.ISSUER, 9071)));
        Files.delete(extra);
        Path copy = copyFor(serverFile, folder, moved(Map.of(Listener.ISSUER, 9072)));

        assertThat(copy.resolveSibling("identities/extra.yaml")).doesNotExist();
    }

    @Test
    void eachProcessHasACopyOfItsOwn() throws IOException {
        Path serverFile = configuration();
        DemoFolder folder = DemoFolder.of(serverFile);
        long other = ProcessHandle.current().pid();
        Path first = MovedConfiguration.of(serverFile, folder, moved(Map.of(Listener.ISSUER, 9071)), other);
        Path second = copyFor(serverFile, folder, moved(Map.of(Listener.ISSUER, 9072)));

        assertThat(Files.readString(first.resolveSibling("identities/roles.yaml")))
                .contains("localhost:9071:sub");
        assertThat(Files.readString(second.resolveSibling("identities/roles.yaml")))
                .contains("localhost:9072:sub");
        MovedConfiguration.remove(folder, other);
        assertThat(first).doesNotExist();
        assertThat(second).exists();
    }

    @Test
    void copyOfAProcessThatHasEndedIsRemoved() throws Exception {
        Path serverFile = configuration();
        DemoFolder folder = DemoFolder.of(serverFile);
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        Path left = MovedConfiguration.of(serverFile, folder, moved(Map.of(Listener.ISSUER, 9071)), ended.pid());
        copyFor(serverFile, folder, moved(Map.of(Listener.ISSUER, 9072)));

        assertThat(left).doesNotExist();
    }

    private static Path copyFor(Path serverFile, DemoFolder folder, Ports ports) {
        return MovedConfiguration.of(serverFile, folder, ports, 1);
    }

    private Path configuration() throws IOException {
        Path serverFile = checkout.toRealPath().resolve("config/demo/sallyport.yaml");
        Files.createDirectories(serverFile.resolveSibling("identities"));
        Files.createDirectories(checkout.resolve(".demo"));
        Files.writeString(serverFile, "public-url: http://localhost:7070\nurl: http://127.0.0.1:8081\nport: 7071\n");
        Files.writeString(
                serverFile.resolveSibling("identities/roles.yaml"),
                "localhost:7071 oidc-provider/localhost:7071 localhost:7071:sub\n");
        return serverFile;
    }

    private static Ports moved(Map<Listener, Integer> given) {
        return Ports.choose(given, port -> true);
    }
}

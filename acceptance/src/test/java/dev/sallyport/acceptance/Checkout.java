package dev.sallyport.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A copy of what a user's checkout is for the demo: the launcher, its configuration, and with it a {@code .demo/} of its
 * own. Nothing that is done in it reaches the checkout that is built.
 */
final class Checkout {
    private static final List<String> PORT_OPTIONS =
            List.of("--api-port", "--proxy-port", "--issuer-port", "--upstream-port", "--payments-port");

    private final Path folder;

    private Checkout(Path folder) {
        this.folder = folder;
    }

    static Checkout in(Path empty) throws IOException {
        // The demo shows real paths, and temporary folders often lie behind a link.
        Checkout checkout =
                new Checkout(Files.createDirectory(empty.toRealPath().resolve("check out")));
        copy(root().resolve("config/demo"), checkout.folder.resolve("config/demo"));
        copy(root().resolve("sallyport"), checkout.launcher());
        return checkout;
    }

    /**
     * Gives the launcher the classes that were built. It builds nothing here, since there is nothing to build from, and a
     * build elsewhere does not take them away.
     */
    Checkout withBuiltClasses() throws IOException {
        Path target = folder.resolve("demo/target");
        copy(builtJars(), target.resolve("lib"));
        Files.setLastModifiedTime(
                Files.createFile(target.resolve("sallyport-built")),
                FileTime.from(Instant.now().plusSeconds(1)));
        return this;
    }

    /** The folder of the jars that the build makes of this checkout, with what they need. */
    static Path builtJars() throws IOException {
        Path built = root().resolve("demo/target/lib").toAbsolutePath();
        try (Stream<Path> jars = Files.isDirectory(built) ? Files.list(built) : Stream.empty()) {
            assertThat(jars)
                    .as("the demo's classes in `%s`: run `mvn verify`, which packages them before these tests", built)
                    .anyMatch(jar -> jar.getFileName().toString().startsWith("sallyport-demo-"));
        }
        return built;
    }

    /** Where the commands that the demo prints are pasted. */
    Path folder() {
        return folder;
    }

    Path launcher() {
        return folder.resolve("sallyport");
    }

    Path serverFile() {
        return folder.resolve("config/demo/sallyport.yaml");
    }

    Path identityFile(String name) {
        return folder.resolve("config/demo/identities").resolve(name);
    }

    /** Options that give each listener a free port, but for the one whose option is {@code except}. */
    static List<String> freePorts(String except) {
        List<String> options = new ArrayList<>();
        for (String option : PORT_OPTIONS) {
            if (!option.equals(except)) {
                options.add(option);
                options.add(Integer.toString(FreePort.next()));
            }
        }
        return options;
    }

    static List<String> freePorts() {
        return freePorts("");
    }

    /** Writes {@code after} where {@code before} stands, once. */
    static void edit(Path file, String before, String after) throws IOException {
        String text = Files.readString(file);
        assertThat(text.split(Pattern.quote(before), -1))
                .as("places in `%s` with `%s`", file, before)
                .hasSize(2);
        Files.writeString(file, text.replace(before, after));
    }

    private static Path root() {
        return Path.of(System.getProperty("sallyport.root", ".."));
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        try (Stream<Path> files = Files.walk(from)) {
            files.forEach(file -> {
                try {
                    Files.copy(file, to.resolve(from.relativize(file).toString()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}

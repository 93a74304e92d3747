package dev.sallyport.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The client programs of {@code src/test/resources/clients}, made ready below {@code target/clients}: their libraries, of
 * exactly the versions in their lock files, come from the registries of their languages, once.
 */
final class ClientPrograms {
    private static final Path ACCEPTANCE = Path.of(System.getProperty("sallyport.root", ".."), "acceptance")
            .toAbsolutePath()
            .normalize();
    private static final Path SOURCES = ACCEPTANCE.resolve("src/test/resources/clients");
    private static final Path TARGET = ACCEPTANCE.resolve("target/clients");

    private ClientPrograms() {}

    static Path python() throws Exception {
        Tools.requireBoto3();
        return SOURCES.resolve("python/client.py");
    }

    /** The program of that name, beside its libraries. */
    static synchronized Path javascript(String name) throws Exception {
        Tools.requireNode();
        Path from = SOURCES.resolve("javascript");
        Path to = Files.createDirectories(TARGET.resolve("javascript"));
        Path installed = to.resolve("package-lock.json");
        // The lock file is copied last, so that it stands for all the rest.
        if (!Files.exists(installed) || Files.mismatch(installed, from.resolve("package-lock.json")) >= 0) {
            Path fresh = Files.createDirectories(TARGET.resolve("javascript.new"));
            copy(from.resolve("package.json"), fresh);
            copy(from.resolve("package-lock.json"), fresh);
            run(fresh, "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--omit=dev");
            replace(to, fresh);
        }
        copy(from.resolve(name), to);
        return to.resolve(name);
    }

    static synchronized Path go() throws Exception {
        Tools.requireGo();
        Path program = Files.createDirectories(TARGET.resolve("go")).resolve("client");
        // Go itself knows what has been built.
        run(SOURCES.resolve("go"), "go", "build", "-mod=readonly", "-o", program.toString(), ".");
        return program;
    }

    private static void replace(Path old, Path fresh) throws Exception {
        run(TARGET, "rm", "-rf", old.toString());
        Files.move(fresh, old);
    }

    private static void copy(Path file, Path folder) throws IOException {
        Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }

    private static void run(Path folder, String... command) throws IOException, InterruptedException {
        ChildProcess.Ended ended = ChildProcess.run(new ProcessBuilder(command).directory(folder.toFile()), "");
        assertThat(ended.status())
                .as("`%s` in `%s`: %s%s", String.join(" ", command), folder, ended.out(), ended.err())
                .isZero();
    }
}

package dev.sallyport.demo.cli;

import dev.sallyport.demo.folder.DemoFolder;
import dev.sallyport.demo.paste.Commands;
import dev.sallyport.demo.port.Ports;
import dev.sallyport.demo.tour.Endpoints;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which configuration is played, and with it which folder of secrets. */
final class ConfigurationOption {
    /** The root of the checkout, which the launcher knows. */
    private static final String HOME = "sallyport.home";

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "The server file of a copy of config/demo, in its place; its secrets are made in .demo two folders above it.")
    private @Nullable Path config;

    Path serverFile() {
        return config != null
                ? config
                : Path.of(System.getProperty(HOME, "")).resolve(Path.of("config", "demo", "sallyport.yaml"));
    }

    DemoFolder folder() {
        return DemoFolder.of(serverFile());
    }

    /** The commands to paste, for a shell at the root of the checkout, to a demo with that data directory. */
    String commands(Ports ports, Path data) {
        DemoFolder folder = folder();
        return Commands.text(
                Endpoints.of(ports),
                new Commands.Files(shown(folder.aliceSecretKey()), shown(folder.notices()), shown(data)),
                Optional.ofNullable(config).map(Path::toAbsolutePath));
    }

    /** Files of the checkout are shown as they are called there. */
    private Path shown(Path file) {
        Path root = folder().path().resolveSibling("");
        return config == null && file.startsWith(root) ? root.relativize(file) : file;
    }
}

package dev.sallyport.demo.folder;

import dev.sallyport.demo.port.Listener;
import dev.sallyport.demo.port.Ports;
import dev.sallyport.gateway.files.OwnerOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The configuration for an issuer or an upstream that is not where the files say.
 *
 * <p>An issuer is known by its URL, port included: it names the provider and the condition keys of each trust policy. So
 * the files are copied with the other port in it, and nothing else changed, to a place from which their relative paths
 * lead to the same files.
 */
public final class MovedConfiguration {
    private static final List<Listener> NAMED_IN_FILES = List.of(Listener.ISSUER, Listener.ORDERS);
    private static final List<String> LOOPBACK = List.of("localhost:", "127.0.0.1:");

    private MovedConfiguration() {}

    /**
     * The server file to run: {@code serverFile} itself where its ports are right, otherwise that of the copy.
     *
     * @param process the number of this process, whose copy no other one writes
     */
    public static Path of(Path serverFile, DemoFolder folder, Ports ports, long process) {
        if (NAMED_IN_FILES.stream().allMatch(ports::isDefault)) {
            return serverFile;
        }
        Path original = serverFile.toAbsolutePath().resolveSibling("");
        Path copy = folder.movedConfiguration(process);
        try {
            for (Path abandoned : folder.abandonedConfigurations()) {
                remove(abandoned);
            }
            remove(copy);
            try (Stream<Path> files = Files.walk(original)) {
                for (Path file : files.toList()) {
                    Path target = copy.resolve(original.relativize(file));
                    if (Files.isDirectory(file)) {
                        OwnerOnly.directory(target);
                    } else {
                        String text = moved(Files.readString(file), ports);
                        OwnerOnly.replace(target, text.getBytes(StandardCharsets.UTF_8));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return copy.resolve(serverFile.toAbsolutePath().getFileName());
    }

    /** Removes the copy of that process, if it made one. */
    public static void remove(DemoFolder folder, long process) throws IOException {
        remove(folder.movedConfiguration(process));
    }

    /** {@code text} with each loopback address of a listener that moved pointing to its new port. */
    private static String moved(String text, Ports ports) {
        String moved = text;
        for (Listener listener : NAMED_IN_FILES) {
            for (String host : LOOPBACK) {
                moved = moved.replace(host + listener.defaultPort(), host + placeholder(listener));
            }
        }
        for (Listener listener : NAMED_IN_FILES) {
            moved = moved.replace(placeholder(listener), Integer.toString(ports.of(listener)));
        }
        return moved;
    }

    // So that a port that moved to where another was is not moved again.
    private static String placeholder(Listener listener) {
        return "\u0000" + listener.name() + "\u0000";
    }

    private static void remove(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}

package dev.sallyport.benchmarks.measure;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Programs that run to their end. */
public final class Commands {
    private Commands() {}

    /** Whether there is a program of that name. */
    public static boolean isOnPath(String tool) {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            if (Files.isExecutable(Path.of(folder, tool))) {
                return true;
            }
        }
        return false;
    }

    /**
     * What the program prints.
     *
     * @param environment beyond our own
     * @throws IOException when it does not end with status 0 within the limit
     */
    public static String run(List<String> command, Path directory, Map<String, String> environment, Duration limit)
            throws IOException {
        File output = File.createTempFile("benchmarks", ".out");
        File errors = File.createTempFile("benchmarks", ".err");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectOutput(output)
                    .redirectError(errors);
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new IOException("no answer within " + limit.toSeconds() + " s");
            }
            if (process.exitValue() != 0) {
                throw new IOException("status " + process.exitValue() + ", "
                        + Files.readString(errors.toPath()).strip());
            }
            return Files.readString(output.toPath());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        } finally {
            Files.delete(output.toPath());
            Files.delete(errors.toPath());
        }
    }
}

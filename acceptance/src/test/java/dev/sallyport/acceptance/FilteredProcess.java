package dev.sallyport.acceptance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@link FilteredApp} as a child process of the test. */
final class FilteredProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;
    private final URI address;

    private FilteredProcess(Process process, BufferedReader output, int port) {
        this.process = process;
        this.output = output;
        this.address = URI.create("http://localhost:" + port);
    }

    static FilteredProcess start(URI gateway, String role, Path keyFile, Path auditFile) throws IOException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FilteredApp.class.getName(),
                        gateway.toString(),
                        role,
                        keyFile.toString(),
                        auditFile.toString()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String port = awaited(output, "port ");
        return new FilteredProcess(process, output, Integer.parseInt(port));
    }

    URI address() {
        return address;
    }

    /** Everything that is in the memory of the process now. */
    void dumpHeap(Path file) throws IOException {
        Writer commands = process.outputWriter(StandardCharsets.UTF_8);
        commands.write("dump " + file + "\n");
        commands.flush();
        awaited(output, "dumped");
    }

    private static String awaited(BufferedReader output, String prefix) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(prefix)) {
                return line.substring(prefix.length());
            }
        }
        throw new IOException("the application ended before it said `" + prefix + "`");
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

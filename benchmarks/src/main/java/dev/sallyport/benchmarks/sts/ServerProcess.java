package dev.sallyport.benchmarks.sts;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A server that was started for a run, and ends with it. */
final class ServerProcess implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration STOP = Duration.ofSeconds(30);

    private final Process process;
    private final ProcessHandle server;

    private ServerProcess(Process process, ProcessHandle server) {
        this.process = process;
        this.server = server;
    }

    /**
     * Returns when somebody listens on {@code port}.
     *
     * @param log takes what it prints
     */
    static ServerProcess start(List<String> command, Map<String, String> environment, Path folder, Path log, int port)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        long end = System.nanoTime() + START.toNanos();
        while (!listens(port)) {
            try {
                if (process.waitFor(100, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
                    process.destroy();
                    throw new IOException(command.get(0) + " does not start: " + lastLine(log));
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                process.destroy();
                throw new IOException("interrupted", interrupted);
            }
        }
        // A script that does not hand over its own process has the server as its child.
        Optional<ProcessHandle> child = process.toHandle().children().findFirst();
        return new ServerProcess(process, child.orElse(process.toHandle()));
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** What all threads of the server have used so far, user and system time, compilers and collectors included. */
    Duration cpu() throws IOException {
        return server.info()
                .totalCpuDuration()
                .orElseThrow(() -> new IOException("this system does not tell the CPU time of a process"));
    }

    @Override
    public void close() {
        server.destroy();
        try {
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                server.destroyForcibly();
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            server.destroyForcibly();
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private static String lastLine(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1);
    }
}

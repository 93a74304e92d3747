package dev.sallyport.benchmarks.flood;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that sends as much as it is told to, and says what came of it when its standard input ends. Its own work is not
 * what is measured: where there is {@code nice}, it gets the processor time that nobody else wants.
 */
final class Flood implements AutoCloseable {
    static final int PER_SECOND = 5_000;
    static final int CONNECTIONS = 8;

    private static final boolean HAS_NICE = Path.of("/usr/bin/nice").toFile().canExecute();

    /** What it sent in a second, and how many of a hundred answers were {@code Throttling}. */
    record Sent(long perSecond, long throttledPercent) {}

    private final Process process;
    private final BufferedReader out;
    private boolean ended;

    private Flood(Process process) {
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Returns once the first answers are there. */
    static Flood start(Sender sender, int port) throws IOException {
        List<String> command = new ArrayList<>(HAS_NICE ? List.of("/usr/bin/nice", "-n", "19") : List.of());
        command.addAll(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                Flood.class.getName(),
                sender.name(),
                Integer.toString(port)));
        Flood flood = new Flood(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
        if (flood.out.readLine() == null) {
            throw new IOException("the flood did not begin");
        }
        return flood;
    }

    Sent end() throws IOException {
        ended = true;
        process.getOutputStream().close();
        String line = out.readLine();
        if (line == null) {
            throw new IOException("the flood ended early");
        }
        String[] counts = line.split(" ", -1);
        return new Sent(Long.parseLong(counts[0]), Long.parseLong(counts[1]));
    }

    @Override
    public void close() {
        if (!ended) {
            process.destroyForcibly();
        }
    }

    /** The process itself: sender and port. */
    public static void main(String... arguments) throws IOException {
        Sender sender = Sender.valueOf(arguments[0]);
        int port = Integer.parseInt(arguments[1]);
        AtomicLong sent = new AtomicLong();
        AtomicLong throttled = new AtomicLong();
        long start = System.nanoTime();
        for (int i = 0; i < CONNECTIONS; i++) {
            Thread thread = new Thread(() -> send(sender, port, sent, throttled), "flood-" + i);
            thread.setDaemon(true);
            thread.start();
        }
        while (sent.get() < PER_SECOND / 10) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        System.out.println("flooding");
        while (System.in.read() >= 0) {
            // Only the end counts.
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        long all = sent.get();
        System.out.println((long) (all / seconds) + " " + 100 * throttled.get() / all);
    }

    private static void send(Sender sender, int port, AtomicLong sent, AtomicLong throttled) {
        long interval = TimeUnit.SECONDS.toNanos(1) * CONNECTIONS / PER_SECOND;
        Connection connection = new Connection(sender, port);
        long due = System.nanoTime();
        while (true) {
            try {
                if (connection.ask(sender.request(port, Instant.now())).contains("<Code>Throttling</Code>")) {
                    throttled.incrementAndGet();
                }
            } catch (IOException ended) {
                connection = new Connection(sender, port);
            }
            sent.incrementAndGet();
            due = Math.max(due + interval, System.nanoTime() - interval);
            LockSupport.parkNanos(due - System.nanoTime());
        }
    }
}

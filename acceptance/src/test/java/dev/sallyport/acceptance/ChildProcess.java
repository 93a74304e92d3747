package dev.sallyport.acceptance;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A process that a test starts, listens to and ends; by its own id, so that no other is ever met. */
final class ChildProcess implements AutoCloseable {
    /** Much more than anything here takes: it only keeps a test that hangs from hanging for ever. */
    private static final long DEADLINE_SECONDS = 180;

    private final Process process;
    private final Lines out;
    private final Lines err;

    private ChildProcess(Process process) {
        this.process = process;
        this.out = new Lines(process.inputReader(StandardCharsets.UTF_8));
        this.err = new Lines(process.errorReader(StandardCharsets.UTF_8));
    }

    static ChildProcess start(ProcessBuilder builder) throws IOException {
        return new ChildProcess(builder.start());
    }

    /** What a process that ended by itself left. */
    record Ended(int status, String out, String err) {}

    /** Runs it to its end, with {@code input} as its standard input. */
    static Ended run(ProcessBuilder builder, String input) throws IOException, InterruptedException {
        try (ChildProcess child = start(builder)) {
            try (var stdin = child.process.outputWriter(StandardCharsets.UTF_8)) {
                stdin.write(input);
            }
            return child.end();
        }
    }

    Lines out() {
        return out;
    }

    /** Writes one line to its standard input. */
    void say(String line) throws IOException {
        var stdin = process.outputWriter(StandardCharsets.UTF_8);
        stdin.write(line + "\n");
        stdin.flush();
    }

    Lines err() {
        return err;
    }

    /** Sends it a signal, such as {@code HUP}, as a person would. */
    void signal(String name) throws IOException, InterruptedException {
        // By a shell, which has this command itself; not every machine has a program of that name.
        Ended kill = run(new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid()), "");
        if (kill.status() != 0) {
            throw new IOException("no signal was sent: " + kill.err());
        }
    }

    /** Ends it with SIGKILL, in the middle of whatever it does, and waits until it is gone. */
    void kill() throws InterruptedException {
        // The handle leaves the pipes open for what is in them.
        process.toHandle().destroyForcibly();
        if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("it outlives SIGKILL");
        }
    }

    private Ended end() throws InterruptedException {
        if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("it did not end by itself\n" + out.soFar() + err.soFar());
        }
        return new Ended(process.exitValue(), out.toTheEnd(), err.toTheEnd());
    }

    /** Asks it to end, and lets go of it only when it has. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** What it wrote, line by line, as it comes. */
    static final class Lines {
        private final List<String> lines = new ArrayList<>();
        private boolean ended;
        private int next;

        private Lines(BufferedReader reader) {
            Thread thread = new Thread(() -> read(reader), "child-output");
            thread.setDaemon(true);
            thread.start();
        }

        /** The next line that is so, which later calls do not see again; waits for it. */
        synchronized String await(Predicate<String> wanted) throws InterruptedException {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
            while (true) {
                while (next < lines.size()) {
                    String line = lines.get(next++);
                    if (wanted.test(line)) {
                        return line;
                    }
                }
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (ended || left <= 0) {
                    throw new AssertionError("the line did not come; there was\n" + String.join("\n", lines));
                }
                wait(left);
            }
        }

        synchronized String soFar() {
            return String.join("\n", lines);
        }

        private synchronized String toTheEnd() throws InterruptedException {
            while (!ended) {
                wait();
            }
            return soFar();
        }

        private void read(BufferedReader reader) {
            try (reader) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    add(line);
                }
            } catch (IOException e) {
                // Its end of the pipe went away with it.
            } finally {
                end();
            }
        }

        private synchronized void add(String line) {
            lines.add(line);
            notifyAll();
        }

        private synchronized void end() {
            ended = true;
            notifyAll();
        }
    }
}

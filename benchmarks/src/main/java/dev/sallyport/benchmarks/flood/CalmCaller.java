package dev.sallyport.benchmarks.flood;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Sends at an even, low rate and times each answer from when its request was due, so that a pause counts for all in it. */
final class CalmCaller {
    static final int PER_SECOND = 100;

    private static final long INTERVAL = TimeUnit.SECONDS.toNanos(1) / PER_SECOND;

    /** What it waited, in µs. */
    record Waits(double median, double p99) {
        static Waits of(long[] nanos) {
            long[] sorted = nanos.clone();
            Arrays.sort(sorted);
            return new Waits(at(sorted, 0.5), at(sorted, 0.99));
        }

        private static double at(long[] sorted, double share) {
            return sorted[Math.min(sorted.length - 1, (int) (sorted.length * share))] / 1_000.0;
        }
    }

    private CalmCaller() {}

    /** @throws IOException when it is not answered with who it is */
    static Waits call(int port, Duration time) throws IOException {
        long[] nanos = new long[Math.toIntExact(time.toMillis() * PER_SECOND / 1_000)];
        try (Connection connection = new Connection(Sender.CALM, port)) {
            long start = System.nanoTime();
            for (int i = 0; i < nanos.length; i++) {
                long due = start + i * INTERVAL;
                for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
                    LockSupport.parkNanos(early);
                }
                String answer = connection.ask(Sender.CALM.request(port, Instant.now()));
                nanos[i] = System.nanoTime() - due;
                if (!answer.contains(":user/calm</Arn>")) {
                    throw new IOException("the calm caller was refused: " + answer);
                }
            }
        }
        return Waits.of(nanos);
    }
}

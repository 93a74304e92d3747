package dev.sallyport.gateway.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.identity.Arn;
import dev.sallyport.mfa.Totp;
import dev.sallyport.mfa.TotpCheck.Outcome;
import dev.sallyport.mfa.TotpSeed;
import dev.sallyport.mfa.TotpWindow;
import dev.sallyport.session.Revocation;
import dev.sallyport.session.Revocations;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A small process that spends codes, revokes and makes notices, killed with SIGKILL again and again while it writes: what it
 * had acknowledged is there, and nothing is accepted a second time.
 */
class KilledStoreTest {
    private static final int KILLS = 20;
    private static final int FIRST_ROUND = 3;
    private static final TotpSeed SEED = TotpSeed.of("a seed of twenty byt".getBytes(StandardCharsets.US_ASCII));
    private static final Arn PHONE = Arn.parse("arn:aws:iam::111122223333:mfa/alice-phone");
    private static final Instant NOW = Instant.ofEpochSecond(1_780_000_020L);

    @TempDir
    Path temp;

    @Test
    @Timeout(600)
    void nothingAcknowledgedIsLostAndNothingSpentIsTakenAgain() throws Exception {
        String address = StoreEngine.SQLITE.address(temp.resolve("data"));
        long written = 0;
        long next = Totp.step(NOW);
        for (int kill = 0; kill < KILLS; kill++) {
            long last = runUntilKilled(address, next, FIRST_ROUND + kill % 7);
            assertThat(last).as("writes before kill %d", kill).isGreaterThanOrEqualTo(next);
            try (Database database = StoreEngine.openAt(address)) {
                MfaSteps steps = new MfaSteps(database);
                assertThat(spend(steps, last)).as("code of step %d again", last).isInstanceOf(Outcome.Rejected.class);
                Revocations known = new KnownRevocations(database, InstantSource.fixed(NOW), () -> 0).current();
                for (long step = Totp.step(NOW); step <= last; step++) {
                    assertThat(known.includes(revocation(step)))
                            .as("revocation %d after kill %d", step, kill)
                            .isTrue();
                }
                assertThat(new Notices(database).undelivered().count())
                        .isGreaterThanOrEqualTo(last - Totp.step(NOW) + 1);
            }
            written += last - next + 1;
            // The write under way when it was killed is there or is not; it counts as neither.
            next = last + 2;
            if (kill + 1 < KILLS) {
                fillTheGap(address, last + 1);
            }
        }
        System.out.println("killed " + KILLS + " times with SIGKILL: " + written
                + " codes, revocations and notices acknowledged, 0 lost, 0 codes accepted twice");
    }

    private static long runUntilKilled(String address, long from, int writes) throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WritingProcess.class.getName(),
                        address,
                        Long.toString(from))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        long last = from - 1;
        try (BufferedReader out = child.inputReader(StandardCharsets.US_ASCII)) {
            int seen = 0;
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                last = Long.parseLong(line);
                if (++seen == writes) {
                    // The handle leaves the pipe open for what is in it.
                    child.toHandle().destroyForcibly();
                }
            }
        }
        assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return last;
    }

    /** Writes what the killed process may not have, so that the next round begins on known ground. */
    private static void fillTheGap(String address, long step) {
        try (Database database = StoreEngine.openAt(address)) {
            write(database, step, true);
        }
    }

    private static void write(Database database, long step, boolean maybeThereAlready) {
        Outcome outcome = spend(new MfaSteps(database), step);
        if (!(outcome instanceof Outcome.Accepted) && !maybeThereAlready) {
            throw new IllegalStateException("step " + step + " was refused");
        }
        KnownRevocations revocations = new KnownRevocations(database, InstantSource.fixed(NOW), () -> 0);
        if (!revocations.current().includes(revocation(step))) {
            long unused = revocations.add(List.of(revocation(step)));
        }
        try {
            new Notices(database).add(List.of(new Notices.Notice("notice-" + step, "nobody", "{}", NOW, 0)));
        } catch (RuntimeException thereAlready) {
            if (!maybeThereAlready) {
                throw thereAlready;
            }
        }
    }

    private static Outcome spend(MfaSteps steps, long step) {
        return steps.spend(PHONE, SEED, Totp.code(SEED, step), TotpWindow.ofSteps(1), Totp.start(step));
    }

    private static Revocation revocation(long step) {
        return new Revocation(Revocation.Kind.SESSION, String.format(Locale.ROOT, "%032x", step), NOW, NOW);
    }

    /** Writes one of each after the other and says so on its standard output, until it is killed. */
    static final class WritingProcess {
        private WritingProcess() {}

        public static void main(String[] arguments) {
            try (Database database = StoreEngine.openAt(arguments[0])) {
                for (long step = Long.parseLong(arguments[1]); ; step++) {
                    write(database, step, false);
                    System.out.println(step);
                    System.out.flush();
                }
            }
        }
    }
}

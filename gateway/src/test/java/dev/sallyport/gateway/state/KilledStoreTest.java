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
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A small process that spends codes and single-use tokens, revokes and makes notices, killed with SIGKILL again and again
 * while it writes: what it had acknowledged is there, and nothing is accepted a second time.
 *
 * <p>On SQLite the database dies with it. A PostgreSQL server lives on, with whatever statement it had received: there it
 * is our process that must have said nothing too early, which fewer kills show.
 */
@ParameterizedClass
@EnumSource(StoreEngine.class)
class KilledStoreTest {
    private static final Map<StoreEngine, Integer> KILLS = Map.of(StoreEngine.SQLITE, 20, StoreEngine.POSTGRESQL, 5);
    private static final int FIRST_ROUND = 3;
    private static final TotpSeed SEED = TotpSeed.of("a seed of twenty byt".getBytes(StandardCharsets.US_ASCII));
    private static final Arn PHONE = Arn.parse("arn:aws:iam::111122223333:mfa/alice-phone");
    private static final Arn GITHUB =
            Arn.parse("arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com");
    private static final Instant NOW = Instant.ofEpochSecond(1_780_000_020L);

    @TempDir
    Path temp;

    private final StoreEngine engine;

    KilledStoreTest(StoreEngine engine) {
        this.engine = engine;
    }

    @Test
    @Timeout(600)
    void nothingAcknowledgedIsLostAndNothingSpentIsTakenAgain() throws Exception {
        String address = engine.address(temp.resolve("data"));
        int kills = KILLS.get(engine);
        long first = Totp.step(NOW);
        long written = 0;
        long next = first;
        for (int kill = 0; kill < kills; kill++) {
            long last = runUntilKilled(address, next, FIRST_ROUND + kill % 7);
            assertThat(last).as("writes before kill %d", kill).isGreaterThanOrEqualTo(next);
            try (Database database = StoreEngine.openAt(address)) {
                allOfItIsThere(database, first, last);
                written += last - next + 1;
                // The write under way when it was killed is there or is not; it counts as neither.
                write(database, last + 1, true);
            }
            next = last + 2;
        }
        System.out.println(engine + ", killed " + kills + " times with SIGKILL: " + written
                + " codes, tokens, revocations and notices acknowledged, 0 lost, 0 accepted twice");
    }

    private static void allOfItIsThere(Database database, long first, long last) {
        assertThat(spend(new MfaSteps(database), last))
                .as("code of step %d again", last)
                .isInstanceOf(Outcome.Rejected.class);
        SpentTokens tokens = new SpentTokens(database);
        Revocations revocations = new KnownRevocations(database, InstantSource.fixed(NOW), () -> 0).current();
        Set<String> notices = new HashSet<>();
        new Notices(database).due(NOW, Integer.MAX_VALUE).forEach(notice -> notices.add(notice.id()));
        for (long step = first; step <= last; step++) {
            assertThat(use(tokens, step)).as("token %d again", step).contains(NOW);
            assertThat(revocations.includes(revocation(step)))
                    .as("revocation %d", step)
                    .isTrue();
            assertThat(notices).contains(notice(step));
        }
    }

    private static long runUntilKilled(String address, long from, int writes) throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
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

    /**
     * One of each.
     *
     * @param maybeThereAlready what the killed process had under way, so that the next round begins on known ground
     */
    private static void write(Database database, long step, boolean maybeThereAlready) {
        Outcome outcome = spend(new MfaSteps(database), step);
        if (!(outcome instanceof Outcome.Accepted) && !maybeThereAlready) {
            throw new IllegalStateException("step " + step + " was refused");
        }
        if (use(new SpentTokens(database), step).isPresent() && !maybeThereAlready) {
            throw new IllegalStateException("token " + step + " was used before");
        }
        KnownRevocations revocations = new KnownRevocations(database, InstantSource.fixed(NOW), () -> 0);
        if (!revocations.current().includes(revocation(step))) {
            long unused = revocations.add(List.of(revocation(step)));
        }
        try {
            new Notices(database).add(List.of(new Notices.Notice(notice(step), "nobody", "{}", NOW, 0)));
        } catch (RuntimeException thereAlready) {
            if (!maybeThereAlready) {
                throw thereAlready;
            }
        }
    }

    private static Outcome spend(MfaSteps steps, long step) {
        return steps.spend(PHONE, SEED, Totp.code(SEED, step), TotpWindow.ofSteps(1), Totp.start(step));
    }

    private static Optional<Instant> use(SpentTokens tokens, long step) {
        return tokens.spend(GITHUB, "token-" + step, NOW.plusSeconds(600), NOW);
    }

    private static String notice(long step) {
        return "notice-" + step;
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

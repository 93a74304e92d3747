package dev.sallyport.gateway.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.identity.Arn;
import dev.sallyport.mfa.DeviceState;
import dev.sallyport.mfa.Totp;
import dev.sallyport.mfa.TotpCheck.Outcome;
import dev.sallyport.mfa.TotpSeed;
import dev.sallyport.mfa.TotpWindow;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(StoreEngine.class)
class MfaStepsTest {
    static final Instant NOW = Instant.ofEpochSecond(1_780_000_000L / 30 * 30);
    static final TotpSeed SEED = TotpSeed.of("a seed of twenty byt".getBytes(StandardCharsets.US_ASCII));
    static final Arn PHONE = Arn.parse("arn:aws:iam::111122223333:mfa/alice-phone");
    private static final Arn KEY_RING = Arn.parse("arn:aws:iam::111122223333:mfa/bob-fob");

    @TempDir
    Path temp;

    private final StoreEngine engine;

    private Database database;
    private MfaSteps steps;

    MfaStepsTest(StoreEngine engine) {
        this.engine = engine;
    }

    @BeforeEach
    void open() {
        database = engine.open(temp.resolve("data"));
        steps = new MfaSteps(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aCodeIsAcceptedOnceAndStaysSpentAfterARestart() {
        assertThat(spend(codeAt(NOW), NOW)).isInstanceOf(Outcome.Accepted.class);
        assertThat(spend(codeAt(NOW), NOW.plusSeconds(1))).isInstanceOf(Outcome.Rejected.class);

        close();
        open();

        assertThat(spend(codeAt(NOW), NOW.plusSeconds(2))).isInstanceOf(Outcome.Rejected.class);
        assertThat(spend(codeAt(NOW.plusSeconds(30)), NOW.plusSeconds(30))).isInstanceOf(Outcome.Accepted.class);
    }

    @Test
    void stateTellsTheNewestSpentStepAndSpendsNone() {
        assertThat(steps.state(PHONE)).isEqualTo(DeviceState.FRESH);
        spend(codeAt(NOW), NOW);

        assertThat(steps.state(PHONE).lastStep()).isEqualTo(Totp.step(NOW));
        assertThat(spend(codeAt(NOW.plusSeconds(30)), NOW)).isInstanceOf(Outcome.Accepted.class);
    }

    @Test
    void devicesDoNotShareSteps() {
        assertThat(spend(codeAt(NOW), NOW)).isInstanceOf(Outcome.Accepted.class);
        assertThat(steps.spend(KEY_RING, SEED, codeAt(NOW), TotpWindow.ONE_STEP_EITHER_SIDE, NOW))
                .isInstanceOf(Outcome.Accepted.class);
    }

    @Test
    void failuresThrottleAcrossRestartsAndThenTheRightCodeIsNotCompared() {
        for (int i = 0; i < 6; i++) {
            spend("000000", NOW);
        }
        close();
        open();

        assertThat(spend(codeAt(NOW), NOW.plusSeconds(1))).isInstanceOf(Outcome.Throttled.class);
        Instant later = NOW.plusSeconds(3600);
        assertThat(spend(codeAt(later), later)).isInstanceOf(Outcome.Accepted.class);
        assertThat(spend("000000", later)).isInstanceOf(Outcome.Rejected.class);
    }

    @Test
    void ofFiftyCallsAtOnceWithTheSameCodeOneIsAccepted() throws Exception {
        // Two stores on one file stand for two processes.
        try (Database other = engine.open(temp.resolve("data"))) {
            MfaSteps otherSteps = new MfaSteps(other);
            List<Boolean> accepted = atOnce(50, i -> isAccepted(i % 2 == 0 ? steps : otherSteps));

            assertThat(accepted).hasSize(50);
            assertThat(accepted.stream().filter(Boolean::booleanValue)).hasSize(1);
        }
    }

    @Test
    void withoutTheStoreThereIsNoMfa() throws IOException {
        close();
        open();
        engine.lose(temp.resolve("data"));

        assertThatThrownBy(() -> spend(codeAt(NOW), NOW))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.error()).isEqualTo(ApiError.SERVICE_UNAVAILABLE));
    }

    @Test
    @Timeout(60)
    void whatAProcessAcknowledgedBeforeItWasKilledIsSpent() throws Exception {
        close();
        Process child = spendingProcess(engine.address(temp.resolve("data")));
        List<Long> acknowledged = new ArrayList<>();
        try (BufferedReader out = child.inputReader(StandardCharsets.US_ASCII)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                acknowledged.add(Long.parseLong(line));
                if (acknowledged.size() == 100) {
                    // SIGKILL, with the next transaction under way; the handle leaves the pipe open for what is in it.
                    child.toHandle().destroyForcibly();
                }
            }
        }
        assertThat(child.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(100);

        open();
        long last = acknowledged.get(acknowledged.size() - 1);
        assertThat(spend(Totp.code(SEED, last), Totp.start(last))).isInstanceOf(Outcome.Rejected.class);
        assertThat(spend(Totp.code(SEED, last + 2), Totp.start(last + 2))).isInstanceOf(Outcome.Accepted.class);
    }

    static Process spendingProcess(String address) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SpendingProcess.class.getName(),
                        address)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Spends one step after the other and writes the number of each to its standard output, until it is killed. */
    static final class SpendingProcess {
        private SpendingProcess() {}

        public static void main(String[] arguments) {
            MfaSteps steps = new MfaSteps(StoreEngine.openAt(arguments[0]));
            for (long step = Totp.step(NOW); ; step++) {
                if (!(steps.spend(PHONE, SEED, Totp.code(SEED, step), TotpWindow.ONE_STEP_EITHER_SIDE, Totp.start(step))
                        instanceof Outcome.Accepted)) {
                    throw new IllegalStateException("step " + step + " was refused");
                }
                System.out.println(step);
                System.out.flush();
            }
        }
    }

    private static boolean isAccepted(MfaSteps store) {
        try {
            return store.spend(PHONE, SEED, codeAt(NOW), TotpWindow.ONE_STEP_EITHER_SIDE, NOW)
                    instanceof Outcome.Accepted;
        } catch (ApiException tooLongInTheQueue) {
            return false; // On a machine that is busy with other things; a refusal all the same.
        }
    }

    private Outcome spend(String code, Instant now) {
        return steps.spend(PHONE, SEED, code, TotpWindow.ONE_STEP_EITHER_SIDE, now);
    }

    private static String codeAt(Instant at) {
        return Totp.code(SEED, Totp.step(at));
    }

    private interface Numbered<T> {
        T call(int number);
    }

    private static <T> List<T> atOnce(int count, Numbered<T> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<T>> futures = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = i;
                Callable<T> call = () -> {
                    start.await();
                    return work.call(number);
                };
                futures.add(threads.submit(call));
            }
            start.countDown();
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get(30, TimeUnit.SECONDS));
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}

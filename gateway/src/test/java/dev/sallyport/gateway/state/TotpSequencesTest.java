package dev.sallyport.gateway.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.gateway.SharedVectors;
import dev.sallyport.identity.Arn;
import dev.sallyport.json.JsonNode;
import dev.sallyport.json.JsonNumber;
import dev.sallyport.json.JsonObject;
import dev.sallyport.mfa.Totp;
import dev.sallyport.mfa.TotpCheck.Outcome;
import dev.sallyport.mfa.TotpSeed;
import dev.sallyport.mfa.TotpWindow;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The shared sequences of MFA codes over the store; each node of a sequence is a store of its own on the same file. */
@ParameterizedClass
@EnumSource(StoreEngine.class)
class TotpSequencesTest {
    @TempDir
    Path temp;

    private final StoreEngine engine;

    private final Map<String, Database> nodes = new HashMap<>();
    private int devices;

    TotpSequencesTest(StoreEngine engine) {
        this.engine = engine;
    }

    @AfterEach
    void close() {
        nodes.values().forEach(Database::close);
    }

    @Test
    void eachCodeOfEachSequenceIsAnsweredAsTheFileSays() throws Exception {
        SharedVectors vectors = SharedVectors.open("vectors/attacks-sample/totp.json");
        for (JsonObject sequence : vectors.cases()) {
            vectors.run(SharedVectors.text(sequence, "name"), () -> run(sequence));
        }
        for (JsonObject race : vectors.cases("concurrency")) {
            vectors.run(SharedVectors.text(race, "name"), () -> race(race));
        }
        vectors.finish();
    }

    private void race(JsonObject race) throws Exception {
        SharedVectors.knows(race, "name", "expect");
        switch (SharedVectors.text(race, "expect")) {
            case "exactly one success" -> assertThat(sendAtOnce(50)).isEqualTo(1);
            case "the second use is refused" -> assertThat(useAgainAfterAKill()).isInstanceOf(Outcome.Rejected.class);
            default -> throw new AssertionError("unknown expectation in " + race);
        }
    }

    private long sendAtOnce(int count) throws Exception {
        Arn device = Arn.parse("arn:aws:iam::111122223333:mfa/device-" + devices++);
        MfaSteps steps = new MfaSteps(node(""));
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            List<Callable<Outcome>> calls = Collections.nCopies(
                    count,
                    () -> steps.spend(
                            device,
                            MfaStepsTest.SEED,
                            Totp.code(MfaStepsTest.SEED, Totp.step(MfaStepsTest.NOW)),
                            TotpWindow.ONE_STEP_EITHER_SIDE,
                            MfaStepsTest.NOW));
            long accepted = 0;
            for (Future<Outcome> outcome : threads.invokeAll(calls)) {
                accepted += isAccepted(outcome) ? 1 : 0;
            }
            return accepted;
        } finally {
            threads.shutdownNow();
        }
    }

    private static boolean isAccepted(Future<Outcome> outcome) throws InterruptedException {
        try {
            return outcome.get() instanceof Outcome.Accepted;
        } catch (ExecutionException tooLongInTheQueue) {
            return false; // On a machine that is busy with other things; a refusal all the same.
        }
    }

    private Outcome useAgainAfterAKill() throws Exception {
        Process child = MfaStepsTest.spendingProcess(engine.address(temp.resolve("data")));
        long step;
        try (BufferedReader out = child.inputReader(StandardCharsets.US_ASCII)) {
            step = Long.parseLong(out.readLine());
            child.toHandle().destroyForcibly();
        }
        assertThat(child.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return new MfaSteps(node(""))
                .spend(
                        MfaStepsTest.PHONE,
                        MfaStepsTest.SEED,
                        Totp.code(MfaStepsTest.SEED, step),
                        TotpWindow.ONE_STEP_EITHER_SIDE,
                        Totp.start(step));
    }

    private void run(JsonObject sequence) {
        SharedVectors.knows(sequence, "name", "secretHex", "steps", "note", "source");
        TotpSeed seed = TotpSeed.of(HexFormat.of().parseHex(SharedVectors.text(sequence, "secretHex")));
        Arn device = Arn.parse("arn:aws:iam::111122223333:mfa/device-" + devices++);
        for (JsonNode node : SharedVectors.array(sequence, "steps")) {
            JsonObject step = (JsonObject) node;
            SharedVectors.knows(step, "atSecond", "tokenCode", "expect", "node", "via", "note");
            long at = step.get("atSecond")
                    .map(number -> Long.parseLong(((JsonNumber) number).text()))
                    .orElseThrow();
            Outcome outcome = new MfaSteps(node(step.contains("node") ? SharedVectors.text(step, "node") : ""))
                    .spend(
                            device,
                            seed,
                            SharedVectors.text(step, "tokenCode"),
                            TotpWindow.ONE_STEP_EITHER_SIDE,
                            Instant.ofEpochSecond(at));
            switch (SharedVectors.text(step, "expect")) {
                case "accept" -> assertThat(outcome).as("at %d", at).isInstanceOf(Outcome.Accepted.class);
                case "reject" -> assertThat(outcome).as("at %d", at).isNotInstanceOf(Outcome.Accepted.class);
                case "reject-throttled" -> assertThat(outcome).as("at %d", at).isInstanceOf(Outcome.Throttled.class);
                default -> throw new AssertionError("unknown expectation in " + step);
            }
        }
    }

    private Database node(String name) {
        return nodes.computeIfAbsent(name, n -> engine.open(temp.resolve("data")));
    }
}

package dev.sallyport.mfa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.mfa.TotpCheck.Outcome;
import dev.sallyport.vectors.VectorFiles;
import dev.sallyport.vectors.VectorFiles.VectorFile;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Sequences of codes on one device each, where they are present: whichever node or call, the state is one. */
class TotpAttacksTest {
    @Test
    void sequencesAreAnsweredAsTheyExpect() {
        for (VectorFile file : VectorFiles.of("attacks-sample", "totp")) {
            VectorFiles.requireShape(file.content(), Set.of("what", "cases", "concurrency"));
            for (JsonNode sequence : file.content().path("cases")) {
                file.run(sequence.path("name").asString(), () -> play(sequence));
            }
            for (JsonNode concurrent : file.content().path("concurrency")) {
                file.skip(
                        concurrent.path("name").asString(),
                        "settled by the store's conditional write, and tested with the store");
            }
            file.finish();
        }
    }

    private static void play(JsonNode sequence) {
        VectorFiles.requireShape(sequence, Set.of("name", "secretHex", "steps", "source", "note"));
        TotpSeed seed =
                TotpSeed.of(HexFormat.of().parseHex(sequence.path("secretHex").asString()));
        assertThat(sequence.path("steps").size()).as("steps").isPositive();
        DeviceState state = DeviceState.FRESH;
        for (JsonNode step : sequence.path("steps")) {
            VectorFiles.requireShape(step, Set.of("atSecond", "tokenCode", "expect", "node", "via", "note"));
            assertThat(step.path("atSecond").isIntegralNumber()).as("%s", step).isTrue();
            assertThat(step.path("tokenCode").isString()).as("%s", step).isTrue();
            Instant now = Instant.ofEpochSecond(step.path("atSecond").asLong());
            Outcome outcome =
                    TotpCheck.check(seed, state, step.path("tokenCode").asString(), now);
            assertThat(answers(outcome))
                    .as("%s", step)
                    .contains(step.path("expect").asString());
            state = stateAfter(outcome, state);
        }
    }

    // A throttled code is refused too, so it also answers the wider expectation.
    private static Set<String> answers(Outcome outcome) {
        if (outcome instanceof Outcome.Accepted) {
            return Set.of("accept");
        }
        return outcome instanceof Outcome.Rejected ? Set.of("reject") : Set.of("reject", "reject-throttled");
    }

    private static DeviceState stateAfter(Outcome outcome, DeviceState before) {
        if (outcome instanceof Outcome.Accepted accepted) {
            return accepted.newState();
        }
        return outcome instanceof Outcome.Rejected rejected ? rejected.newState() : before;
    }
}

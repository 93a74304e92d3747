package dev.sallyport.gateway.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.gateway.SharedVectors;
import dev.sallyport.identity.Arn;
import dev.sallyport.json.JsonNode;
import dev.sallyport.json.JsonNumber;
import dev.sallyport.json.JsonObject;
import dev.sallyport.mfa.TotpCheck.Outcome;
import dev.sallyport.mfa.TotpSeed;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
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
        vectors.finish();
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
                    .spend(device, seed, SharedVectors.text(step, "tokenCode"), Instant.ofEpochSecond(at));
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

package dev.sallyport.demo.mfa;

import dev.sallyport.demo.tour.Cast;
import dev.sallyport.gateway.state.DataDirectory;
import dev.sallyport.gateway.state.MfaSteps;
import dev.sallyport.gateway.state.SqliteDatabase;
import dev.sallyport.mfa.TotpSeed;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;

/** The phone of the demo's user, which can look into the gateway's store to see what is spent. */
public final class AlicePhone {
    private AlicePhone() {}

    /**
     * @param data where the gateway keeps what it remembers
     * @param beforeWaiting told until when, if a code has to be waited for
     */
    public static String nextCode(TotpSeed seed, Path data, InstantSource clock, Consumer<Instant> beforeWaiting) {
        try (SqliteDatabase database = SqliteDatabase.open(DataDirectory.open(data))) {
            MfaSteps steps = new MfaSteps(database);
            return new CodeDisplay(seed, () -> steps.state(Cast.ALICE_PHONE), clock, moment -> sleep(clock, moment))
                    .next(beforeWaiting);
        }
    }

    private static void sleep(InstantSource clock, Instant until) {
        try {
            // One more: clocks are read in milliseconds, and this is to end behind the moment.
            Thread.sleep(Math.max(0, until.toEpochMilli() - clock.millis()) + 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a code", e);
        }
    }
}

package dev.sallyport.demo.mfa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.mfa.DeviceState;
import dev.sallyport.mfa.Totp;
import dev.sallyport.mfa.TotpCheck;
import dev.sallyport.mfa.TotpSeed;
import dev.sallyport.mfa.TotpWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CodeDisplayTest {
    private static final TotpSeed SEED =
            TotpSeed.of("12345678901234567890".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    private static final Instant START = Totp.start(1000);

    private Instant now = START.plusSeconds(10);
    private DeviceState state = DeviceState.FRESH;
    private final List<Instant> waited = new ArrayList<>();
    private final CodeDisplay display = new CodeDisplay(SEED, () -> state, () -> now, moment -> now = moment);

    @Test
    void freshDeviceShowsTheCodeOfTheMoment() {
        assertThat(next()).isEqualTo(Totp.code(SEED, 1000));
        assertThat(waited).isEmpty();
    }

    @Test
    void sameCodeIsShownUntilItIsSpent() {
        assertThat(next()).isEqualTo(next());
    }

    @Test
    void spentStepIsFollowedByTheNextWhichTheGatewayTakesAlready() {
        state = spent(1000);

        assertThat(next()).isEqualTo(Totp.code(SEED, 1001));
        assertThat(waited).isEmpty();
    }

    @Test
    void waitsWhenTheNextStepIsSpentToo() {
        state = spent(1001);

        assertThat(next()).isEqualTo(Totp.code(SEED, 1002));
        assertThat(waited).containsExactly(START.plusSeconds(30));
    }

    @Test
    void waitsWhileTheGatewaySlowsTheDeviceDown() {
        state = new DeviceState(999, 6, Optional.of(START.plusSeconds(65)));

        assertThat(next()).isEqualTo(Totp.code(SEED, 1002));
        assertThat(waited).containsExactly(START.plusSeconds(65));
    }

    @Test
    void everyShownCodeIsTaken() {
        for (int i = 0; i < 10; i++) {
            TotpCheck.Outcome outcome = TotpCheck.check(SEED, state, next(), TotpWindow.ONE_STEP_EITHER_SIDE, now);

            assertThat(outcome).isInstanceOf(TotpCheck.Outcome.Accepted.class);
            state = ((TotpCheck.Outcome.Accepted) outcome).newState();
            now = now.plusSeconds(1);
        }
    }

    private String next() {
        return display.next(waited::add);
    }

    private static DeviceState spent(long step) {
        return new DeviceState(step, 0, Optional.empty());
    }
}

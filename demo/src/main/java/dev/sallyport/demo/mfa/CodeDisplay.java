package dev.sallyport.demo.mfa;

import dev.sallyport.mfa.DeviceState;
import dev.sallyport.mfa.Totp;
import dev.sallyport.mfa.TotpSeed;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Shows codes, waiting where it has to. */
public final class CodeDisplay {
    /** Waits until a moment has come. */
    public interface Wait {
        void until(Instant moment);
    }

    private final TotpSeed seed;
    private final Supplier<DeviceState> state;
    private final InstantSource clock;
    private final Wait wait;

    /** @param state what the gateway remembers of the device at the moment */
    public CodeDisplay(TotpSeed seed, Supplier<DeviceState> state, InstantSource clock, Wait wait) {
        this.seed = seed;
        this.state = state;
        this.clock = clock;
        this.wait = wait;
    }

    /**
     * A code that the gateway takes now, unless somebody else spends it first.
     *
     * @param beforeWaiting told until when, if it has to be waited for
     */
    public String next(Consumer<Instant> beforeWaiting) {
        while (true) {
            Instant now = clock.instant();
            UnspentCode code = UnspentCode.after(state.get(), now);
            if (!now.isBefore(code.usableFrom())) {
                return Totp.code(seed, code.step());
            }
            beforeWaiting.accept(code.usableFrom());
            wait.until(code.usableFrom());
        }
    }
}

package dev.sallyport.benchmarks.sts;

import dev.sallyport.session.InvalidSessionTokenException;
import dev.sallyport.session.SessionClaims;
import dev.sallyport.session.SessionSealer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Opens session tokens as gateway and filter do for each request: from the text to the claims, many tokens in turn. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class OpenToken {
    /** More than any cache of a processor would hold by chance in one place. */
    static final int TOKENS = 1_000;

    private final SessionSealer sealer;
    private final List<SampleSessions.Token> tokens;
    private int next;

    public OpenToken() {
        SampleSessions sessions = new SampleSessions();
        sealer = sessions.sealer();
        tokens = sessions.tokens(sessions.plain(), TOKENS);
    }

    @Benchmark
    public SessionClaims open() throws InvalidSessionTokenException {
        next = next + 1 == TOKENS ? 0 : next + 1;
        SampleSessions.Token token = tokens.get(next);
        return sealer.open(token.accessKeyId(), token.text());
    }
}

package dev.sallyport.benchmarks.sts;

import dev.sallyport.oidc.OidcProvider;
import dev.sallyport.oidc.UnverifiedIdToken;
import dev.sallyport.oidc.VerifiedIdToken;
import dev.sallyport.oidc.jwks.JwksCache;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Verifies identity tokens as {@code AssumeRoleWithWebIdentity} does: from the text to condition keys, the key at hand. What
 * was verified is kept nowhere, so each time is the first.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FirstSight {
    static final int TOKENS = 500;

    private final JwksCache keys = new JwksCache(task -> {
        throw new IllegalStateException("no key is fetched");
    });
    private final OidcProvider provider;
    private final List<String> tokens;
    private int next;

    public FirstSight() {
        JobIssuer issuer = new JobIssuer(1);
        provider = SampleSessions.provider(issuer, Optional.of(SampleSessions.github()));
        tokens = issuer.tokens(0, TOKENS, "readwrite", SampleSessions.NOW);
    }

    @Benchmark
    public VerifiedIdToken verify() {
        next = next + 1 == TOKENS ? 0 : next + 1;
        return keys.verify(UnverifiedIdToken.parse(tokens.get(next)), provider, SampleSessions.NOW);
    }
}

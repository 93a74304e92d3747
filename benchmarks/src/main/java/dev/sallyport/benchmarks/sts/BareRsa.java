package dev.sallyport.benchmarks.sts;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The bare signature check of the same tokens: the platform's RS256, header and claims as the bytes they are. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BareRsa {
    private final List<byte[]> signed = new ArrayList<>();
    private final List<byte[]> signatures = new ArrayList<>();
    private final Signature verifier;
    private int next;

    public BareRsa() {
        JobIssuer issuer = new JobIssuer(1);
        for (String token : issuer.tokens(0, FirstSight.TOKENS, "readwrite", SampleSessions.NOW)) {
            int dot = token.lastIndexOf('.');
            signed.add(token.substring(0, dot).getBytes(StandardCharsets.US_ASCII));
            signatures.add(Base64.getUrlDecoder().decode(token.substring(dot + 1)));
        }
        try {
            verifier = Signature.getInstance("SHA256withRSA");
            verifier.initVerify(issuer.publicKey());
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    @Benchmark
    public boolean verify() throws GeneralSecurityException {
        next = next + 1 == signed.size() ? 0 : next + 1;
        verifier.update(signed.get(next));
        if (!verifier.verify(signatures.get(next))) {
            throw new IllegalStateException("a signature does not match");
        }
        return true;
    }
}

package dev.sallyport.benchmarks;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * The bare arithmetic of verifying one signature with a key at hand: SHA-256 of a canonical request of 1,034 characters
 * and HMAC-SHA256 of a string to sign of 150. Times of other machines and hours compare through it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SignatureFloor {
    private final byte[] canonicalRequest = "c".repeat(1_034).getBytes(StandardCharsets.US_ASCII);
    private final byte[] stringToSign = "s".repeat(150).getBytes(StandardCharsets.US_ASCII);
    private final byte[] expected = new byte[32];
    private final MessageDigest sha256;
    private final Mac hmac;

    public SignatureFloor() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
            hmac = Mac.getInstance("HmacSHA256");
            hmac.init(new SecretKeySpec(new byte[32], "HmacSHA256"));
        } catch (NoSuchAlgorithmException | InvalidKeyException missing) {
            throw new IllegalStateException(missing);
        }
    }

    @Benchmark
    public boolean verify() {
        byte[] digest = sha256.digest(canonicalRequest);
        System.arraycopy(digest, 0, stringToSign, stringToSign.length - digest.length, digest.length);
        return MessageDigest.isEqual(hmac.doFinal(stringToSign), expected);
    }
}

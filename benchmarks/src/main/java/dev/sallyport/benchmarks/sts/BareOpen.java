package dev.sallyport.benchmarks.sts;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The bare AES-256-GCM of opening one token: as many bytes as a plain session's, and as much additional data, in a cipher that
 * is kept. With one key for all, and with a key for each, as XAES-256-GCM has and a nonce of 192 bits costs.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BareOpen {
    private static final int TAG_BITS = 128;
    private static final int ADDITIONAL_BYTES = 88;

    /** {@code one} or {@code each}. */
    @Param("one")
    public String keys = "";

    private final byte[][] sealed = new byte[OpenToken.TOKENS][];
    private final SecretKeySpec[] key = new SecretKeySpec[OpenToken.TOKENS];
    private final GCMParameterSpec[] nonce = new GCMParameterSpec[OpenToken.TOKENS];
    private final byte[] additional = new byte[ADDITIONAL_BYTES];
    private final Cipher cipher;
    private int next;

    public BareOpen() {
        try {
            cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    /** Bytes of a plain session's claims in its token. */
    static int plaintextBytes() {
        SampleSessions sessions = new SampleSessions();
        String text = sessions.token(sessions.plain()).text().substring("sallyport_".length());
        return Base64.getUrlDecoder().decode(text).length - 1 - 4 - 24 - TAG_BITS / 8;
    }

    @Setup
    public void seal() throws GeneralSecurityException {
        Random random = new Random(1);
        byte[] plaintext = new byte[plaintextBytes()];
        for (int i = 0; i < sealed.length; i++) {
            random.nextBytes(plaintext);
            key[i] = i == 0 || keys.equals("each") ? new SecretKeySpec(bytes(random, 32), "AES") : key[0];
            nonce[i] = new GCMParameterSpec(TAG_BITS, bytes(random, 12));
            cipher.init(Cipher.ENCRYPT_MODE, key[i], nonce[i]);
            cipher.updateAAD(additional);
            sealed[i] = cipher.doFinal(plaintext);
        }
    }

    @Benchmark
    public byte[] open() throws GeneralSecurityException {
        next = next + 1 == sealed.length ? 0 : next + 1;
        cipher.init(Cipher.DECRYPT_MODE, key[next], nonce[next]);
        cipher.updateAAD(additional);
        return cipher.doFinal(sealed[next]);
    }

    private static byte[] bytes(Random random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}

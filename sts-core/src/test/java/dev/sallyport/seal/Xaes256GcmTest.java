package dev.sallyport.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sallyport.vectors.VectorFiles;
import dev.sallyport.vectors.VectorFiles.VectorFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class Xaes256GcmTest {
    private static final byte[] KEY = new byte[32];
    private static final byte[] NONCE = new byte[24];
    private static final byte[] AAD = "for this place".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SECRET = "a secret".getBytes(StandardCharsets.US_ASCII);

    private static final String ITERATIONS = "iterations";
    /** A million rounds take longer than the rest of the build; ten thousand meet every length of both texts. */
    private static final int MOST_ITERATIONS = 10_000;

    private final Xaes256Gcm cipher = new Xaes256Gcm(KEY);
    private final byte[] sealed = cipher.seal(NONCE, AAD, SECRET);

    @Test
    void publishedVectorsAreMet() {
        for (VectorFile file : VectorFiles.of("aead", "xaes-256-gcm")) {
            VectorFiles.requireShape(file.content(), Set.of("source", "vectors", "accumulated"));
            int number = 0;
            for (JsonNode vector : file.content().path("vectors")) {
                file.run("vector " + number++, () -> assertMeets(vector));
            }
            JsonNode accumulated = file.content().path("accumulated");
            for (String name : accumulated.propertyNames()) {
                if (name.equals("how")) {
                    continue;
                }
                assertThat(name).startsWith(ITERATIONS);
                int iterations = Integer.parseInt(name.substring(ITERATIONS.length()));
                if (iterations > MOST_ITERATIONS) {
                    file.skip(name, "takes too long for each build");
                } else {
                    file.run(
                            name,
                            () -> assertThat(accumulated(iterations))
                                    .isEqualTo(accumulated.path(name).asString()));
                }
            }
            file.finish();
        }
    }

    @Test
    void whatWasSealedOpens() {
        assertThat(cipher.open(NONCE, AAD, sealed)).hasValue(SECRET);
        assertThat(sealed).hasSize(SECRET.length + Xaes256Gcm.TAG_BYTES);
    }

    @Test
    void manyAtOnceEachGetTheirOwn() {
        List<byte[]> nonces = IntStream.range(0, 2_000)
                .mapToObj(i -> ByteBuffer.allocate(NONCE.length).putInt(i).array())
                .toList();
        List<byte[]> texts =
                nonces.stream().map(nonce -> cipher.seal(nonce, AAD, nonce)).toList();

        assertThat(IntStream.range(0, texts.size())
                        .parallel()
                        .filter(i -> i % 3 != 0
                                || cipher.open(NONCE, AAD, flipped(texts.get(i), 5))
                                        .isEmpty())
                        .mapToObj(i ->
                                cipher.open(nonces.get(i), AAD, texts.get(i)).orElseThrow())
                        .toList())
                .containsExactlyElementsOf(nonces);
    }

    @Test
    void nothingSealsAndOpens() {
        assertThat(cipher.open(NONCE, new byte[0], cipher.seal(NONCE, new byte[0], new byte[0])))
                .hasValue(new byte[0]);
    }

    @Test
    void eachChangedBitIsRefused() {
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            assertThat(cipher.open(NONCE, AAD, flipped(sealed, bit))).isEmpty();
        }
        for (int bit = 0; bit < NONCE.length * 8; bit++) {
            assertThat(cipher.open(flipped(NONCE, bit), AAD, sealed)).isEmpty();
        }
        for (int bit = 0; bit < AAD.length * 8; bit++) {
            assertThat(cipher.open(NONCE, flipped(AAD, bit), sealed)).isEmpty();
        }
        for (int bit = 0; bit < KEY.length * 8; bit++) {
            assertThat(new Xaes256Gcm(flipped(KEY, bit)).open(NONCE, AAD, sealed))
                    .isEmpty();
        }
    }

    @Test
    void cutTextsAreRefused() {
        for (int length = 0; length < sealed.length; length++) {
            assertThat(cipher.open(NONCE, AAD, Arrays.copyOf(sealed, length))).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 16, 31, 33})
    void keyOfAnotherLengthIsRefused(int length) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Xaes256Gcm(new byte[length]));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 12, 23, 25})
    void nonceOfAnotherLengthIsRefused(int length) {
        assertThatIllegalArgumentException().isThrownBy(() -> cipher.seal(new byte[length], AAD, SECRET));
        assertThatIllegalArgumentException().isThrownBy(() -> cipher.open(new byte[length], AAD, sealed));
    }

    @Test
    void keyNeverPrints() {
        assertThat(cipher).hasToString("Xaes256Gcm[redacted]");
    }

    private static void assertMeets(JsonNode vector) {
        VectorFiles.requireShape(
                vector, Set.of("keyHex", "nonceHex", "plaintextHex", "aadHex", "derivedKeyHex", "ciphertextAndTagHex"));
        Xaes256Gcm cipher = new Xaes256Gcm(hex(vector, "keyHex"));
        byte[] nonce = hex(vector, "nonceHex");
        byte[] aad = hex(vector, "aadHex");
        assertThat(cipher.derivedKey(nonce)).isEqualTo(hex(vector, "derivedKeyHex"));
        assertThat(cipher.seal(nonce, aad, hex(vector, "plaintextHex"))).isEqualTo(hex(vector, "ciphertextAndTagHex"));
        assertThat(cipher.open(nonce, aad, hex(vector, "ciphertextAndTagHex"))).hasValue(hex(vector, "plaintextHex"));
    }

    private static String accumulated(int iterations) {
        Shake128 inputs = new Shake128();
        Shake128 outputs = new Shake128();
        for (int i = 0; i < iterations; i++) {
            Xaes256Gcm cipher = new Xaes256Gcm(inputs.squeeze(Xaes256Gcm.KEY_BYTES));
            byte[] nonce = inputs.squeeze(Xaes256Gcm.NONCE_BYTES);
            byte[] plaintext = inputs.squeeze(inputs.squeeze(1)[0] & 0xff);
            byte[] aad = inputs.squeeze(inputs.squeeze(1)[0] & 0xff);
            byte[] sealed = cipher.seal(nonce, aad, plaintext);
            assertThat(cipher.open(nonce, aad, sealed)).hasValue(plaintext);
            outputs.absorb(sealed);
        }
        return HexFormat.of().formatHex(outputs.squeeze(32));
    }

    private static byte[] hex(JsonNode vector, String name) {
        return HexFormat.of().parseHex(vector.path(name).asString());
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        byte[] changed = bytes.clone();
        changed[bit / 8] ^= (byte) (1 << (bit % 8));
        return changed;
    }
}

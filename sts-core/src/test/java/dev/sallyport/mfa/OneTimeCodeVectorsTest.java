package dev.sallyport.mfa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.identity.Base32;
import dev.sallyport.vectors.VectorFiles;
import dev.sallyport.vectors.VectorFiles.VectorFile;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The printed values of RFC 6238, RFC 4226 and RFC 4648, where they are present. */
class OneTimeCodeVectorsTest {
    @Test
    void codesByTimeAreThoseOfRfc6238() {
        for (VectorFile file : VectorFiles.of("otp", "totp-")) {
            VectorFiles.requireShape(file.content(), Set.of("source", "vectors"));
            for (JsonNode vector : file.content().path("vectors")) {
                file.run(vector.toString(), () -> assertTotp(vector));
            }
            file.finish();
        }
    }

    @Test
    void codesByCounterAreThoseOfRfc4226() {
        for (VectorFile file : VectorFiles.of("otp", "hotp-")) {
            VectorFiles.requireShape(file.content(), Set.of("source", "secretHex", "vectors"));
            byte[] seed = hex(file.content(), "secretHex");
            for (JsonNode vector : file.content().path("vectors")) {
                file.run(vector.toString(), () -> assertHotp(seed, vector));
            }
            file.finish();
        }
    }

    @Test
    void base32IsThatOfRfc4648ButForPadding() {
        for (VectorFile file : VectorFiles.of("otp", "base32-")) {
            VectorFiles.requireShape(file.content(), Set.of("source", "vectors"));
            for (JsonNode vector : file.content().path("vectors")) {
                file.run(vector.toString(), () -> assertBase32(vector));
            }
            file.finish();
        }
    }

    private static void assertTotp(JsonNode vector) {
        VectorFiles.requireShape(
                vector,
                Set.of("time", "step", "algorithm", "digits", "period", "secretHex", "secretBase32", "code", "code6"));
        byte[] seed = hex(vector, "secretHex");
        Hotp.Hash hash = Hotp.Hash.valueOf(vector.path("algorithm").asString());
        long step = vector.path("step").asLong();
        String code6 = vector.path("code6").asString();
        assertThat(vector.path("period").asInt()).isEqualTo(Totp.STEP_SECONDS);
        assertThat(Totp.step(Instant.ofEpochSecond(vector.path("time").asLong())))
                .isEqualTo(step);
        assertThat(Hotp.code(hash, seed, step, vector.path("digits").asInt()))
                .isEqualTo(vector.path("code").asString());
        assertThat(Hotp.code(hash, seed, step, 6)).isEqualTo(code6);
        assertEncodes(seed, vector.path("secretBase32").asString());
        if (hash == Hotp.Hash.SHA1) {
            assertThat(Totp.code(TotpSeed.of(seed), step)).isEqualTo(code6);
        }
    }

    private static void assertHotp(byte[] seed, JsonNode vector) {
        VectorFiles.requireShape(vector, Set.of("counter", "code"));
        String code = vector.path("code").asString();
        assertThat(Hotp.code(Hotp.Hash.SHA1, seed, vector.path("counter").asLong(), code.length()))
                .isEqualTo(code);
    }

    private static void assertBase32(JsonNode vector) {
        VectorFiles.requireShape(vector, Set.of("text", "base32"));
        assertEncodes(
                vector.path("text").asString().getBytes(StandardCharsets.US_ASCII),
                vector.path("base32").asString());
    }

    private static void assertEncodes(byte[] bytes, String padded) {
        int end = padded.indexOf('=');
        String base32 = end < 0 ? padded : padded.substring(0, end);
        assertThat(Base32.encode(bytes)).isEqualTo(base32);
        assertThat(Arrays.equals(Base32.decode(base32), bytes)).isTrue();
    }

    private static byte[] hex(JsonNode vector, String name) {
        return HexFormat.of().parseHex(vector.path(name).asString());
    }
}

package dev.sallyport.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WrappingKeyTest {
    private static final byte[] SECRET = "JBSWY3DPEHPK3PXP".getBytes(StandardCharsets.US_ASCII);
    private static final List<String> ROW = List.of("111122223333", "AIDAEXAMPLE", "device/phone");

    private final byte[] material = bytes(1, WrappingKey.KEY_BYTES);
    private final byte[] nonce = bytes(2, WrappingKey.NONCE_BYTES);
    private final WrappingKey key = new WrappingKey("prod.example.com", material);
    private final byte[] blob = key.seal("mfa-seed", ROW, SECRET, nonce);

    @Test
    void whatWasSealedOpensInItsPlace() {
        assertThat(key.open("mfa-seed", ROW, blob)).isEqualTo(SECRET);
        assertThat(new WrappingKey("prod.example.com", material).open("mfa-seed", ROW, blob))
                .isEqualTo(SECRET);
    }

    @Test
    void blobShowsNothingOfTheSecret() {
        assertThat(new String(blob, StandardCharsets.ISO_8859_1)).doesNotContain("JBSW");
    }

    @Test
    void blobOfAnotherRowIsRefused() {
        assertRefused("mfa-seed", List.of("111122223333", "AIDAOTHER", "device/phone"), blob);
        assertRefused("mfa-seed", List.of("111122223333", "AIDAEXAMPLE"), blob);
        assertRefused("mfa-seed", List.of(), blob);
    }

    @Test
    void rowsWhoseFieldsJoinToTheSameTextAreDifferentPlaces() {
        byte[] joined = key.seal("mfa-seed", List.of("ab", "c"), SECRET, nonce);
        assertRefused("mfa-seed", List.of("a", "bc"), joined);
        assertRefused("mfa-seed", List.of("abc"), joined);
        assertRefused("mfa-seed", List.of("ab", "c", ""), joined);
    }

    @Test
    void blobOfAnotherPurposeIsRefused() {
        assertRefused("access-key-secret", ROW, blob);
    }

    @Test
    void blobOfAnotherTrustDomainIsRefused() {
        WrappingKey staging = new WrappingKey("staging.example.com", material);
        assertThatExceptionOfType(BrokenSealException.class).isThrownBy(() -> staging.open("mfa-seed", ROW, blob));
    }

    @Test
    void anotherKeySaysThatItIsTheWrongOne() {
        WrappingKey other = new WrappingKey("prod.example.com", bytes(3, WrappingKey.KEY_BYTES));
        assertThatExceptionOfType(BrokenSealException.class)
                .isThrownBy(() -> other.open("mfa-seed", ROW, blob))
                .withMessageContaining("another key");
    }

    @Test
    void eachChangedBitAndEachCutIsRefused() {
        for (int bit = 0; bit < blob.length * 8; bit++) {
            byte[] changed = blob.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            assertRefused("mfa-seed", ROW, changed);
        }
        for (int length = 0; length < blob.length; length++) {
            assertRefused("mfa-seed", ROW, Arrays.copyOf(blob, length));
        }
        assertRefused("mfa-seed", ROW, Arrays.copyOf(blob, blob.length + 1));
    }

    @Test
    void keysOfAnotherLengthAndEmptyTrustDomainsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new WrappingKey("prod.example.com", new byte[31]));
        assertThatIllegalArgumentException().isThrownBy(() -> new WrappingKey("", material));
    }

    @Test
    void keyNeverPrints() {
        assertThat(key).hasToString("WrappingKey[redacted]");
        assertThat(HexFormat.of().formatHex(blob)).doesNotContain(HexFormat.of().formatHex(Arrays.copyOf(material, 8)));
    }

    private void assertRefused(String purpose, List<String> row, byte[] wrong) {
        assertThatExceptionOfType(BrokenSealException.class).isThrownBy(() -> key.open(purpose, row, wrong));
    }

    private static byte[] bytes(long seed, int count) {
        byte[] bytes = new byte[count];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}

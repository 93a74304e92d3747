package dev.sallyport.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessKeyIdTest {
    private static final AccountId ACCOUNT = new AccountId("111122223333");

    @Test
    void publishedIdHoldsItsAccount() {
        assertThat(new AccessKeyId("ASIAY34FZKBOKMUTVV7A").account()).hasValue(new AccountId("609629065308"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"000000000000", "000000000001", "549755813888", "687194767359", "999999999999"})
    void mintedIdHoldsItsAccountWhateverTheRandomBits(String digits) {
        AccountId account = new AccountId(digits);
        byte[] ones = new byte[AccessKeyId.RANDOM_BYTES];
        Arrays.fill(ones, (byte) 0xff);
        assertThat(AccessKeyId.mintTemporary(account, ones).account()).hasValue(account);
        assertThat(AccessKeyId.mintLongTerm(account, new byte[AccessKeyId.RANDOM_BYTES])
                        .account())
                .hasValue(account);
    }

    @Test
    void mintedIdsAreTwentyBase32CharactersAndDiffer() {
        Random random = new Random(1);
        AccessKeyId session = AccessKeyId.mintTemporary(ACCOUNT, bytes(random));
        AccessKeyId key = AccessKeyId.mintLongTerm(ACCOUNT, bytes(random));
        assertThat(session.value()).hasSize(20).startsWith("ASIA");
        assertThat(key.value()).hasSize(20).startsWith("AKIA");
        assertThat(session.value().substring(4))
                .matches(text -> text.chars().allMatch(c -> (c >= 'A' && c <= 'Z') || (c >= '2' && c <= '7')));
        assertThat(session.value().substring(4)).isNotEqualTo(key.value().substring(4));
    }

    @Test
    void mintedIdNeverLooksLikeAnIdFromBefore2019() {
        for (long account = 0; account < 1_000_000_000_000L; account += 7_777_777_777L) {
            String digits = String.format(Locale.ROOT, "%012d", account);
            String id = AccessKeyId.mintTemporary(new AccountId(digits), new byte[AccessKeyId.RANDOM_BYTES])
                    .value();
            assertThat(id.charAt(4)).isNotIn('I', 'J');
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AKIAIOSFODNN7EXAMPLE",
                "AKIAJOSFODNN7EXAMPLE",
                "ASIAY34FZKBOKMUTVV7",
                "ASIAY34FZKBOKMUTVV7AA",
                "ASIAY34FZKBOKMUTVV70",
                "asiay34fzkbokmutvv7a",
                "ASIA7777777777777777"
            })
    void idOfAnotherShapeHoldsNoAccount(String id) {
        assertThat(new AccessKeyId(id).account()).isEmpty();
    }

    @Test
    void onlyAsiaIsTemporary() {
        assertThat(new AccessKeyId("ASIAY34FZKBOKMUTVV7A").isTemporary()).isTrue();
        assertThat(new AccessKeyId("AKIAY34FZKBOKMUTVV7A").isTemporary()).isFalse();
        assertThat(new AccessKeyId("asiaY34FZKBOKMUTVV7A").isTemporary()).isFalse();
    }

    @Test
    void lengthIsBounded() {
        assertThat(new AccessKeyId("A".repeat(16)).value()).hasSize(16);
        assertThat(new AccessKeyId("A".repeat(128)).value()).hasSize(128);
        assertThatIllegalArgumentException().isThrownBy(() -> new AccessKeyId("A".repeat(15)));
        assertThatIllegalArgumentException().isThrownBy(() -> new AccessKeyId("A".repeat(129)));
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "/", "-", "\n", "\0", "é", "Ａ", "٣"})
    void onlyAsciiWordCharactersAreTaken(String wrong) {
        assertThatIllegalArgumentException().isThrownBy(() -> new AccessKeyId("ASIAY34FZKBOKMUTVV7" + wrong));
    }

    @Test
    void randomBytesAreTakenWhole() {
        assertThatIllegalArgumentException().isThrownBy(() -> AccessKeyId.mintTemporary(ACCOUNT, new byte[9]));
    }

    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[AccessKeyId.RANDOM_BYTES];
        random.nextBytes(bytes);
        return bytes;
    }
}

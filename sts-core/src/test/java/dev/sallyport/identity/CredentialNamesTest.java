package dev.sallyport.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialNamesTest {
    @Test
    void accountIsTwelveAsciiDigits() {
        assertThat(new AccountId("000000000000")).hasToString("000000000000");
        for (String wrong :
                new String[] {"", "11112222333", "1111222233334", "11112222333a", "１１１１２２２２３３３３", "+11112222333"}) {
            assertThat(AccountId.isValid(wrong)).as(wrong).isFalse();
            assertThatIllegalArgumentException().isThrownBy(() -> new AccountId(wrong));
        }
    }

    @Test
    void accountOfANumberHasZerosBeforeIt() {
        assertThat(AccountId.of(0)).hasToString("000000000000");
        assertThat(AccountId.of(4_455_556_666L)).hasToString("004455556666");
        assertThat(AccountId.of(999_999_999_999L)).hasToString("999999999999");
        assertThatIllegalArgumentException().isThrownBy(() -> AccountId.of(1_000_000_000_000L));
        assertThatIllegalArgumentException().isThrownBy(() -> AccountId.of(-1));
    }

    @Test
    void secretNeverPrintsInWhateverHoldsIt() {
        record Holder(SecretAccessKey secret) {}
        SecretAccessKey secret = SecretAccessKey.of("wJalrXUtnFEMI");
        assertThat(secret).hasToString("SecretAccessKey[redacted]");
        assertThat(new Holder(secret).toString()).doesNotContain("wJalr");
        assertThat(String.format(Locale.ROOT, "%s", secret)).doesNotContain("wJalr");
        assertThat(secret.hashCode()).isEqualTo(SecretAccessKey.of("other").hashCode());
    }

    @Test
    void mintedSecretIsFortyCharactersThatNoShellBreaks() {
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            byte[] bytes = new byte[SecretAccessKey.RANDOM_BYTES];
            random.nextBytes(bytes);
            String text = SecretAccessKey.mint(bytes).reveal();
            assertThat(text).hasSize(40).doesNotContain("+", "/", "=");
        }
        assertThatIllegalArgumentException().isThrownBy(() -> SecretAccessKey.mint(new byte[31]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\n", "a\0", "é", "a\u007f"})
    void secretIsVisibleAscii(String wrong) {
        assertThatIllegalArgumentException().isThrownBy(() -> SecretAccessKey.of(wrong));
    }

    @Test
    void secretsAreEqualByTheirTextAndGiveOutCopies() {
        SecretAccessKey secret = SecretAccessKey.of("wJalrXUtnFEMI");
        assertThat(secret)
                .isEqualTo(SecretAccessKey.of("wJalrXUtnFEMI"))
                .isNotEqualTo(SecretAccessKey.of("wJalrXUtnFEM"));
        secret.bytes()[0] = 0;
        assertThat(secret.reveal()).isEqualTo("wJalrXUtnFEMI");
    }

    @Test
    void mintedUniqueIdsAreTwentyOneCharactersOfTheirKind() {
        byte[] random = new byte[UniqueId.RANDOM_BYTES];
        assertThat(UniqueId.mint(UniqueId.Kind.USER, random).value())
                .hasSize(21)
                .startsWith("AIDA");
        assertThat(UniqueId.mint(UniqueId.Kind.GROUP, random).value())
                .hasSize(21)
                .startsWith("AGPA");
        assertThat(UniqueId.mint(UniqueId.Kind.ROLE, random).value())
                .hasSize(21)
                .startsWith("AROA");
        assertThatIllegalArgumentException().isThrownBy(() -> UniqueId.mint(UniqueId.Kind.ROLE, new byte[10]));
    }

    @Test
    void everyRandomByteReachesTheUniqueId() {
        for (int i = 0; i < UniqueId.RANDOM_BYTES; i++) {
            byte[] random = new byte[UniqueId.RANDOM_BYTES];
            random[i] = (byte) 0xff;
            assertThat(UniqueId.mint(UniqueId.Kind.ROLE, random))
                    .isNotEqualTo(UniqueId.mint(UniqueId.Kind.ROLE, new byte[UniqueId.RANDOM_BYTES]));
        }
    }

    @Test
    void uniqueIdIsSixteenToAHundredAndTwentyEightCapitalsAndDigits() {
        assertThat(new UniqueId("A".repeat(16))).hasToString("A".repeat(16));
        assertThat(new UniqueId("A".repeat(128)).value()).hasSize(128);
        for (String wrong :
                new String[] {"A".repeat(15), "A".repeat(129), "aroaexampleexample123", "AROAEXAMPLE:EXAMPLE12"}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new UniqueId(wrong));
        }
    }
}

package dev.sallyport.session;

import static dev.sallyport.session.KeyRing.State.DESTROYED;
import static dev.sallyport.session.KeyRing.State.OPEN_ONLY;
import static dev.sallyport.session.KeyRing.State.PENDING;
import static dev.sallyport.session.KeyRing.State.PRIMARY;
import static dev.sallyport.session.Sessions.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class KeyRingTest {
    private static final RingKeyId FIRST = new RingKeyId(0xf0000001);
    private static final RingKeyId SECOND = new RingKeyId(2);

    private final KeyRing ring = KeyRing.create(FIRST, bytes(1, 32));

    @Test
    void keyGoesFromPendingToPrimaryToOpenOnlyToDestroyed() {
        KeyRing pending = ring.withPending(SECOND, bytes(2, 32));
        assertThat(pending.states()).containsExactly(entry(FIRST, PRIMARY), entry(SECOND, PENDING));
        KeyRing promoted = pending.promote(SECOND);
        assertThat(promoted.states()).containsExactly(entry(FIRST, OPEN_ONLY), entry(SECOND, PRIMARY));
        KeyRing destroyed = promoted.destroy(FIRST);
        assertThat(destroyed.states()).containsExactly(entry(FIRST, DESTROYED), entry(SECOND, PRIMARY));
        assertThat(ring.states()).containsExactly(entry(FIRST, PRIMARY));
        assertThat(ring.primary()).isEqualTo(FIRST);
        assertThat(destroyed.primary()).isEqualTo(SECOND);
    }

    @Test
    void onlyADestroyedOrUnknownKeyDoesNotOpen() {
        KeyRing destroyed =
                ring.withPending(SECOND, bytes(2, 32)).promote(SECOND).destroy(FIRST);
        assertThat(destroyed.opening(FIRST)).isEmpty();
        assertThat(destroyed.opening(SECOND)).isPresent();
        assertThat(destroyed.opening(new RingKeyId(3))).isEmpty();
    }

    @Test
    void destroyedMaterialIsGone() {
        String material = HexFormat.of().formatHex(bytes(1, 32));
        KeyRing promoted = ring.withPending(SECOND, bytes(2, 32)).promote(SECOND);
        assertThat(HexFormat.of().formatHex(promoted.encode())).contains(material);
        assertThat(HexFormat.of().formatHex(promoted.destroy(FIRST).encode())).doesNotContain(material);
    }

    @Test
    void stepsOutOfOrderAreRefused() {
        KeyRing pending = ring.withPending(SECOND, bytes(2, 32));
        assertThatIllegalArgumentException().isThrownBy(() -> ring.promote(FIRST));
        assertThatIllegalArgumentException().isThrownBy(() -> ring.promote(SECOND));
        assertThatIllegalArgumentException().isThrownBy(() -> ring.destroy(FIRST));
        assertThatIllegalArgumentException().isThrownBy(() -> pending.destroy(SECOND));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pending.promote(SECOND).promote(FIRST));
    }

    @Test
    void idIsNotGivenOutTwiceEvenAfterItsKeyIsDestroyed() {
        KeyRing destroyed =
                ring.withPending(SECOND, bytes(2, 32)).promote(SECOND).destroy(FIRST);
        assertThatIllegalArgumentException().isThrownBy(() -> destroyed.withPending(FIRST, bytes(3, 32)));
        assertThatIllegalArgumentException().isThrownBy(() -> destroyed.withPending(SECOND, bytes(3, 32)));
    }

    @Test
    void ringTurnsForYearsAndForgetsTheOldestDestroyedKey() {
        KeyRing turning = ring;
        for (int i = 0; i < 2 * KeyRing.MAX_KEYS; i++) {
            RingKeyId next = new RingKeyId(100 + i);
            RingKeyId last = turning.primary();
            turning = turning.withPending(next, bytes(i, 32)).promote(next).destroy(last);
        }
        assertThat(turning.states()).hasSize(KeyRing.MAX_KEYS).doesNotContainKey(FIRST);
        assertThat(turning.primary()).isEqualTo(new RingKeyId(100 + 2 * KeyRing.MAX_KEYS - 1));
    }

    @Test
    void ringFullOfKeysThatOpenTakesNoMore() {
        KeyRing full = ring;
        for (int i = 1; i < KeyRing.MAX_KEYS; i++) {
            full = full.withPending(new RingKeyId(i), bytes(i, 32));
        }
        KeyRing last = full;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> last.withPending(new RingKeyId(1000), bytes(1, 32)))
                .withMessageContaining("at most 64");
    }

    @Test
    void encodedRingDecodesToTheSame() {
        KeyRing every = ring.withPending(SECOND, bytes(2, 32))
                .promote(SECOND)
                .withPending(new RingKeyId(3), bytes(3, 32))
                .promote(new RingKeyId(3))
                .destroy(FIRST)
                .withPending(new RingKeyId(4), bytes(4, 32));
        KeyRing decoded = KeyRing.decode(every.encode());
        assertThat(decoded.states()).isEqualTo(every.states());
        assertThat(decoded.states().values()).containsExactly(DESTROYED, OPEN_ONLY, PRIMARY, PENDING);
        assertThat(decoded.encode()).isEqualTo(every.encode());
    }

    @Test
    void brokenRingsAreRefused() {
        byte[] good = ring.withPending(SECOND, bytes(2, 32)).encode();
        for (int length = 0; length < good.length; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            assertThatIllegalArgumentException().isThrownBy(() -> KeyRing.decode(cut));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> KeyRing.decode(Arrays.copyOf(good, good.length + 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> KeyRing.decode(changed(good, 0, 2)));
        assertThatIllegalArgumentException().isThrownBy(() -> KeyRing.decode(changed(good, 1, 1)));
        int firstState = 2 + 4;
        assertThatIllegalArgumentException().isThrownBy(() -> KeyRing.decode(changed(good, firstState, 0)));
        assertThatIllegalArgumentException().isThrownBy(() -> KeyRing.decode(changed(good, firstState, 5)));
    }

    @Test
    void ringWithoutExactlyOnePrimaryIsRefused() {
        byte[] good = ring.withPending(SECOND, bytes(2, 32)).encode();
        int firstState = 2 + 4;
        int secondState = firstState + 37;
        assertThatIllegalArgumentException().isThrownBy(() -> KeyRing.decode(changed(good, firstState, 3)));
        assertThatIllegalArgumentException().isThrownBy(() -> KeyRing.decode(changed(good, secondState, 2)));
        assertThatIllegalArgumentException().isThrownBy(() -> KeyRing.decode(new byte[] {1, 0}));
    }

    @Test
    void sameIdTwiceIsRefused() {
        byte[] twice = KeyRing.create(new RingKeyId(1), bytes(1, 32))
                .withPending(new RingKeyId(2), bytes(2, 32))
                .encode();
        twice[2 + 37 + 3] = 1;
        assertThatIllegalArgumentException().isThrownBy(() -> KeyRing.decode(twice));
    }

    @Test
    void destroyedKeyWithMaterialAndOpenKeyWithoutAreRefused() {
        byte[] good = ring.withPending(SECOND, bytes(2, 32)).encode();
        int secondState = 2 + 37 + 4;
        assertThatIllegalArgumentException().isThrownBy(() -> KeyRing.decode(changed(good, secondState, 4)));
        assertThatIllegalArgumentException().isThrownBy(() -> KeyRing.create(FIRST, new byte[32]));
        assertThatIllegalArgumentException().isThrownBy(() -> KeyRing.create(FIRST, bytes(1, 31)));
    }

    @Test
    void callerCannotChangeAKeyAfterwards() {
        byte[] material = bytes(1, 32);
        KeyRing own = KeyRing.create(FIRST, material);
        byte[] before = own.encode();
        Arrays.fill(material, (byte) 7);
        assertThat(own.encode()).isEqualTo(before);
    }

    @Test
    void idsPrintAsEightHexadecimalDigits() {
        assertThat(FIRST).hasToString("f0000001");
        assertThat(RingKeyId.of(FIRST.bytes())).isEqualTo(FIRST);
        assertThatIllegalArgumentException().isThrownBy(() -> RingKeyId.of(new byte[5]));
    }

    private static byte[] changed(byte[] bytes, int index, int value) {
        byte[] changed = bytes.clone();
        changed[index] = (byte) value;
        return changed;
    }
}

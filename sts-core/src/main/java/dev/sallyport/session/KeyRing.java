package dev.sallyport.session;

import dev.sallyport.seal.Xaes256Gcm;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The keys that session tokens are sealed with, oldest first. A ring is a value: each step of a rotation gives another
 * ring.
 *
 * <p>A key is {@link State#PENDING} while it spreads to all nodes, then {@link State#PRIMARY} and the only one that
 * mints, then {@link State#OPEN_ONLY} until its last session has ended, then {@link State#DESTROYED}: its material is
 * gone, its id stays for a while so that it is not given out again.
 */
public final class KeyRing {
    /** More keys than overlap in any rotation, so that a ring stays small enough to wrap and to read. */
    public static final int MAX_KEYS = 64;

    private static final byte FORM = 1;
    private static final int HEADER_BYTES = 2;
    private static final int ENTRY_BYTES = RingKeyId.BYTES + 1 + Xaes256Gcm.KEY_BYTES;
    private static final byte[] NO_MATERIAL = new byte[Xaes256Gcm.KEY_BYTES];

    /** The life of a key. Codes are written to disk and never change their meaning. */
    public enum State {
        PENDING(1),
        PRIMARY(2),
        OPEN_ONLY(3),
        DESTROYED(4);

        private final byte code;

        State(int code) {
            this.code = (byte) code;
        }

        private static State ofCode(byte code) {
            for (State state : values()) {
                if (state.code == code) {
                    return state;
                }
            }
            throw new IllegalArgumentException("the key ring holds a key in an unknown state");
        }
    }

    private final Map<RingKeyId, Key> keys;
    private final Key primary;

    private KeyRing(Map<RingKeyId, Key> keys) {
        if (keys.size() > MAX_KEYS) {
            throw new IllegalArgumentException("a key ring holds at most " + MAX_KEYS + " keys");
        }
        var primaries =
                keys.values().stream().filter(key -> key.state == State.PRIMARY).toList();
        if (primaries.size() != 1) {
            throw new IllegalArgumentException("a key ring has exactly one primary key, not " + primaries.size());
        }
        this.keys = keys;
        this.primary = primaries.get(0);
    }

    /** A new ring of one key, which mints. */
    public static KeyRing create(RingKeyId id, byte[] material) {
        return of(Map.of(), new Key(id, State.PRIMARY, material));
    }

    /**
     * Adds a key that does not mint yet. A full ring forgets the id of the key that was destroyed first.
     *
     * @throws IllegalArgumentException when the ring has or had a key of that id, or is full of keys that still open
     */
    public KeyRing withPending(RingKeyId id, byte[] material) {
        if (keys.containsKey(id)) {
            throw new IllegalArgumentException("the key ring already knows a key `" + id + "`");
        }
        Map<RingKeyId, Key> kept = new LinkedHashMap<>(keys);
        if (kept.size() == MAX_KEYS) {
            keys.values().stream()
                    .filter(key -> key.state == State.DESTROYED)
                    .findFirst()
                    .ifPresent(oldest -> kept.remove(oldest.id));
        }
        return of(kept, new Key(id, State.PENDING, material));
    }

    /**
     * Lets the pending key {@code id} mint, and the primary only open.
     *
     * @throws IllegalArgumentException when {@code id} is not pending
     */
    public KeyRing promote(RingKeyId id) {
        Key next = required(id, State.PENDING);
        return of(keys, primary.in(State.OPEN_ONLY), next.in(State.PRIMARY));
    }

    /**
     * Forgets the material of a key that only opens.
     *
     * @throws IllegalArgumentException when {@code id} is not open-only
     */
    public KeyRing destroy(RingKeyId id) {
        return of(keys, required(id, State.OPEN_ONLY).in(State.DESTROYED));
    }

    /** Every id the ring knows, oldest first, with the state of its key. */
    public Map<RingKeyId, State> states() {
        Map<RingKeyId, State> states = new LinkedHashMap<>();
        keys.forEach((id, key) -> states.put(id, key.state));
        return Collections.unmodifiableMap(states);
    }

    /** The key that mints. */
    public RingKeyId primary() {
        return primary.id;
    }

    Xaes256Gcm minting() {
        return primary.cipher.orElseThrow();
    }

    /** The key to open with. A pending one opens too: another node may have promoted it a moment earlier. */
    Optional<Xaes256Gcm> opening(RingKeyId id) {
        return Optional.ofNullable(keys.get(id)).flatMap(key -> key.cipher);
    }

    /** The ring in the clear, for the gateway to wrap with the root key; never for a disk as it is. */
    public byte[] encode() {
        ByteBuffer buffer = ByteBuffer.allocate(HEADER_BYTES + keys.size() * ENTRY_BYTES);
        buffer.put(FORM).put((byte) keys.size());
        keys.forEach((id, key) -> buffer.putInt(id.value()).put(key.state.code).put(key.material));
        return buffer.array();
    }

    /** @throws IllegalArgumentException unless {@code bytes} are what {@link #encode()} gives for some ring */
    public static KeyRing decode(byte[] bytes) {
        if (bytes.length < HEADER_BYTES
                || bytes[0] != FORM
                || bytes.length != HEADER_BYTES + (bytes[1] & 0xff) * ENTRY_BYTES) {
            throw new IllegalArgumentException("the key ring is cut or of an unknown form");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES);
        Map<RingKeyId, Key> keys = new LinkedHashMap<>();
        while (buffer.hasRemaining()) {
            RingKeyId id = new RingKeyId(buffer.getInt());
            State state = State.ofCode(buffer.get());
            byte[] material = new byte[Xaes256Gcm.KEY_BYTES];
            buffer.get(material);
            if (keys.put(id, new Key(id, state, material)) != null) {
                throw new IllegalArgumentException("the key ring holds the key `" + id + "` twice");
            }
        }
        return new KeyRing(keys);
    }

    private static KeyRing of(Map<RingKeyId, Key> keys, Key... changed) {
        Map<RingKeyId, Key> next = new LinkedHashMap<>(keys);
        for (Key key : changed) {
            next.put(key.id, key);
        }
        return new KeyRing(next);
    }

    private Key required(RingKeyId id, State state) {
        Key key = keys.get(id);
        if (key == null || key.state != state) {
            throw new IllegalArgumentException("the key ring has no key `" + id + "` in state " + state);
        }
        return key;
    }

    @Override
    public String toString() {
        return keys.values().stream()
                .map(key -> key.id + " " + key.state)
                .collect(Collectors.joining(", ", "KeyRing[", "]"));
    }

    private static final class Key {
        private final RingKeyId id;
        private final State state;
        private final byte[] material;
        private final Optional<Xaes256Gcm> cipher;

        Key(RingKeyId id, State state, byte[] material) {
            // An all-zero key would be everybody's; a destroyed key that still has material was not destroyed.
            if (material.length != Xaes256Gcm.KEY_BYTES
                    || Arrays.equals(material, NO_MATERIAL) != (state == State.DESTROYED)) {
                throw new IllegalArgumentException("the ring key `" + id + "` has no material, or should have none");
            }
            this.id = id;
            this.state = state;
            this.material = material.clone();
            this.cipher = state == State.DESTROYED ? Optional.empty() : Optional.of(new Xaes256Gcm(material));
        }

        Key in(State next) {
            return new Key(id, next, next == State.DESTROYED ? NO_MATERIAL : material);
        }
    }
}

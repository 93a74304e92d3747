package dev.sallyport.gateway.state;

import dev.sallyport.config.RootKey;
import dev.sallyport.gateway.files.FileFault;
import dev.sallyport.gateway.files.OwnerOnly;
import dev.sallyport.seal.BrokenSealException;
import dev.sallyport.seal.EncodedMessages;
import dev.sallyport.seal.WrappingKey;
import dev.sallyport.seal.Xaes256Gcm;
import dev.sallyport.session.KeyRing;
import dev.sallyport.session.RingKeyId;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/**
 * The gateway's own keys, one per purpose, each a file that the root key wraps for its purpose, version and trust domain.
 *
 * <p>A key is made once. The database remembers that it was, so a key that is missing later is lost, and lost keys are
 * never replaced in silence: a new session ring would end every session, and would hide that somebody took the old one.
 *
 * @param sessionRing seals and opens session tokens
 * @param assertionKey signs identity assertions to upstreams
 * @param mfaSeeds seals the seeds of enrolled MFA devices
 * @param messageKey seals the encoded messages of refusals
 * @param outboundKeys sign the tokens of principals for elsewhere
 */
public record Keys(
        KeyRing sessionRing,
        AssertionKey assertionKey,
        WrappingKey mfaSeeds,
        MessageKey messageKey,
        OutboundKeys outboundKeys) {
    private static final String SESSION_RING = "session-ring";
    private static final String ASSERTION_KEY = "assertion-key";
    private static final String MFA_SEEDS = "mfa-seeds";
    private static final String OUTBOUND_KEYS = "outbound-keys";
    private static final String MESSAGE_KEY = "message-key";
    private static final String VERSION = "1";

    /** More than a full ring. */
    private static final int MAX_FILE_BYTES = 64 * 1024;

    /**
     * Opens the keys, making those that this installation never had. Processes and threads that do this at once get the
     * same keys: they are made inside a write transaction of {@code database}.
     *
     * @throws FileFault when a key is lost, belongs to another root key or trust domain, or is not a key
     */
    public static Keys open(
            DataDirectory directory,
            Database database,
            RootKey root,
            String trustDomain,
            SecureRandom random,
            Instant now) {
        WrappingKey wrapping = new WrappingKey(trustDomain, root.bytes());
        // An RSA key takes its time to be found, during which nobody else could write.
        Optional<OutboundKeys> likelyNew = Files.exists(directory.keys().resolve(OUTBOUND_KEYS))
                ? Optional.empty()
                : Optional.of(OutboundKeys.generate(random));
        return database.write(transaction -> {
            Shelf shelf = new Shelf(directory.keys(), transaction, wrapping, random, now);
            return new Keys(
                    shelf.key(
                            SESSION_RING, KeyRing::decode, () -> newRing(random).encode()),
                    shelf.key(
                            ASSERTION_KEY,
                            AssertionKey::decode,
                            () -> AssertionKey.generate(random).encode()),
                    shelf.key(
                            MFA_SEEDS,
                            key -> new WrappingKey(trustDomain, key),
                            () -> bytes(random, WrappingKey.KEY_BYTES)),
                    shelf.key(MESSAGE_KEY, MessageKey::new, () -> bytes(random, EncodedMessages.KEY_BYTES)),
                    shelf.key(
                            OUTBOUND_KEYS,
                            OutboundKeys::decode,
                            () -> likelyNew
                                    .orElseGet(() -> OutboundKeys.generate(random))
                                    .encode()));
        });
    }

    /** Its bytes never print. */
    public static final class MessageKey {
        private final byte[] bytes;

        private MessageKey(byte[] bytes) {
            if (bytes.length != EncodedMessages.KEY_BYTES) {
                throw new IllegalArgumentException("the message key is cut or of an unknown form");
            }
            this.bytes = bytes.clone();
        }

        public byte[] bytes() {
            return bytes.clone();
        }
    }

    private static KeyRing newRing(SecureRandom random) {
        return KeyRing.create(RingKeyId.of(bytes(random, RingKeyId.BYTES)), bytes(random, Xaes256Gcm.KEY_BYTES));
    }

    private static byte[] bytes(SecureRandom random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Where the wrapped keys lie, and the record of which were ever made. */
    private record Shelf(Path directory, Handle transaction, WrappingKey wrapping, SecureRandom random, Instant now) {

        <K> K key(String name, Function<byte[], K> decode, Supplier<byte[]> create) {
            Path file = directory.resolve(name);
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                if (wasMade(name)) {
                    throw new FileFault(
                            "the key `" + file + "` is lost: restore it from a backup; if it is gone for good,"
                                    + " start with a new data directory, which ends every session");
                }
                OwnerOnly.replace(
                        file,
                        wrapping.seal(name, List.of(VERSION), create.get(), bytes(random, WrappingKey.NONCE_BYTES)));
            }
            K key = decode.apply(unwrap(name, file));
            if (!wasMade(name)) {
                remember(name);
            }
            return key;
        }

        private byte[] unwrap(String name, Path file) {
            try {
                return wrapping.open(name, List.of(VERSION), OwnerOnly.read(file, MAX_FILE_BYTES));
            } catch (BrokenSealException e) {
                throw new FileFault("the key `" + file + "` does not open: " + e.getMessage(), e);
            }
        }

        private boolean wasMade(String name) {
            return transaction
                    .createQuery("select name from made_key where name = :name")
                    .bind("name", name)
                    .mapTo(String.class)
                    .findOne()
                    .isPresent();
        }

        private void remember(String name) {
            transaction
                    .createUpdate("insert into made_key (name, made_at) values (:name, :now)")
                    .bind("name", name)
                    .bind("now", now.getEpochSecond())
                    .execute();
        }
    }

    @Override
    public String toString() {
        return "Keys[redacted]";
    }
}

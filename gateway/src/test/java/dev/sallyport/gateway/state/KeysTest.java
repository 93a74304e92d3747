package dev.sallyport.gateway.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.config.RootKey;
import dev.sallyport.gateway.files.FileFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String TRUST_DOMAIN = "keys.sallyport.test";
    private static final RootKey ROOT = rootKey("first");

    @TempDir
    Path temp;

    private final SecureRandom random = new SecureRandom();

    @Test
    void keysAreMadeOnceAndOpenAgain() throws Exception {
        Keys made = open("data", ROOT, TRUST_DOMAIN);
        Keys opened = open("data", ROOT, TRUST_DOMAIN);

        assertThat(opened.sessionRing().encode()).isEqualTo(made.sessionRing().encode());
        assertThat(opened.assertionKey()).isEqualTo(made.assertionKey());
        assertThat(opened.outboundKeys()).isEqualTo(made.outboundKeys());
        assertThat(opened.messageKey().bytes()).isEqualTo(made.messageKey().bytes());
        assertThat(signsFor(made.assertionKey(), opened.assertionKey())).isTrue();
    }

    @Test
    void onlyTheOwnerReadsThemAndOnlyWrapped() throws IOException {
        Keys keys = open("data", ROOT, TRUST_DOMAIN);
        byte[] ring = keys.sessionRing().encode();

        assertThat(rights("data")).isEqualTo("rwx------");
        assertThat(rights("data/keys")).isEqualTo("rwx------");
        assertThat(rights("data/sallyport.db")).isEqualTo("rw-------");
        for (String name : List.of(
                "data/keys/session-ring",
                "data/keys/assertion-key",
                "data/keys/mfa-seeds",
                "data/keys/outbound-keys",
                "data/keys/message-key")) {
            assertThat(rights(name)).isEqualTo("rw-------");
            assertThat(latin1(Files.readAllBytes(temp.resolve(name))))
                    .doesNotContain(latin1(ring).substring(7))
                    .doesNotContain(latin1(keys.assertionKey().privateKey().getEncoded()))
                    .doesNotContain(latin1(keys.outboundKeys().ecPrivate().getEncoded()))
                    .doesNotContain(latin1(keys.messageKey().bytes()));
        }
    }

    @Test
    void aLostRingIsNotReplaced() throws IOException {
        open("data", ROOT, TRUST_DOMAIN);
        Files.delete(temp.resolve("data/keys/session-ring"));

        assertThatThrownBy(() -> open("data", ROOT, TRUST_DOMAIN))
                .isInstanceOf(FileFault.class)
                .hasMessageContaining("session-ring` is lost: restore it from a backup");
        assertThat(temp.resolve("data/keys/session-ring")).doesNotExist();
    }

    @Test
    void aLostDirectoryOfKeysIsNotReplaced() throws IOException {
        open("data", ROOT, TRUST_DOMAIN);
        Files.move(temp.resolve("data/keys"), temp.resolve("elsewhere"));

        assertThatThrownBy(() -> open("data", ROOT, TRUST_DOMAIN)).hasMessageContaining("is lost");
    }

    @Test
    void anotherRootKeyDoesNotOpenThem() {
        open("data", ROOT, TRUST_DOMAIN);

        assertThatThrownBy(() -> open("data", rootKey("second"), TRUST_DOMAIN))
                .isInstanceOf(FileFault.class)
                .hasMessageContaining("session-ring` does not open")
                .hasMessageContaining("give the key that this data was written with");
    }

    @Test
    void anotherTrustDomainDoesNotOpenThem() {
        open("data", ROOT, TRUST_DOMAIN);

        assertThatThrownBy(() -> open("data", ROOT, "other.sallyport.test"))
                .isInstanceOf(FileFault.class)
                .hasMessageContaining("trust domain");
    }

    @Test
    void aChangedOrExchangedFileDoesNotOpen() throws IOException {
        open("data", ROOT, TRUST_DOMAIN);
        Path ring = temp.resolve("data/keys/session-ring");
        byte[] bytes = Files.readAllBytes(ring);
        bytes[bytes.length - 1] ^= 1;
        Files.write(ring, bytes);
        assertThatThrownBy(() -> open("data", ROOT, TRUST_DOMAIN)).isInstanceOf(FileFault.class);

        Files.copy(temp.resolve("data/keys/assertion-key"), ring, StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> open("data", ROOT, TRUST_DOMAIN)).isInstanceOf(FileFault.class);

        Files.write(ring, new byte[0]);
        assertThatThrownBy(() -> open("data", ROOT, TRUST_DOMAIN)).isInstanceOf(FileFault.class);
    }

    @Test
    void keysThatOthersCanReadAreRefused() throws IOException {
        open("data", ROOT, TRUST_DOMAIN);
        Files.setPosixFilePermissions(
                temp.resolve("data/keys/session-ring"), PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(() -> open("data", ROOT, TRUST_DOMAIN))
                .isInstanceOf(FileFault.class)
                .hasMessageContaining("chmod 600");
    }

    @Test
    void anotherInstallationWithTheSameRingAndRootKeyOpensTheSameTokens() throws IOException {
        Keys first = open("data", ROOT, TRUST_DOMAIN);
        DataDirectory.open(temp.resolve("second"));
        Files.copy(
                temp.resolve("data/keys/session-ring"),
                temp.resolve("second/keys/session-ring"),
                StandardCopyOption.COPY_ATTRIBUTES);

        Keys second = open("second", ROOT, TRUST_DOMAIN);
        assertThat(second.sessionRing().encode()).isEqualTo(first.sessionRing().encode());
        assertThat(second.assertionKey()).isNotEqualTo(first.assertionKey());
    }

    @Test
    void whoeverStartsAtOnceGetsTheSameKeys() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Future<Keys>> starts = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                starts.add(threads.submit(() -> open("data", ROOT, TRUST_DOMAIN)));
            }
            List<String> rings = new ArrayList<>();
            for (Future<Keys> start : starts) {
                rings.add(latin1(start.get().sessionRing().encode()));
            }
            assertThat(rings).containsOnly(rings.get(0));
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aDataDirectoryThatOthersCanReadIsRefused() throws IOException {
        Path data = Files.createDirectory(
                temp.resolve("open"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---")));

        assertThatThrownBy(() -> DataDirectory.open(data))
                .isInstanceOf(FileFault.class)
                .hasMessageContaining("run `chmod 700 " + data + "`");
    }

    @Test
    void aDatabaseFileThatIsNoneIsRefused() throws IOException {
        DataDirectory directory = DataDirectory.open(temp.resolve("data"));
        Files.createFile(
                directory.database(),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(directory.database(), "this is no database, however long one looks at it".repeat(100));

        assertThatThrownBy(() -> SqliteDatabase.open(directory))
                .isInstanceOf(FileFault.class)
                .hasMessageContaining("cannot be opened");
    }

    private Keys open(String name, RootKey root, String trustDomain) {
        DataDirectory directory = DataDirectory.open(temp.resolve(name));
        try (SqliteDatabase database = SqliteDatabase.open(directory)) {
            return Keys.open(directory, database, root, trustDomain, random, NOW);
        }
    }

    private String rights(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(temp.resolve(name)));
    }

    private static boolean signsFor(AssertionKey signer, AssertionKey verifier) throws Exception {
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(signer.privateKey());
        signature.update((byte) 7);
        byte[] bytes = signature.sign();
        signature.initVerify(verifier.publicKey());
        signature.update((byte) 7);
        return signature.verify(bytes);
    }

    private static RootKey rootKey(String name) {
        byte[] bytes = new byte[RootKey.BYTES];
        new java.util.Random(name.hashCode()).nextBytes(bytes);
        return RootKey.of(bytes);
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}

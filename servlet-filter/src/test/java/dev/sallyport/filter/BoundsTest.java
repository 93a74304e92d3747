package dev.sallyport.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.delegation.SessionAnswer;
import dev.sallyport.error.ApiException;
import dev.sallyport.identity.AccessKeyId;
import dev.sallyport.sigv4.CredentialScope;
import dev.sallyport.sigv4.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever grows in a filter, and where it stops. */
class BoundsTest {
    private static final Instant NOW = Instant.parse("2026-01-15T12:00:00Z");

    @TempDir
    Path directory;

    @Test
    void theSessionUsedLongestAgoMakesRoom() throws IOException {
        KeptSessions sessions = new KeptSessions();
        try (FakeGateway gateway = new FakeGateway(new TestClock(NOW))) {
            KeptSessions.Kept kept = KeptSessions.Kept.of(answer(gateway), NOW);
            for (int i = 0; i < KeptSessions.MAX_KEPT; i++) {
                sessions.keep(key(i), kept);
            }
            assertThat(sessions.find(key(0), NOW)).isPresent();

            sessions.keep(key(KeptSessions.MAX_KEPT), kept);

            assertThat(sessions.size()).isEqualTo(KeptSessions.MAX_KEPT);
            assertThat(sessions.find(key(0), NOW)).isPresent();
            assertThat(sessions.find(key(1), NOW)).isEmpty();
        }
    }

    @Test
    void aClockThatIsSetBackMakesAnAnswerStale() throws IOException {
        try (FakeGateway gateway = new FakeGateway(new TestClock(NOW))) {
            KeptSessions.Kept kept = KeptSessions.Kept.of(answer(gateway), NOW);

            assertThat(kept.isFresh(NOW.plusSeconds(59))).isTrue();
            assertThat(kept.isFresh(NOW.plusSeconds(60))).isFalse();
            assertThat(kept.isFresh(NOW.minusSeconds(1))).isTrue();
            assertThat(kept.isFresh(NOW.minusSeconds(2))).isFalse();
        }
    }

    private static SessionAnswer.Verified answer(FakeGateway gateway) {
        return new SessionAnswer.Verified(
                FakeGateway.CLIENT,
                new CredentialScope("20260115", "us-east-1", "payments"),
                SigningKey.of(new byte[32]),
                gateway.client(),
                Duration.ofSeconds(60));
    }

    private static KeptSessions.Key key(int i) {
        return new KeptSessions.Key(new AccessKeyId("ASIAEXAMPLEEXAMPLE22"), "token-" + i, "us-east-1", "20260115");
    }

    @Test
    void oneSourceCannotHoldAllTheRoomForUnverifiedBodies() {
        UnverifiedBytes unverified = new UnverifiedBytes();
        try (UnverifiedBytes.Share greedy = unverified.of("192.0.2.1");
                UnverifiedBytes.Share other = unverified.of("192.0.2.2")) {
            greedy.take(UnverifiedBytes.MAX_OF_ONE_SOURCE);

            assertThatThrownBy(() -> greedy.take(1)).isInstanceOf(ApiException.class);
            other.take(1);
        }
    }

    @Test
    void roomForUnverifiedBodiesIsBoundedInAllAndGivenBack() {
        UnverifiedBytes unverified = new UnverifiedBytes();
        List<UnverifiedBytes.Share> shares = new ArrayList<>();
        long room = UnverifiedBytes.MAX_IN_ALL / UnverifiedBytes.MAX_OF_ONE_SOURCE;
        for (int i = 0; i < room; i++) {
            UnverifiedBytes.Share share = unverified.of("192.0.2." + i);
            share.take(UnverifiedBytes.MAX_OF_ONE_SOURCE);
            shares.add(share);
        }
        try (UnverifiedBytes.Share late = unverified.of("198.51.100.1")) {
            assertThatThrownBy(() -> late.take(1)).isInstanceOf(ApiException.class);

            shares.forEach(UnverifiedBytes.Share::close);

            late.take(1);
        }
    }

    @Test
    void anAuditFileIsMovedAwayWhenItIsFull() throws IOException {
        Path file = directory.resolve("audit.jsonl");
        try (AuditFile audit = new AuditFile(file, 10)) {
            audit.take("12345678");
            audit.take("9");
            audit.take("a");
        }

        assertThat(Files.readString(directory.resolve("audit.jsonl.1"))).isEqualTo("12345678\n");
        assertThat(Files.readString(file)).isEqualTo("9\na\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void anAuditFileThatSomebodyMovedAwayIsBegunAnew() throws IOException {
        Path file = directory.resolve("audit.jsonl");
        try (AuditFile audit = new AuditFile(file, 1000)) {
            audit.take("one");
            Files.move(file, directory.resolve("moved"));
            audit.take("two");
        }

        assertThat(Files.readString(directory.resolve("moved"))).isEqualTo("one\n");
        assertThat(Files.readString(file)).isEqualTo("two\n");
    }

    @Test
    void anAuditFileIsContinuedAfterARestart() throws IOException {
        Path file = directory.resolve("audit.jsonl");
        for (String line : List.of("one", "two")) {
            try (AuditFile audit = new AuditFile(file, 1000)) {
                audit.take(line);
            }
        }

        assertThat(Files.readString(file)).isEqualTo("one\ntwo\n");
    }
}

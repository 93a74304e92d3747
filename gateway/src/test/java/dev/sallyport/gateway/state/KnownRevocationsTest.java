package dev.sallyport.gateway.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.session.Revocation;
import dev.sallyport.session.SessionClaims;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(StoreEngine.class)
class KnownRevocationsTest {
    private static final Revocation ONE = session("00000000000000000000000000000001", 1_780_000_000L);
    private static final Revocation OTHER = session("00000000000000000000000000000002", 1_780_000_000L);

    @TempDir
    Path temp;

    private final StoreEngine engine;
    private Database database;
    private Instant now = Instant.ofEpochSecond(1_780_000_000L);
    private long nanos;

    KnownRevocationsTest(StoreEngine engine) {
        this.engine = engine;
    }

    @BeforeEach
    void open() {
        database = engine.open(temp.resolve("data"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whatIsRevokedIsInForceAtOnceAndAfterARestart() {
        KnownRevocations revocations = known();
        assertThat(revocations.current().includes(ONE)).isFalse();
        long number = revocations.add(List.of(ONE));
        assertThat(revocations.current().includes(ONE)).isTrue();
        close();
        open();

        assertThat(known().current().includes(ONE)).isTrue();
        assertThat(known().add(List.of(OTHER))).isGreaterThan(number);
    }

    @Test
    void anotherNodeHearsOfItAndIsNamedUntilThen() {
        KnownRevocations here = known();
        KnownRevocations there = known();
        KnownRevocations.Node node = there.node("n1", "gateway-2");
        node.confirm();
        long number = here.add(List.of(ONE));
        assertThat(here.notConfirmed(number)).containsExactly("gateway-2");

        there.refresh();
        node.confirm();

        assertThat(there.current().includes(ONE)).isTrue();
        assertThat(here.notConfirmed(number)).isEmpty();
    }

    @Test
    void aNodeThatLeftOrWasSilentForAMinuteIsNotWaitedFor() {
        KnownRevocations here = known();
        KnownRevocations.Node leaving = here.node("n1", "leaving");
        KnownRevocations.Node silent = here.node("n2", "silent");
        leaving.confirm();
        silent.confirm();
        long number = here.add(List.of(ONE));
        leaving.leave();
        assertThat(here.notConfirmed(number)).containsExactly("silent");

        now = now.plus(KnownRevocations.HEARD_WITHIN).plusSeconds(1);

        assertThat(here.notConfirmed(number)).isEmpty();
    }

    @Test
    void aNodeThatIsKnownToHaveEndedIsNotWaitedFor() {
        KnownRevocations here = known();
        here.node("n1", "killed").confirm();
        here.node("n2", "silent").confirm();
        long number = here.add(List.of(ONE));

        here.forgetNodes(List.of());
        here.forgetNodes(List.of("n1", "n3"));

        assertThat(here.notConfirmed(number)).containsExactly("silent");
    }

    @Test
    void whoHasHeardNothingForAMinuteVouchesForNoSession() {
        KnownRevocations revocations = known();
        nanos += KnownRevocations.HEARD_WITHIN.toNanos();
        assertThat(revocations.current().size()).isZero();
        nanos++;
        assertThatThrownBy(revocations::current)
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.error()).isEqualTo(ApiError.SERVICE_UNAVAILABLE));

        revocations.refresh();

        assertThat(revocations.current().size()).isZero();
    }

    @Test
    void whatCanMeetNoSessionAnyMoreIsForgottenAndItsNumberNotGivenAgain() {
        KnownRevocations revocations = known();
        long first = revocations.add(List.of(ONE, OTHER));
        now = now.plus(SessionClaims.MAX_LIFETIME).plus(Duration.ofHours(1));

        assertThat(known().current().size()).isZero();
        long second = revocations.add(List.of(session("00000000000000000000000000000003", now.getEpochSecond())));

        assertThat(second).isGreaterThan(first);
        assertThat(rows()).isLessThan(3);
    }

    @Test
    void thereIsABoundThatSaysWhatToDo() {
        KnownRevocations revocations = known();
        revocations.add(java.util.stream.LongStream.range(0, KnownRevocations.MOST)
                .mapToObj(i -> session(String.format(java.util.Locale.ROOT, "%032x", i), now.getEpochSecond()))
                .toList());

        assertThatThrownBy(() -> revocations.add(List.of(session("f".repeat(32), now.getEpochSecond()))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("revoke a whole role");
        assertThat(revocations.current().size()).isEqualTo(KnownRevocations.MOST);
    }

    private long rows() {
        return database.write(transaction -> transaction
                .createQuery("select count(*) from revocation")
                .mapTo(Long.class)
                .one());
    }

    private KnownRevocations known() {
        return new KnownRevocations(database, () -> now, () -> nanos);
    }

    private static Revocation session(String id, long at) {
        return new Revocation(Revocation.Kind.SESSION, id, Instant.ofEpochSecond(at), Instant.ofEpochSecond(at));
    }
}

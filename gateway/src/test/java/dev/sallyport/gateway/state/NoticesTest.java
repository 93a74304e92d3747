package dev.sallyport.gateway.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(StoreEngine.class)
class NoticesTest {
    private static final Instant NOW = Instant.parse("2026-01-15T12:00:00.123Z");

    @TempDir
    Path temp;

    private final StoreEngine engine;
    private Database database;

    NoticesTest(StoreEngine engine) {
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
    void aNoticeIsDueUntilItIsDeliveredAndSurvivesARestart() {
        notices().add(List.of(notice("a"), notice("b")));
        close();
        open();
        assertThat(notices().due(NOW, 10)).containsExactly(notice("a"), notice("b"));
        assertThat(notices().undelivered()).isEqualTo(new Notices.Undelivered(2, Optional.of(NOW)));

        notices().delivered("a", NOW);
        notices().delivered("b", NOW);

        assertThat(notices().due(NOW, 10)).isEmpty();
        assertThat(notices().undelivered()).isEqualTo(new Notices.Undelivered(0, Optional.empty()));
    }

    @Test
    void afterAFailureItWaitsAndCounts() {
        notices().add(List.of(notice("a")));
        notices().failed("a", NOW.plus(Duration.ofSeconds(5)));

        assertThat(notices().due(NOW.plusSeconds(4), 10)).isEmpty();
        assertThat(notices().due(NOW.plusSeconds(5), 10))
                .singleElement()
                .satisfies(notice -> assertThat(notice.attempts()).isEqualTo(1));
    }

    private Notices notices() {
        return new Notices(database);
    }

    private static Notices.Notice notice(String id) {
        return new Notices.Notice(id, "file /x", "{\"a\":1}", NOW, 0);
    }
}

package dev.sallyport.gateway.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.identity.Arn;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(StoreEngine.class)
class SpentTokensTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_780_000_000L);
    private static final Instant ACCEPTED_UNTIL = NOW.plus(Duration.ofMinutes(10));
    private static final Arn GITHUB =
            Arn.parse("arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com");
    private static final Arn GITLAB = Arn.parse("arn:aws:iam::111122223333:oidc-provider/gitlab.com");

    @TempDir
    Path temp;

    private final StoreEngine engine;
    private Database database;
    private SpentTokens tokens;

    SpentTokensTest(StoreEngine engine) {
        this.engine = engine;
    }

    @BeforeEach
    void open() {
        database = engine.open(temp.resolve("data"));
        tokens = new SpentTokens(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aTokenIsUsedOnceAndStaysUsedAfterARestart() {
        assertThat(spend(GITHUB, "j-1", NOW)).isEmpty();
        assertThat(spend(GITHUB, "j-1", NOW.plusSeconds(5))).contains(NOW);

        close();
        open();

        assertThat(spend(GITHUB, "j-1", NOW.plusSeconds(9))).contains(NOW);
    }

    @Test
    void anIdMeansATokenOfItsOwnIssuerAlone() {
        assertThat(spend(GITHUB, "j-1", NOW)).isEmpty();
        assertThat(spend(GITLAB, "j-1", NOW)).isEmpty();
        assertThat(spend(GITHUB, "J-1", NOW)).isEmpty();
        assertThat(spend(GITHUB, "j-1 ", NOW)).isEmpty();
    }

    @Test
    void ofParallelCallsWithOneTokenExactlyOneSucceeds() throws Exception {
        int callers = 16;
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            for (int round = 0; round < 10; round++) {
                String id = "round-" + round;
                List<Future<Optional<Instant>>> calls = new ArrayList<>();
                for (int i = 0; i < callers; i++) {
                    calls.add(threads.submit(() -> {
                        start.await();
                        return spend(GITHUB, id, NOW);
                    }));
                }
                start.countDown();
                int unused = 0;
                for (Future<Optional<Instant>> call : calls) {
                    unused += call.get(60, TimeUnit.SECONDS).isEmpty() ? 1 : 0;
                }
                assertThat(unused).isEqualTo(1);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aTokenIsRememberedForAsLongAsAClockThatWasSetBackCouldTakeIt() {
        spend(GITHUB, "j-1", NOW);
        Instant end = ACCEPTED_UNTIL.plus(SpentTokens.MARGIN);

        spend(GITHUB, "other", end);
        assertThat(rows()).isEqualTo(2);
        spend(GITHUB, "another", end.plusSeconds(1));
        assertThat(rows()).isEqualTo(1);
        assertThat(spend(GITHUB, "j-1", end.plusSeconds(1))).isEmpty();
    }

    @Test
    void rowsDoNotPileUp() {
        for (int i = 0; i < 250; i++) {
            spend(GITHUB, "old-" + i, NOW);
        }
        Instant later = NOW.plus(Duration.ofDays(2));
        for (int i = 0; i < 3; i++) {
            tokens.spend(GITHUB, "new-" + i, later.plus(Duration.ofMinutes(10)), later);
        }

        assertThat(rows()).isEqualTo(3);
    }

    @Test
    void withoutTheStoreNothingIsUsedUp() throws IOException {
        spend(GITHUB, "j-1", NOW);
        close();
        engine.lose(temp.resolve("data"));

        assertThatThrownBy(() -> spend(GITHUB, "j-2", NOW))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.error()).isEqualTo(ApiError.SERVICE_UNAVAILABLE));
    }

    private Optional<Instant> spend(Arn provider, String id, Instant now) {
        return tokens.spend(provider, id, ACCEPTED_UNTIL, now);
    }

    private int rows() {
        return database.write(transaction -> transaction
                .createQuery("select count(*) from spent_token")
                .mapTo(Integer.class)
                .one());
    }
}

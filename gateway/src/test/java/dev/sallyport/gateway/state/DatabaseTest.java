package dev.sallyport.gateway.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

/** What every database promises to the stores. */
@ParameterizedClass
@EnumSource(StoreEngine.class)
class DatabaseTest {
    private static final int THREADS = 8;
    private static final int EACH = 10;

    @TempDir
    Path temp;

    private final StoreEngine engine;
    private Database database;

    DatabaseTest(StoreEngine engine) {
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
    void whatWasWrittenIsThereAfterARestart() {
        note("written");
        close();
        open();

        assertThat(noted("written")).isTrue();
    }

    @Test
    void workThatFailsLeavesNothing() {
        assertThatThrownBy(() -> database.write(transaction -> {
                    transaction.execute("insert into made_key (name, made_at) values ('half', 1)");
                    throw new IllegalStateException("not after all");
                }))
                .hasMessage("not after all");

        assertThat(noted("half")).isFalse();
    }

    @Test
    void aRefusedStatementIsAFailureOfTheServiceAndLeavesNothing() {
        note("one");
        assertThatThrownBy(() -> database.write(transaction -> {
                    transaction.execute("insert into made_key (name, made_at) values ('other', 1)");
                    return transaction.execute("insert into made_key (name, made_at) values ('one', 1)");
                }))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.error()).isEqualTo(ApiError.SERVICE_UNAVAILABLE));

        assertThat(noted("other")).isFalse();
        note("afterwards");
        assertThat(noted("afterwards")).isTrue();
    }

    /** What one read before it wrote stays true: else two would count from the same number. */
    @Test
    void transactionsBehaveAsIfEachRanAlone() throws Exception {
        note("counter");
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (Database other = engine.open(temp.resolve("data"))) {
            List<Future<Boolean>> counts = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Database mine = i % 2 == 0 ? database : other;
                counts.add(threads.submit(() -> {
                    for (int n = 0; n < EACH; n++) {
                        count(mine);
                    }
                    return true;
                }));
            }
            for (Future<Boolean> count : counts) {
                assertThat(count.get(60, TimeUnit.SECONDS)).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(counter(database)).isEqualTo(1 + THREADS * EACH);
    }

    private static void count(Database database) {
        database.write(transaction -> {
            long seen = transaction
                    .createQuery("select made_at from made_key where name = 'counter'")
                    .mapTo(Long.class)
                    .one();
            return transaction
                    .createUpdate("update made_key set made_at = :next where name = 'counter'")
                    .bind("next", seen + 1)
                    .execute();
        });
    }

    private static long counter(Database database) {
        return database.write(transaction -> transaction
                .createQuery("select made_at from made_key where name = 'counter'")
                .mapTo(Long.class)
                .one());
    }

    private void note(String name) {
        int rows = database.write(transaction -> transaction
                .createUpdate("insert into made_key (name, made_at) values (:name, 1)")
                .bind("name", name)
                .execute());
        assertThat(rows).isEqualTo(1);
    }

    private boolean noted(String name) {
        return database.write(transaction -> transaction
                .createQuery("select name from made_key where name = :name")
                .bind("name", name)
                .mapTo(String.class)
                .findOne()
                .isPresent());
    }
}

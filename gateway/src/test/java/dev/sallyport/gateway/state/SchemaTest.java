package dev.sallyport.gateway.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.sallyport.gateway.files.OwnerOnly;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class SchemaTest {
    @TempDir
    Path temp;

    /** A file that builds on more than the first one fails here, where it is alone with that. */
    @TestFactory
    Stream<DynamicTest> whateverADirectoryMissedItGetsLate() throws Exception {
        Path first = Path.of(
                Schema.class.getResource("migration/V1__first_light.sql").toURI());
        List<Path> others;
        try (Stream<Path> all = Files.list(first.getParent())) {
            others = all.filter(file -> !file.equals(first)).sorted().toList();
        }
        assertThat(others).isNotEmpty();
        return others.stream()
                .map(other -> dynamicTest("it has " + other.getFileName(), () -> {
                    DataDirectory data = DataDirectory.open(temp.resolve(other.getFileName()));
                    Path some = Files.createDirectory(data.path().resolve("some"));
                    Files.copy(first, some.resolve(first.getFileName()));
                    Files.copy(other, some.resolve(other.getFileName()));
                    OwnerOnly.file(data.database());
                    Flyway before = Schema.configure()
                            .locations("filesystem:" + some)
                            .dataSource("jdbc:sqlite:" + data.database(), "", "")
                            .load();
                    assertThat(before.migrate().migrationsExecuted).isEqualTo(2);

                    try (SqliteDatabase database = SqliteDatabase.open(data)) {
                        int done = database.<Integer>write(transaction -> transaction
                                .createQuery("select count(*) from flyway_schema_history where success")
                                .mapTo(Integer.class)
                                .one());
                        assertThat(done).isEqualTo(1 + others.size());
                    }
                }));
    }
}

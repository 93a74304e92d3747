package dev.sallyport.gateway.state;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.config.DatabasePassword;
import dev.sallyport.config.DatabaseSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresDatabaseTest {
    @TempDir
    Path temp;

    @Test
    void aServerThatDoesNotWaitForItsDiskIsRefused() {
        DatabaseSettings.Postgresql settings = StoreEngine.postgresql(temp);
        try (Database database = PostgresDatabase.open(settings)) {
            boolean unused = database.write(transaction -> {
                transaction.execute("alter database " + name(settings) + " set synchronous_commit = off");
                return true;
            });
        }

        assertThatThrownBy(() -> PostgresDatabase.open(settings))
                .isInstanceOf(DatabaseFault.class)
                .hasMessageContaining("`synchronous_commit = off`")
                .hasMessageContaining("set it to `on`");
    }

    @Test
    void aDatabaseThatIsAwayIsAFaultOfTheStartAndNamesNoPassword() {
        DatabaseSettings.Postgresql settings = new DatabaseSettings.Postgresql(
                "jdbc:postgresql://localhost:1/none", "sallyport", DatabasePassword.of("correct horse battery"));

        assertThatThrownBy(() -> PostgresDatabase.open(settings))
                .isInstanceOf(DatabaseFault.class)
                .hasMessageContaining("`jdbc:postgresql://localhost:1/none` cannot be opened")
                .hasMessageNotContaining("battery");
    }

    private static String name(DatabaseSettings.Postgresql settings) {
        return settings.url().substring(settings.url().lastIndexOf('/') + 1);
    }
}

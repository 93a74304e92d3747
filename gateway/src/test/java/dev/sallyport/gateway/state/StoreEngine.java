package dev.sallyport.gateway.state;

import dev.sallyport.config.DatabasePassword;
import dev.sallyport.config.DatabaseSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** The databases that every test of a store runs on. A directory stands for an installation: opened again, it is there. */
public enum StoreEngine {
    SQLITE {
        @Override
        public Database open(Path directory) {
            return SqliteDatabase.open(DataDirectory.open(directory));
        }

        @Override
        void lose(Path directory) throws IOException {
            Files.delete(directory.resolve("sallyport.db"));
            Files.createDirectory(directory.resolve("sallyport.db"));
        }
    },
    POSTGRESQL {
        @Override
        public Database open(Path directory) {
            return PostgresDatabase.open(postgresql(directory));
        }

        @Override
        void lose(Path directory) {
            drop(directory);
        }
    };

    public abstract Database open(Path directory);

    /** What another process opens the same database by. */
    String address(Path directory) {
        return this == SQLITE ? directory.toString() : postgresql(directory).url();
    }

    static Database openAt(String address) {
        return address.startsWith("jdbc:") ? PostgresDatabase.open(at(address)) : SQLITE.open(Path.of(address));
    }

    /** Takes the database away, for good. */
    abstract void lose(Path directory) throws IOException;

    private static final long BYTES_OF_A_SERVER = 1L << 30;
    private static final String PASSWORD = "the test server asks for none";
    private static final Map<Path, String> DATABASES = new HashMap<>();
    private static Optional<EmbeddedPostgres> server = Optional.empty();

    /** A database of its own for {@code directory}, on the one server that is started for all tests of a module. */
    public static synchronized DatabaseSettings.Postgresql postgresql(Path directory) {
        EmbeddedPostgres running = server();
        String name = DATABASES.computeIfAbsent(directory.toAbsolutePath(), path -> {
            execute("create database store_" + DATABASES.size());
            return "store_" + DATABASES.size();
        });
        return at("jdbc:postgresql://localhost:" + running.getPort() + "/" + name);
    }

    private static synchronized void drop(Path directory) {
        execute("drop database " + DATABASES.get(directory.toAbsolutePath()) + " with (force)");
    }

    private static DatabaseSettings.Postgresql at(String url) {
        return new DatabaseSettings.Postgresql(url, "postgres", DatabasePassword.of(PASSWORD));
    }

    private static EmbeddedPostgres server() {
        if (server.isEmpty()) {
            if (!isLinuxOnAmd64()) {
                String skipped = "SKIPPED: the tests of stores on PostgreSQL, whose binaries the build has for Linux on"
                        + " amd64 only";
                System.err.println(skipped);
                Assumptions.abort(skipped);
            }
            try {
                EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder();
                inMemory().ifPresent(builder::setDataDirectory);
                // As a server runs that we accept: the library turns both off.
                server = Optional.of(builder.setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("max_connections", "100")
                        .start());
            } catch (IOException e) {
                throw new IllegalStateException("the embedded PostgreSQL does not start", e);
            }
        }
        return server.get();
    }

    /** Where flushing to disk costs nothing. The tests kill our process and not the machine. */
    private static Optional<Path> inMemory() throws IOException {
        Path memory = Path.of("/dev/shm");
        return Files.isDirectory(memory) && Files.getFileStore(memory).getUsableSpace() > BYTES_OF_A_SERVER
                ? Optional.of(Files.createTempDirectory(memory, "sallyport-postgres-"))
                : Optional.empty();
    }

    private static void execute(String sql) {
        try (Connection connection = server().getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("the database of the test: " + sql, e);
        }
    }

    private static boolean isLinuxOnAmd64() {
        String architecture = System.getProperty("os.arch");
        return System.getProperty("os.name").equals("Linux")
                && (architecture.equals("amd64") || architecture.equals("x86_64"));
    }
}

package dev.sallyport.gateway.state;

import dev.sallyport.gateway.files.FileFault;
import dev.sallyport.gateway.files.OwnerOnly;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * The embedded database: one file in the data directory, with a write-ahead log and {@code synchronous=FULL}.
 *
 * <p>SQLite has one writer at a time, so this class has one connection that threads take in turn; other processes wait
 * for SQLite's own lock. A transaction takes the write lock when it begins ({@code BEGIN IMMEDIATE}): what it reads first
 * cannot change before it writes. After a failure the connection is given up and the next call opens another, so that a
 * full disk is only as long a fault as it is full.
 */
public final class SqliteDatabase implements Database {
    /** How long a caller waits for its turn, and then for another process, before it is refused. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Path file;
    private final ReentrantLock turn = new ReentrantLock(true);
    private Optional<Connection> connection = Optional.empty();

    private SqliteDatabase(Path file) {
        this.file = file;
    }

    /**
     * Opens the database of {@code directory}, made and migrated where needed.
     *
     * @throws FileFault when the file is not a database of ours, or others than the owner have rights on it
     */
    public static SqliteDatabase open(DataDirectory directory) {
        Path file = directory.database();
        if (file.toString().indexOf('?') >= 0) {
            throw new FileFault("the path `" + file + "` holds a `?`, which a database path cannot: choose another");
        }
        return directory.exclusively(() -> {
            // SQLite gives its side files (-wal, -shm) the rights of this one.
            OwnerOnly.file(file);
            migrate(file);
            return new SqliteDatabase(file);
        });
    }

    @Override
    public <T> T write(Function<Handle, T> work) {
        try {
            if (!turn.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw Unavailable.because("no turn at the database in " + PATIENCE.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Unavailable.because("interrupted while waiting for the database");
        }
        try (Handle handle = Jdbi.create(connection()).open()) {
            return handle.inTransaction(work::apply);
        } catch (JdbiException | SQLException e) {
            giveUpConnection();
            throw Unavailable.because("database: " + e.getMessage());
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void close() {
        turn.lock();
        try {
            giveUpConnection();
        } finally {
            turn.unlock();
        }
    }

    private Connection connection() throws SQLException {
        if (connection.isEmpty()) {
            connection = Optional.of(DriverManager.getConnection(url(file), properties()));
        }
        return connection.get();
    }

    private void giveUpConnection() {
        connection.ifPresent(old -> {
            try {
                old.close();
            } catch (SQLException alreadyBroken) {
                // The fault that made us give it up is the one that is reported.
            }
        });
        connection = Optional.empty();
    }

    private static void migrate(Path file) {
        try {
            Schema.configure()
                    .dataSource(url(file), "", "")
                    .jdbcProperties(Map.of("busy_timeout", Long.toString(PATIENCE.toMillis())))
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new FileFault(
                    "the database `" + file + "` cannot be opened (" + Schema.firstLine(e)
                            + "): restore it from a backup, or use another data directory",
                    e);
        }
    }

    private static String url(Path file) {
        return "jdbc:sqlite:" + file;
    }

    private static Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("journal_mode", "WAL");
        properties.setProperty("synchronous", "FULL");
        properties.setProperty("foreign_keys", "true");
        properties.setProperty("busy_timeout", Long.toString(PATIENCE.toMillis()));
        properties.setProperty("transaction_mode", "IMMEDIATE");
        return properties;
    }
}

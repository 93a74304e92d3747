package dev.sallyport.gateway.state;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.sallyport.config.DatabaseSettings;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * A database server that several nodes share.
 *
 * <p>PostgreSQL lets serializable transactions run side by side and ends one of two that could not have run one after the
 * other; that one is run again here, a bounded number of times. A server that would acknowledge what is not on its disk
 * ({@code fsync} or {@code synchronous_commit} off) is refused at start. Of several hosts only the primary is used: a
 * replica that lags would take a code twice.
 */
public final class PostgresDatabase implements Database {
    /** How long a caller waits for a connection, for a statement or for a lock, before it is refused. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Past it the network has lost the server, and nobody knows what it did. */
    private static final Duration SILENCE = PATIENCE.multipliedBy(2);

    /** A node spends a few codes and tokens at a time; more connections would only meet more often. */
    private static final int CONNECTIONS = 8;

    /** With {@link #CONNECTIONS} of a few nodes on one row, each round lets at least one through. */
    private static final int ATTEMPTS = 30;

    private static final Set<String> RUN_IT_AGAIN = Set.of("40001", "40P01"); // serialization failure, deadlock

    private final HikariDataSource pool;
    private final Jdbi jdbi;

    private PostgresDatabase(HikariDataSource pool) {
        this.pool = pool;
        this.jdbi = Jdbi.create(pool);
    }

    /**
     * Connects, and makes or migrates the tables where needed.
     *
     * @throws DatabaseFault when that is not possible, or the server does not keep what it acknowledges
     */
    public static PostgresDatabase open(DatabaseSettings.Postgresql settings) {
        HikariDataSource pool;
        try {
            pool = new HikariDataSource(pool(settings));
        } catch (RuntimeException e) {
            throw cannotOpen(settings, e);
        }
        boolean opened = false;
        try {
            Schema.configure().dataSource(pool).load().migrate();
            PostgresDatabase database = new PostgresDatabase(pool);
            database.requireOn(settings, "fsync");
            database.requireOn(settings, "synchronous_commit");
            opened = true;
            return database;
        } catch (FlywayException | JdbiException e) {
            throw cannotOpen(settings, e);
        } finally {
            if (!opened) {
                pool.close();
            }
        }
    }

    @Override
    public <T> T write(Function<Handle, T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return jdbi.inTransaction(work::apply);
            } catch (JdbiException e) {
                if (attempt == ATTEMPTS || !isToBeRunAgain(e)) {
                    throw Unavailable.because("database: " + Schema.firstLine(e));
                }
            }
            // The others of the collision pick another moment too.
            LockSupport.parkNanos(
                    TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextInt(1, 2 + attempt)));
        }
    }

    @Override
    public void close() {
        pool.close();
    }

    private void requireOn(DatabaseSettings.Postgresql settings, String setting) {
        String value = jdbi.withHandle(handle ->
                handle.createQuery("show " + setting).mapTo(String.class).one());
        if (value.equals("off") || value.equals("local")) {
            throw new DatabaseFault("the database `" + settings.url() + "` runs with `" + setting + " = " + value
                    + "`, so it can lose a code that was spent and a session that was revoked: set it to `on`");
        }
    }

    private static HikariConfig pool(DatabaseSettings.Postgresql settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("sallyport");
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.user());
        config.setPassword(settings.password().reveal());
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(PATIENCE.toMillis());
        config.setValidationTimeout(PATIENCE.toMillis() / 2);
        config.setInitializationFailTimeout(1); // One that is away now is a fault of the start, not of each request.
        config.setTransactionIsolation("TRANSACTION_SERIALIZABLE");
        config.addDataSourceProperty("ApplicationName", "sallyport");
        config.addDataSourceProperty("targetServerType", "primary");
        config.addDataSourceProperty("connectTimeout", Long.toString(PATIENCE.toSeconds()));
        config.addDataSourceProperty("loginTimeout", Long.toString(PATIENCE.toSeconds()));
        config.addDataSourceProperty("socketTimeout", Long.toString(SILENCE.toSeconds()));
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty(
                "options",
                "-c statement_timeout=" + PATIENCE.toMillis() + " -c lock_timeout=" + PATIENCE.toMillis()
                        + " -c idle_in_transaction_session_timeout=" + SILENCE.toMillis());
        return config;
    }

    private static boolean isToBeRunAgain(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                String state = sql.getSQLState();
                return state != null && RUN_IT_AGAIN.contains(state);
            }
        }
        return false;
    }

    private static DatabaseFault cannotOpen(DatabaseSettings.Postgresql settings, RuntimeException e) {
        return new DatabaseFault(
                "the database `" + settings.url() + "` cannot be opened (" + Schema.firstLine(e)
                        + "): start it, or correct `url`, `user` and `password` below `database`; it needs a database of"
                        + " its own",
                e);
    }
}

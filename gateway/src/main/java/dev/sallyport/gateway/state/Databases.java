package dev.sallyport.gateway.state;

import dev.sallyport.config.DatabaseSettings;

/** Opens the database that the server file names. */
public final class Databases {
    private Databases() {}

    /**
     * @throws dev.sallyport.gateway.files.FileFault when the embedded one cannot be used
     * @throws DatabaseFault when the shared one cannot
     */
    public static Database open(DatabaseSettings settings, DataDirectory directory) {
        return settings instanceof DatabaseSettings.Postgresql postgresql
                ? PostgresDatabase.open(postgresql)
                : SqliteDatabase.open(directory);
    }
}

package dev.sallyport.config;

/** Where spent codes, unique ids, revocations and notices are kept. */
public sealed interface DatabaseSettings {
    /** A SQLite file in the data directory: one node, nothing to set. */
    record Embedded() implements DatabaseSettings {}

    /**
     * A PostgreSQL server, which several nodes can share.
     *
     * @param url {@code jdbc:postgresql://HOST/DATABASE}, without user and password, and over TLS unless the server is
     *     on this machine
     */
    record Postgresql(String url, String user, DatabasePassword password) implements DatabaseSettings {}
}

package dev.sallyport.gateway.state;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** The tables, brought to what this version needs: one file for each change, the same for every database. */
final class Schema {
    private static final String MIGRATIONS = "classpath:dev/sallyport/gateway/state/migration";

    private Schema() {}

    /** A Flyway that lacks only the database. */
    static FluentConfiguration configure() {
        // No file looks at another's tables, so their order does not matter, and a directory that missed one gets it
        // late.
        return Flyway.configure().locations(MIGRATIONS).outOfOrder(true).placeholderReplacement(false);
    }

    /** What a failed migration says first; the rest is for programmers. */
    static String firstLine(Exception e) {
        String message = String.valueOf(e.getMessage());
        return message.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse("no reason given");
    }
}

package dev.sallyport.gateway.state;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** The tables, brought to what this version needs: one file for each change, the same for every database. */
final class Schema {
    private static final String MIGRATIONS = "classpath:dev/sallyport/gateway/state/migration";

    private Schema() {}

    /** A Flyway that lacks only the database. */
    static FluentConfiguration configure() {
        // Changes that are written side by side get their numbers then and land in any order, so a directory that ran
        // what lay between meets a lower number late. It gets it late: each file builds on the first one alone.
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

package dev.sallyport.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseReaderTest {
    @TempDir
    private Path folder;

    private ConfigurationFiles files;

    @BeforeEach
    void writeFiles() throws IOException {
        files = new ConfigurationFiles(folder);
        Path password = folder.resolve("database-password");
        Files.createFile(password, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(password, "correct horse battery staple\n");
    }

    @Test
    void withoutTheSettingTheDatabaseIsAFileInTheDataDirectory() {
        assertThat(files.loaded().server().database()).isEqualTo(new DatabaseSettings.Embedded());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://localhost/sallyport",
                "jdbc:postgresql://127.0.0.1:5432/sallyport?currentSchema=sts",
                "jdbc:postgresql://[::1]:5432/sallyport",
                "jdbc:postgresql://db.example.com/sallyport?sslmode=verify-full&sslrootcert=/etc/db-ca.pem",
                "jdbc:postgresql://db1:5432,db2:5432/sallyport?sslmode=verify-full"
            })
    void aServerOnThisMachineOrBehindVerifiedTlsIsTaken(String url) {
        assertThat(at(url).loaded().server().database())
                .isEqualTo(new DatabaseSettings.Postgresql(
                        url, "sallyport", DatabasePassword.of("correct horse battery staple")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db.example.com/sallyport",
                "jdbc:postgresql://db.example.com/sallyport?sslmode=require",
                "jdbc:postgresql://localhost,db.example.com/sallyport",
                "jdbc:postgresql://localhost.example.com/sallyport",
                "jdbc:postgresql://127.0.0.1.example.com/sallyport"
            })
    void aServerElsewhereIsReachedOverVerifiedTlsOrNotAtAll(String url) {
        assertThat(at(url).messages())
                .containsExactly(
                        "database.postgresql.url: the database is not on this machine, so it is reached over TLS:"
                                + " add `?sslmode=verify-full&sslrootcert=FILE` with the certificate of its authority");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://localhost/sallyport",
                "jdbc:sqlite:/tmp/some.db",
                "jdbc:postgresql:///sallyport",
                "jdbc:postgresql://localhost",
                "jdbc:postgresql://localhost/",
                "jdbc:postgresql://localhost/a/b",
                "jdbc:postgresql://localhost/sally port",
                "jdbc:postgresql://sallyport:hunter2@localhost/sallyport",
                "jdbc:postgresql://localhost/sallyport?password=hunter2",
                "jdbc:postgresql://localhost/sallyport?socketFactory=java.lang.Object",
                "jdbc:postgresql://localhost/sallyport?loggerFile=/etc/passwd",
                "jdbc:postgresql://localhost/sallyport?sslmode=disable&sslmode=verify-full",
                "jdbc:postgresql://localhost/sallyport?sslmode"
            })
    void anAddressThatSaysMoreOrLessThanWhereTheDatabaseIsIsRefused(String url) {
        assertThat(at(url).messages()).singleElement().asString().startsWith("database.postgresql.url: ");
    }

    @Test
    void aPasswordNeverStandsInTheFileAndNeverPrints() {
        assertThat(files.server(
                                "regions:",
                                "database: {postgresql: {url: \"jdbc:postgresql://localhost/a\", user: a, password: hunter2}}\n"
                                        + "regions:")
                        .messages())
                .singleElement()
                .asString()
                .startsWith("database.postgresql.password: a secret never stands in a configuration file")
                .doesNotContain("hunter2");
        assertThat(DatabasePassword.of("hunter2").toString()).isEqualTo("DatabasePassword[redacted]");
    }

    @Test
    void sqliteIsNotASetting() {
        assertThat(files.server("regions:", "database: {sqlite: {}}\nregions:").messages())
                .contains(
                        "database.sqlite: SQLite in the data directory is what is used without `database`; leave it out");
    }

    private ConfigurationFiles at(String url) {
        return files.server(
                "regions:",
                "database:\n  postgresql:\n    url: \"" + url
                        + "\"\n    user: sallyport\n    password: file:database-password\nregions:");
    }
}

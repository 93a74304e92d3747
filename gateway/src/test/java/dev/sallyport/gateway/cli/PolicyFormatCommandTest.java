package dev.sallyport.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyFormatCommandTest {
    private static final String WRITTEN =
            "{\"Statement\":[{\"Action\":\"a:B\",\"Effect\":\"Allow\",\"Resource\":\"*\"}],\"Version\":\"2012-10-17\"}";
    private static final String FORMATTED = """
            {
              "Version": "2012-10-17",
              "Statement": [
                {
                  "Effect": "Allow",
                  "Action": "a:B",
                  "Resource": "*"
                }
              ]
            }
            """;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path policy;

    @BeforeEach
    void writePolicy() throws IOException {
        policy = Files.writeString(folder.resolve("policy.json"), WRITTEN);
    }

    @Test
    void itPrintsAndLeavesTheFileAlone() {
        assertThat(run(policy.toString())).isEqualTo(ExitStatus.DONE);
        assertThat(out).hasToString(FORMATTED);
        assertThat(policy).hasContent(WRITTEN);
    }

    @Test
    void checkNamesWhatWouldChangeAndChangesNothing() throws IOException {
        Path good = Files.writeString(folder.resolve("good.json"), FORMATTED);
        assertThat(run("--check", policy.toString(), good.toString())).isEqualTo(ExitStatus.FINDINGS);
        assertThat(out).hasToString(policy + "\n");
        assertThat(policy).hasContent(WRITTEN);
        assertThat(run("--check", good.toString())).isEqualTo(ExitStatus.DONE);
    }

    @Test
    void writeReplacesTheFileAndKeepsWhoMayReadIt() throws IOException {
        Files.setPosixFilePermissions(policy, PosixFilePermissions.fromString("rw-r-----"));
        Path link = Files.createSymbolicLink(folder.resolve("link.json"), policy);
        assertThat(run("--write", link.toString())).isEqualTo(ExitStatus.DONE);
        assertThat(out).hasToString(link + "\n");
        assertThat(Files.readString(policy)).isEqualTo(FORMATTED);
        assertThat(link).isSymbolicLink();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(policy)))
                .isEqualTo("rw-r-----");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(policy, link);
        }
    }

    @Test
    void whatIsNoPolicyIsNamedWithItsPlaceAndNotReplaced() throws IOException {
        Path typo = Files.writeString(folder.resolve("typo.json"), WRITTEN.replace("Action", "Actoin"));
        assertThat(run("--write", typo.toString(), policy.toString())).isEqualTo(ExitStatus.USAGE);
        assertThat(err).hasToString(typo + ":1:16: a statement has no element `Actoin`\n");
        assertThat(typo).content().contains("Actoin");
        assertThat(policy).hasContent(FORMATTED);
    }

    @Test
    void whatCannotBeReadIsSaidWithTheReason() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.json"));
        Path latin = Files.write(folder.resolve("latin.json"), "\"\u00e9\"".getBytes(StandardCharsets.ISO_8859_1));
        Path huge = Files.write(folder.resolve("huge.json"), new byte[(1 << 20) + 1]);
        Path absent = folder.resolve("absent.json");
        assertThat(run(empty.toString(), latin.toString(), huge.toString(), absent.toString(), folder.toString()))
                .isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString().lines())
                .containsExactly(
                        "cannot read `" + empty + "`: it is empty; name a policy document",
                        "cannot read `" + latin + "`: it is not UTF-8; save it as UTF-8",
                        "cannot read `" + huge + "`: it is larger than 1048576 bytes; name a policy document",
                        "cannot read `" + absent + "`: there is no such file; name a policy document",
                        "cannot read `" + folder + "`: it is a directory; name a policy document");
    }

    @Test
    void writeAndCheckDoNotGoTogether() {
        assertThat(run("--write", "--check", policy.toString())).isEqualTo(ExitStatus.USAGE);
        assertThat(policy).hasContent(WRITTEN);
    }

    private int run(String... arguments) {
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(Stream.concat(Stream.of("policy", "format"), Stream.of(arguments))
                        .toArray(String[]::new));
    }
}

package dev.sallyport.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.json.Json;
import dev.sallyport.json.JsonArray;
import dev.sallyport.json.JsonLimits;
import dev.sallyport.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyDiffCommandTest {
    private static final String READ = """
            {"Version": "2012-10-17", "Statement": [
              {"Sid": "Read", "Effect": "Allow", "Action": "orders:Read", "Resource": "*"}]}
            """;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void oneDocumentInTwoWaysIsTheSame() throws IOException {
        Path a = write("a.json", READ);
        Path b = write("b.json", READ.replace("\"orders:Read\"", "[\"Orders:read\"]"));
        assertThat(run(a.toString(), b.toString())).isEqualTo(ExitStatus.DONE);
        assertThat(out).hasToString("the same document, written in two ways\n");
    }

    @Test
    void whatOneAllowsAndTheOtherNotIsSaidWithItsStatement() throws IOException {
        Path a = write("a.json", READ);
        Path b = write("b.json", READ.replace("orders:Read", "orders:*"));
        assertThat(run(a.toString(), b.toString())).isEqualTo(ExitStatus.FINDINGS);
        assertThat(out.toString())
                .startsWith("different documents\n" + b + " allows what " + a + " does not allow: ")
                .contains("  orders:Any on arn:aws:unmentioned:eu-west-1:000000000000:resource by"
                        + " arn:aws:iam::123456789012:user/somebody\n    by " + b + ":1:41 `Read`\n")
                .containsPattern("asked about \\d+ requests made from the two documents, which shows differences and"
                        + " never that there are no others\n$");
    }

    @Test
    void aDenyOfWhatNobodyAllowsIsADifference() throws IOException {
        Path a = write("a.json", READ);
        Path b = write(
                "b.json",
                READ.replace("]}", ", {\"Effect\": \"Deny\", \"Action\": \"orders:Delete\", \"Resource\": \"*\"}]}"));
        assertThat(run(a.toString(), b.toString())).isEqualTo(ExitStatus.FINDINGS);
        assertThat(out.toString()).contains(b + " denies what " + a + " does not allow: ");
    }

    @Test
    void givenRequestsAreTheOnesThatCount() throws IOException {
        Path a = write("a.json", READ);
        Path b = write("b.json", READ.replace("orders:Read", "orders:*"));
        Path same = write("same.yaml", """
                requests:
                  - {principal: "arn:aws:iam::123456789012:user/alice", action: orders:Read}
                """);
        assertThat(run("--requests", same.toString(), a.toString(), b.toString()))
                .isEqualTo(ExitStatus.DONE);
        assertThat(out)
                .hasToString("different documents\nasked about 1 request of the file; others may be decided"
                        + " differently\n");
        Path other = write("other.yaml", """
                requests:
                  - {principal: "arn:aws:iam::123456789012:user/alice", action: orders:Delete}
                """);
        assertThat(run("--requests", other.toString(), a.toString(), b.toString()))
                .isEqualTo(ExitStatus.FINDINGS);
    }

    @Test
    void jsonHasEveryDifference() throws IOException {
        Path a = write("a.json", READ);
        Path b = write("b.json", READ.replace("orders:Read", "orders:*"));
        assertThat(run("--format", "json", a.toString(), b.toString())).isEqualTo(ExitStatus.FINDINGS);
        JsonObject json = (JsonObject) Json.parse(out.toString(), JsonLimits.DEFAULT);
        assertThat(((JsonArray) json.get("differences").orElseThrow()).elements())
                .hasSizeGreaterThan(1);
        assertThat(out.toString())
                .contains(
                        "\"equivalent\":false",
                        "\"requestsAreDerived\":true",
                        "\"before\":{\"decision\":\"implicitDeny\",\"statements\":[]},\"after\":{\"decision\":\"allowed\"");
    }

    @Test
    void whatCannotBeUsedIsSaidWithItsPlace() throws IOException {
        Path a = write("a.json", READ);
        Path typo = write("typo.json", READ.replace("Effect", "Efect"));
        assertThat(run(a.toString(), typo.toString())).isEqualTo(ExitStatus.USAGE);
        Path requests = write("requests.yaml", "requests:\n  - {action: a:B}\n");
        assertThat(run("--requests", requests.toString(), a.toString(), a.toString()))
                .isEqualTo(ExitStatus.USAGE);
        assertThat(run(a.toString(), folder.toString())).isEqualTo(ExitStatus.USAGE);
        assertThat(run(a.toString())).isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString())
                .contains(
                        typo + ":2:19: a statement has no element `Efect`",
                        requests + ":2:5: requests[0]: `principal` is missing\n",
                        "cannot read `" + folder + "`: it is a directory; name a policy document\n");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private int run(String... arguments) {
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(Stream.concat(Stream.of("policy", "diff"), Stream.of(arguments))
                        .toArray(String[]::new));
    }
}

package dev.sallyport.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class PolicyTestCommandTest {
    private static final String ORDERS = """
            {
              "Version": "2012-10-17",
              "Statement": [
                {"Sid": "ReadOrders", "Effect": "Allow", "Action": "orders:Read", "Resource": "*",
                 "Condition": {"StringEquals": {"aws:PrincipalTag/team": "books"}}},
                {"Sid": "NeverDelete", "Effect": "Deny", "Action": "orders:Delete", "Resource": "*"}
              ]
            }
            """;
    private static final String TESTS = """
            policies:
              identity: [file:orders.json]
            tests:
              - name: books may read
                principal: arn:aws:iam::123456789012:user/alice
                action: orders:Read
                resource: arn:aws:orders:::order/7
                context: {aws:PrincipalTag/team: books}
                expect: allowed
                because: {statement: ReadOrders, policy: orders.json}
              - name: nobody deletes
                principal: arn:aws:iam::123456789012:role/admin
                action: orders:Delete
                expect: denied
                because: {deny: explicit, stopped-by: identity, statement: NeverDelete}
            """;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void writePolicy() throws IOException {
        write("orders.json", ORDERS);
    }

    @Test
    void testsThatHoldAreCounted() throws IOException {
        Path tests = write("tests.yaml", TESTS);
        assertThat(run(tests.toString())).isEqualTo(ExitStatus.DONE);
        assertThat(out).hasToString(tests + ": passed 2, failed 0\npassed 2, failed 0\n");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void aTestThatDoesNotHoldSaysWhatWasWantedWhyAndWhatToDo() throws IOException {
        Path tests = write("tests.yaml", TESTS.replace("    context: {aws:PrincipalTag/team: books}\n", ""));
        assertThat(run(tests.toString())).isEqualTo(ExitStatus.FINDINGS);
        assertThat(out)
                .hasToString(tests + ":4:5: `books may read` failed\n"
                        + "  expected allowed, got implicitly denied: no identity-based policy allows it\n"
                        + "  implicitly denied: User: arn:aws:iam::123456789012:user/alice is not authorized to perform:"
                        + " orders:Read on resource: arn:aws:orders:::order/7 because no identity-based policy allows the"
                        + " orders:Read action\n"
                        + "  ├─ stopped by\n"
                        + "  │  └─ no identity-based policy allows it\n"
                        + "  ├─ nearly\n"
                        + "  │  └─ " + folder + "/orders.json:4:5-5:72 `ReadOrders` (identity-based policy), ALLOW:"
                        + " Condition StringEquals aws:PrincipalTag/team wants [books], the request has nothing\n"
                        + "  └─ the request lacks\n"
                        + "     └─ aws:principaltag/team\n"
                        + "  to do: give the request the keys that it lacks under `context`, change the statement that"
                        + " wants them, or expect `denied`\n"
                        + tests + ": passed 1, failed 1\npassed 1, failed 1\n");
    }

    @Test
    void anotherReasonThanTheStatedOneIsAFailure() throws IOException {
        Path deny = write(
                "deny.yaml", TESTS.replace("deny: explicit", "deny: implicit").replace(", statement: NeverDelete", ""));
        Path type = write("type.yaml", TESTS.replace("stopped-by: identity", "stopped-by: scp"));
        Path statement = write("statement.yaml", TESTS.replace("statement: NeverDelete", "statement: Never"));
        Path policy = write("policy.yaml", TESTS.replace("policy: orders.json", "policy: other.json"));
        assertThat(run(deny.toString(), type.toString(), statement.toString(), policy.toString()))
                .isEqualTo(ExitStatus.FINDINGS);
        assertThat(out.toString())
                .contains(
                        "expected implicitly denied, got explicitly denied by `NeverDelete` of `orders.json`\n",
                        "expected a denial by the service control policy, got explicitly denied by",
                        "expected denied by the statement `Never`, got explicitly denied by",
                        "expected allowed by the statement `ReadOrders` of `other.json`, got allowed by",
                        "to do: correct the policies, or what the test says under `because`\n",
                        "passed 4, failed 4\n");
    }

    @Test
    void aPolicyMayStandInTheFileAndItsStatementsHaveTheirPlaceThere() throws IOException {
        Path tests = write("tests.yaml", """
                tests:
                  - principal: arn:aws:iam::123456789012:user/alice
                    action: a:B
                    expect: denied
                    policies:
                      identity:
                        - |
                          {"Version": "2012-10-17",
                           "Statement": {"Effect": "Allow", "Action": "a:B", "Resource": "*"}}
                """);
        assertThat(run(tests.toString())).isEqualTo(ExitStatus.FINDINGS);
        assertThat(out.toString())
                .contains(
                        tests + ":2:5: `a:B on * by arn:aws:iam::123456789012:user/alice` failed\n",
                        "got allowed by a statement of `tests[0].policies.identity[0]`\n",
                        tests + ":9:26-",
                        "to do: narrow the Allow above or add a Deny, or expect `allowed`\n");
    }

    @Test
    void whoAsksHasItsKeysWithoutBeingToldThem() throws IOException {
        Path tests = write("tests.yaml", """
                tests:
                  - principal: arn:aws:iam::123456789012:user/alice
                    action: a:B
                    expect: allowed
                    policies:
                      identity:
                        - |
                          {"Version": "2012-10-17",
                           "Statement": {"Effect": "Allow", "Action": "a:B", "Resource": "*", "Condition":
                            {"StringEquals": {"aws:username": "alice", "aws:PrincipalAccount": "123456789012"}}}}
                """);
        assertThat(run(tests.toString())).isEqualTo(ExitStatus.DONE);
    }

    @Test
    void theBearerOfATokenIsTestedAgainstATrustPolicy() throws IOException {
        Path tests = write("tests.yaml", """
                policies:
                  trust: |
                    {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
                      "Principal": {"Federated": "arn:aws:iam::123456789012:oidc-provider/token.example.com"},
                      "Condition": {"StringEquals": {"token.example.com:sub": "repo:acme/site:ref:refs/heads/main"}}}}
                tests:
                  - principal: arn:aws:iam::123456789012:oidc-provider/token.example.com
                    action: sts:AssumeRoleWithWebIdentity
                    resource: arn:aws:iam::123456789012:role/deploy
                    context: {token.example.com:sub: "repo:acme/site:ref:refs/heads/main"}
                    expect: allowed
                  - principal: arn:aws:iam::123456789012:oidc-provider/token.example.com
                    action: sts:AssumeRoleWithWebIdentity
                    resource: arn:aws:iam::123456789012:role/deploy
                    context: {token.example.com:sub: "repo:acme/site:ref:refs/heads/other"}
                    expect: denied
                """);
        assertThat(run(tests.toString())).isEqualTo(ExitStatus.DONE);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void allFaultsOfAFileAreSaidWithTheirPlaces() throws IOException {
        Path tests = write("tests.yaml", """
                tests:
                  - principle: arn:aws:iam::123456789012:user/alice
                    action: orders:*
                    expect: alowed
                    context: {aws:SecureTransport: true}
                  - principal: arn:aws:iam::123456789012:user/alice
                    action: a:B
                    expect: allowed
                    because: {stopped-by: scp}
                    policies: {identity: [file:absent.json]}
                """);
        assertThat(run(tests.toString())).isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString().lines())
                .containsExactly(
                        tests + ":2:5: tests[0]: `principal` is missing",
                        tests + ":2:5: tests[0].principle: unknown key `principle`; did you mean `principal`?",
                        tests + ":3:13: tests[0].action: `orders:*` has a wildcard, and a request is about one action;"
                                + " write its name",
                        tests + ":4:13: tests[0].expect: `alowed` is none of `allowed`, `denied`; did you mean"
                                + " `allowed`?",
                        tests + ":5:36: tests[0].context.aws:SecureTransport: here stands true or false, and text is"
                                + " needed; put it in quotes",
                        tests + ":10:27: tests[1].policies.identity[0]: there is no file `" + folder + "/absent.json`");
        assertThat(out).hasToString("passed 0, failed 0\n");
    }

    @Test
    void aFaultOfAPolicyIsSaidWithThePlaceInItsFile() throws IOException {
        write("orders.json", ORDERS.replace("\"Deny\"", "\"No\""));
        Path tests = write("tests.yaml", TESTS);
        assertThat(run(tests.toString())).isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString())
                .startsWith(folder + "/orders.json:6:38: policies.identity[0]: Effect is `Allow` or `Deny`\n");
    }

    @Test
    void whatIsNoFileOfTestsIsRefused() throws IOException {
        Path empty = write("empty.yaml", "");
        Path huge = write("huge.yaml", "#".repeat((1 << 20) + 1));
        Path none = write("none.yaml", "tests: []\n");
        Path json = write("bad.yaml", "tests: [\n");
        assertThat(run(empty.toString(), huge.toString(), none.toString(), json.toString(), folder.toString()))
                .isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString())
                .contains(
                        empty + ":1:1: the file is empty\n",
                        huge + ":1:1: `" + huge + "` is larger than 1048576 bytes\n",
                        none + ":1:8: tests: the list is empty; write at least one\n",
                        json + ":2:1: ",
                        folder + ":1:1: `" + folder + "` is a directory, and a file is needed\n");
    }

    @Test
    void junitXmlHasEachTestAndItsFailure() throws Exception {
        Path tests = write(
                "tests.yaml",
                TESTS.replace("books may read", "\"<a> & \\\"b\\\" \\0 \\e[2J\"")
                        .replace("expect: allowed", "expect: denied")
                        .replace("because: {statement: ReadOrders, policy: orders.json}", ""));
        Path junit = folder.resolve("junit.xml");
        assertThat(run("--junit", junit.toString(), tests.toString())).isEqualTo(ExitStatus.FINDINGS);

        Document xml = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(Files.readString(junit))));
        Element suites = xml.getDocumentElement();
        assertThat(suites.getAttribute("tests")).isEqualTo("2");
        assertThat(suites.getAttribute("failures")).isEqualTo("1");
        Element suite = (Element) suites.getElementsByTagName("testsuite").item(0);
        assertThat(suite.getAttribute("name")).isEqualTo(tests.toString());
        Element failed = (Element) suite.getElementsByTagName("testcase").item(0);
        assertThat(failed.getAttribute("name")).isEqualTo("<a> & \"b\" \ufffd \ufffd[2J");
        assertThat(failed.getAttribute("line")).isEqualTo("4");
        Element failure = (Element) failed.getElementsByTagName("failure").item(0);
        assertThat(failure.getAttribute("message"))
                .isEqualTo("expected denied, got allowed by `ReadOrders` of `orders.json`");
        assertThat(failure.getTextContent()).contains("to do: narrow the Allow above");
        assertThat(suite.getElementsByTagName("failure").getLength()).isEqualTo(1);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private int run(String... arguments) {
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(Stream.concat(Stream.of("policy", "test"), Stream.of(arguments))
                        .toArray(String[]::new));
    }
}

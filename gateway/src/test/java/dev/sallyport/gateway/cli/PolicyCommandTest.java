package dev.sallyport.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.json.Json;
import dev.sallyport.json.JsonArray;
import dev.sallyport.json.JsonLimits;
import dev.sallyport.json.JsonNode;
import dev.sallyport.json.JsonNumber;
import dev.sallyport.json.JsonObject;
import dev.sallyport.json.JsonString;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PolicyCommandTest {
    private static final String ORDERS = """
            {
              "Version": "2012-10-17",
              "Statement": [
                {
                  "Sid": "ReadOrders",
                  "Effect": "Allow",
                  "Action": "orders:Read",
                  "Resource": "arn:aws:execute-api:eu-central-1:123456789012:orders/*",
                  "Condition": {"StringEquals": {"aws:PrincipalTag/team": "books"}}
                },
                {"Effect": "Deny", "Action": "orders:Delete", "Resource": "*"}
              ]
            }
            """;
    private static final String ORDER = "arn:aws:execute-api:eu-central-1:123456789012:orders/7";
    private static final String CASES = """
            {"semantics": "aws", "cases": [
              {"id": "a", "kind": "wildcard", "given": {"flavor": "string", "patterns": ["a*"], "value": "abc"},
               "expect": {"matches": %s}},
              {"id": "b", "kind": "api", "given": {"operation": "iam:CreateRole"}, "expect": {}},
              {"id": "c", "kind": "wildcard", "semantics": "contested",
               "given": {"flavor": "string", "patterns": ["a"], "value": "b"}, "expect": {"matches": true}}]}
            """;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path policy;

    @BeforeEach
    void writePolicy() throws IOException {
        policy = write("orders.json", ORDERS);
    }

    @Test
    void evaluatePrintsALinePerCaseAndPerFileAndInAll() throws IOException {
        Path cases = write("cases.json", CASES.formatted("true"));
        assertThat(run("evaluate", "--cases", cases.toString())).isEqualTo(ExitStatus.DONE);
        assertThat(out.toString().lines())
                .containsExactly(
                        "{\"id\":\"a\",\"kind\":\"wildcard\",\"got\":\"matches: true\",\"expected\":\"matches: true\","
                                + "\"ok\":true,\"reasons\":[]}",
                        "{\"id\":\"b\",\"kind\":\"api\",\"got\":\"pending iam:CreateRole\",\"expected\":\"\","
                                + "\"ok\":null,\"reasons\":[]}",
                        "{\"id\":\"c\",\"kind\":\"wildcard\",\"got\":\"matches: false\",\"expected\":\"matches: true\","
                                + "\"ok\":false,\"semantics\":\"contested\",\"reasons\":[]}",
                        cases + ": passed 1, failed 0, skipped 2, total 3; not binding: agree 0, differ 1",
                        "passed 1, failed 0, skipped 2");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void failedBindingCaseIsStatusOne() throws IOException {
        write("cases.json", CASES.formatted("false"));
        assertThat(run("evaluate", "--cases", folder.toString())).isEqualTo(ExitStatus.FINDINGS);
        assertThat(out.toString()).contains(policy + ": no cases in it\n").endsWith("passed 0, failed 1, skipped 2\n");
    }

    @Test
    void kindWithoutARunnerFails() throws IOException {
        Path cases = write("cases.json", """
                {"semantics": "aws", "cases": [{"id": "a", "kind": "divine", "given": {}, "expect": {}}]}""");
        assertThat(run("evaluate", "--cases", cases.toString())).isEqualTo(ExitStatus.FINDINGS);
        assertThat(out.toString()).contains("there is no runner for the kind `divine`");
    }

    @Test
    void caseFileThatIsNotJsonIsNamedWithItsPlace() throws IOException {
        Path cases = write("cases.json", "{\n  nonsense}");
        assertThat(run("evaluate", "--cases", cases.toString())).isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString()).startsWith(cases + ":2:3: ");
    }

    @Test
    void lintReportsPlaceIdReasonAndFix() {
        assertThat(run("lint", policy.toString())).isEqualTo(ExitStatus.DONE);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void lintOfATrustPolicyIsToldFromItsElements() throws IOException {
        Path trust = write("trust.json", """
                {"Version": "2012-10-17",
                 "Statement": {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}}""");
        assertThat(run("lint", trust.toString())).isEqualTo(ExitStatus.FINDINGS);
        assertThat(out.toString())
                .contains(trust + ":2:56: SECURITY_WARNING open-trust: `*`: everybody may ask for the role; "
                        + "name the principals\n");
    }

    @Test
    void lintWritesJsonAndSarif() throws IOException {
        Path open = write("open.json", ORDERS.replace("orders:Read", "*").replace("2012", "2008"));
        assertThat(run("lint", "--format", "json", open.toString())).isEqualTo(ExitStatus.FINDINGS);
        assertThat(((JsonArray) Json.parse(out.toString(), JsonLimits.DEFAULT)).elements())
                .hasSizeGreaterThanOrEqualTo(1);
        out.getBuffer().setLength(0);
        assertThat(run("lint", "--format", "sarif", open.toString())).isEqualTo(ExitStatus.FINDINGS);
        JsonObject sarif = (JsonObject) Json.parse(out.toString(), JsonLimits.DEFAULT);
        assertThat(sarif.contains("runs")).isTrue();
        assertThat(out.toString()).contains("\"version\":\"2.1.0\"", "\"ruleId\":\"old-version\"", "\"startLine\":2");
    }

    @Test
    void sarifHasItsRulesAndThePlacesOfItsResults() throws IOException {
        Path odd =
                write("a file.json", ORDERS.replace("\"orders:Read\"", "\"*\"").replace("2012", "2008"));
        run("lint", "--format", "sarif", odd.toString());
        JsonObject sarif = (JsonObject) Json.parse(out.toString(), JsonLimits.DEFAULT);
        assertThat(text(sarif, "version")).isEqualTo("2.1.0");
        assertThat(text(sarif, "$schema")).endsWith("sarif-2.1.0.json");
        JsonObject sarifRun = (JsonObject) array(sarif, "runs").elements().get(0);
        assertThat(text(sarifRun, "columnKind")).isEqualTo("utf16CodeUnits");
        JsonObject driver = object(object(sarifRun, "tool"), "driver");
        assertThat(text(driver, "name")).isEqualTo("sallyport");
        List<String> rules = new ArrayList<>();
        for (JsonNode node : array(driver, "rules").elements()) {
            JsonObject rule = (JsonObject) node;
            rules.add(text(rule, "id"));
            assertThat(text(object(rule, "shortDescription"), "text")).isNotBlank();
            assertThat(text(object(rule, "help"), "text")).isNotBlank();
            assertThat(text(object(rule, "defaultConfiguration"), "level")).isIn("error", "warning", "note");
        }
        assertThat(rules).doesNotHaveDuplicates().contains("old-version", "wildcard-action");
        assertThat(array(sarifRun, "results").elements()).hasSizeGreaterThanOrEqualTo(2);
        for (JsonNode node : array(sarifRun, "results").elements()) {
            JsonObject result = (JsonObject) node;
            int rule = number(result, "ruleIndex");
            assertThat(rules.get(rule)).isEqualTo(text(result, "ruleId"));
            assertThat(text(result, "level")).isIn("error", "warning", "note");
            assertThat(text(object(result, "message"), "text")).isNotBlank();
            JsonObject place =
                    object((JsonObject) array(result, "locations").elements().get(0), "physicalLocation");
            assertThat(text(object(place, "artifactLocation"), "uri")).endsWith("/a%20file.json");
            JsonObject region = object(place, "region");
            assertThat(number(region, "startLine")).isPositive();
            assertThat(number(region, "startColumn")).isPositive();
            assertThat(number(region, "endLine")).isGreaterThanOrEqualTo(number(region, "startLine"));
            assertThat(number(region, "endColumn")).isPositive();
        }
    }

    private static JsonObject object(JsonObject in, String name) {
        return (JsonObject) in.get(name).orElseThrow();
    }

    private static JsonArray array(JsonObject in, String name) {
        return (JsonArray) in.get(name).orElseThrow();
    }

    private static String text(JsonObject in, String name) {
        return ((JsonString) in.get(name).orElseThrow()).value();
    }

    private static int number(JsonObject in, String name) {
        return Integer.parseInt(((JsonNumber) in.get(name).orElseThrow()).text());
    }

    @Test
    void lintOfAnAbsentFileIsStatusTwo() {
        assertThat(run("lint", folder.resolve("nowhere.json").toString())).isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString()).startsWith("cannot read `");
    }

    @Test
    void explainSaysWhichStatementAllows() {
        assertThat(run(
                        "explain",
                        "--policy",
                        policy.toString(),
                        "--action",
                        "orders:Read",
                        "--resource",
                        ORDER,
                        "--context",
                        "aws:PrincipalTag/team=books"))
                .isEqualTo(ExitStatus.DONE);
        assertThat(out)
                .hasToString("allowed: orders:Read on " + ORDER + "\n└─ by\n   └─ " + policy
                        + ":3:17-10:6 `ReadOrders` (identity-based policy)\n");
    }

    @Test
    void explainSaysWhatIsMissing() {
        assertThat(run("explain", "--policy", policy.toString(), "--action", "orders:Read", "--resource", ORDER))
                .isEqualTo(ExitStatus.FINDINGS);
        assertThat(out.toString())
                .startsWith("implicitly denied: User: arn:aws:iam::123456789012:user/somebody is not authorized to"
                        + " perform: orders:Read on resource: " + ORDER
                        + " because no identity-based policy allows the orders:Read action\n")
                .contains("Condition StringEquals aws:PrincipalTag/team wants [books], the request has nothing")
                .endsWith("└─ the request lacks\n   └─ aws:principaltag/team\n");
    }

    @Test
    void textOfAPolicyCannotMoveTheCursor() throws IOException {
        Path odd = write("odd.json", ORDERS.replace("\"books\"", "\"\\u001b[2J\""));
        run("explain", "--policy", odd.toString(), "--action", "orders:Read", "--resource", ORDER);
        assertThat(out.toString()).contains("[?[2J]").doesNotContain("\u001b");
    }

    @Test
    void malformedPolicyIsNamedWithItsPlace() throws IOException {
        Path broken = write("broken.json", ORDERS.replace("\"Deny\"", "\"No\""));
        assertThat(run("explain", "--policy", broken.toString(), "--action", "orders:Read"))
                .isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString()).startsWith(broken + ":11:16: ");
    }

    @Test
    void simulateAnswersInTheFieldsOfTheApi() {
        assertThat(run(
                        "simulate",
                        "--policy",
                        policy.toString(),
                        "--action",
                        "orders:Delete",
                        "--action",
                        "orders:Read",
                        "--resource",
                        ORDER))
                .isEqualTo(ExitStatus.FINDINGS);
        assertThat(out)
                .hasToString("{\"EvaluationResults\":[{\"EvalActionName\":\"orders:Delete\",\"EvalResourceName\":\""
                        + ORDER + "\",\"EvalDecision\":\"explicitDeny\",\"MatchedStatements\":[{\"SourcePolicyId\":\""
                        + policy
                        + "\",\"SourcePolicyType\":\"IAM Policy\",\"StartPosition\":{\"Line\":10,\"Column\":6},"
                        + "\"EndPosition\":{\"Line\":11,\"Column\":67}}],\"MissingContextValues\":[]},"
                        + "{\"EvalActionName\":\"orders:Read\",\"EvalResourceName\":\"" + ORDER
                        + "\",\"EvalDecision\":\"implicitDeny\",\"MatchedStatements\":[],"
                        + "\"MissingContextValues\":[\"aws:PrincipalTag/team\"]}]}\n");
    }

    @Test
    void policyAloneSaysWhatItCan() {
        assertThat(run()).isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString()).contains("say which: evaluate, lint, format, explain, simulate or test");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private int run(String... arguments) {
        String[] whole = new String[arguments.length + 1];
        whole[0] = "policy";
        System.arraycopy(arguments, 0, whole, 1, arguments.length);
        CommandLine commandLine = Main.commandLine();
        return commandLine
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(whole);
    }
}

package dev.sallyport.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.json.Json;
import dev.sallyport.json.JsonArray;
import dev.sallyport.json.JsonLimits;
import dev.sallyport.json.JsonNode;
import dev.sallyport.json.JsonNumber;
import dev.sallyport.json.JsonObject;
import dev.sallyport.json.JsonString;
import dev.sallyport.json.JsonWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    void casesOfTheApiAreAskedOfTheOperationsThatExist() throws IOException {
        Path cases = write("cases.json", """
                {"semantics": "aws", "cases": [
                  {"id": "a", "kind": "api", "given": {"operation": "sts:AssumeRole",
                    "params": {"RoleArn": "$role", "RoleSessionName": "me", "DurationSeconds": 900,
                               "Tags": [{"Key": "team", "Value": "a=b"}], "TransitiveTagKeys": ["team"]}},
                   "expect": {"ok": true}},
                  {"id": "b", "kind": "api", "given": {"operation": "sts:AssumeRole",
                    "params": {"RoleArn": "$role", "RoleSessionName": "me", "TransitiveTagKeys": ["team"]}},
                   "expect": {"error": {"code": "InvalidParameterValue", "httpStatus": 400, "type": "Sender",
                     "message": "The specified transitive tag key must be included in the requested tags."}}},
                  {"id": "c", "kind": "api", "given": {"operation": "sts:AssumeRole",
                    "params": {"RoleArn": "arn:aws:iam::111122223333:role/another", "RoleSessionName": "me"}},
                   "expect": {"error": {"code": "AccessDenied", "httpStatus": 403, "message": "User:\
                 arn:aws:iam::111122223333:user/somebody is not authorized to perform: sts:AssumeRole on resource:\
                 arn:aws:iam::111122223333:role/another"}}},
                  {"id": "d", "kind": "api", "given": {"operation": "iam:SimulateCustomPolicy",
                    "params": {"PolicyInputList": [], "ActionNames": ["a:B"], "ContextEntries":
                      [{"ContextKeyName": "a:key", "ContextKeyType": "ipList", "ContextKeyValues": ["10.0.0.1", "x"]}]}},
                   "expect": {"error": {"code": "InvalidInput", "httpStatus": 400,
                     "message": "Invalid context value for key a:key: expected ip format."}}},
                  {"id": "e", "kind": "api", "given": {"operation": "sts:GetSessionToken",
                    "params": {"DurationSeconds": 899}},
                   "expect": {"error": {"code": "ValidationError", "httpStatus": 400,
                     "message": "1 validation error detected: Value '899' at 'durationSeconds' failed to satisfy\
                 constraint: Member must have value greater than or equal to 900"}}},
                  {"id": "f", "kind": "api", "given": {"operation": "sts:GetCallerIdentity", "params": {}},
                   "expect": {"ok": true}},
                  {"id": "g", "kind": "api", "given": {"operation": "sts:AssumeRoleWithWebIdentity",
                    "params": {"RoleArn": "$role", "RoleSessionName": "me", "WebIdentityToken": "abc"}},
                   "expect": {"error": {"code": "ValidationError", "httpStatus": 400, "message": "1 validation error\
                 detected: Value at 'webIdentityToken' failed to satisfy constraint: Member must have length greater than or\
                 equal to 4"}}},
                  {"id": "h", "kind": "api", "given": {"operation": "sts:AssumeRoleWithWebIdentity",
                    "params": {"RoleArn": "$role", "RoleSessionName": "me", "WebIdentityToken": "none", "ProviderId": "other"}},
                   "expect": {"error": {"code": "AccessDenied", "httpStatus": 403, "message": "Unrecognized OAuth provider.\
                 Do not include a provider parameter when submitting OpenIDConnect ID tokens"}}},
                  {"id": "i", "kind": "api", "given": {"operation": "sts:GetFederationToken",
                    "params": {"Name": "Jean", "Tags": [{"Key": "aws:x", "Value": "1"}]}},
                   "expect": {"error": {"code": "InvalidParameterValue", "httpStatus": 400,
                     "message": "Tag keys beginning with aws: are reserved for system use."}}},
                  {"id": "j", "kind": "api", "given": {"operation": "sts:GetFederationToken", "params": {"Name": "Jean"}},
                   "expect": {"ok": true}},
                  {"id": "k", "kind": "api", "given": {"operation": "sts:GetWebIdentityToken",
                    "params": {"Audience": ["a"], "SigningAlgorithm": "HS256"}},
                   "expect": {"error": {"code": "ValidationError", "httpStatus": 400, "message": "1 validation error\
                 detected: Value 'HS256' at 'signingAlgorithm' failed to satisfy constraint: Member must satisfy enum value\
                 set: [RS256, ES384]"}}},
                  {"id": "l", "kind": "api", "given": {"operation": "sts:GetAccessKeyInfo",
                    "params": {"AccessKeyId": "AKIAIOSFODNN7EXAMPLE"}},
                   "expect": {"ok": true}}]}""");
        assertThat(run("evaluate", "--cases", cases.toString()))
                .as(out.toString())
                .isEqualTo(ExitStatus.DONE);
        assertThat(out.toString()).endsWith("passed 12, failed 0, skipped 0\n");
    }

    @Test
    void caseOfAnotherShapeFailsWithItsPlaceAndTheOthersRun() throws IOException {
        Path cases = write("cases.json", """
                {"cases": [
                  {"id": "a", "kind": "wildcard", "given": {"flavor": "string", "patterns": ["a\\\\*]}"], "value": "b"},
                   "expect": {"matches": false}},
                  {"id": "b", "kind": "wildcard"}, 7], "semantics": "aws"}""");
        assertThat(run("evaluate", "--cases", cases.toString())).isEqualTo(ExitStatus.FINDINGS);
        assertThat(err)
                .hasToString(cases + ":4:3: the field `given` is missing\n" + cases
                        + ":4:36: an object was expected, not a number\n");
        assertThat(out.toString()).endsWith("passed 1, failed 2, skipped 0\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            {"semantics": "aws", "cases": [{"id": 1,}]}    | 1:41
            {"semantics": "aws", "cases": [{"id": 1}       | 1:41
            {"semantics": "aws", "cases": [1 2]}           | 1:34
            {"semantics": "aws", "cases": []} x            | 1:35
            {"semantics": "aws", "semantics": "aws"}       | 1:22
            {semantics: 1}                                 | 1:2
            {"a" 1}                                        | 1:6
            {"a": }                                        | 1:7
            [1,                                            | 1:4
            """)
    void fileThatIsNotJsonIsNamedWithItsPlace(String text, String place) throws IOException {
        Path cases = write("cases.json", text);
        assertThat(run("evaluate", "--cases", cases.toString())).isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString()).startsWith(cases + ":" + place + ": ");
    }

    @Test
    void aLargeFileOfCasesIsReadOneByOne() throws IOException {
        Path cases = folder.resolve("cases.json");
        try (Writer writer = Files.newBufferedWriter(cases)) {
            writer.write("{\"semantics\": \"aws\", \"cases\": [\n");
            String one = "{\"id\": \"%d\", \"kind\": \"wildcard\", \"notes\": \"" + "n".repeat(100_000)
                    + "\", \"given\": {\"flavor\": \"string\", \"patterns\": [\"a\"], \"value\": \"a\"},"
                    + " \"expect\": {\"matches\": true}}";
            for (int i = 0; i < 700; i++) {
                writer.write((i == 0 ? "" : ",\n") + one.formatted(i));
            }
            writer.write("]}");
        }
        assertThat(Files.size(cases)).isGreaterThan(64 << 20);
        assertThat(run("evaluate", "--cases", cases.toString())).isEqualTo(ExitStatus.DONE);
        assertThat(out.toString()).endsWith("passed 700, failed 0, skipped 0\n");
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
                        "orders:Read"))
                .isEqualTo(ExitStatus.FINDINGS);
        assertThat(out)
                .hasToString("{\"EvaluationResults\":[{\"EvalActionName\":\"orders:Delete\",\"EvalResourceName\":\"*\","
                        + "\"EvalDecision\":\"explicitDeny\",\"MatchedStatements\":[{\"SourcePolicyId\":\"" + policy
                        + "\",\"SourcePolicyType\":\"IAM Policy\",\"StartPosition\":{\"Line\":10,\"Column\":6},"
                        + "\"EndPosition\":{\"Line\":11,\"Column\":67}}],\"MissingContextValues\":[]},"
                        + "{\"EvalActionName\":\"orders:Read\",\"EvalResourceName\":\"*\","
                        + "\"EvalDecision\":\"implicitDeny\",\"MatchedStatements\":[],"
                        + "\"MissingContextValues\":[]}]}\n");
    }

    @Test
    void simulateSaysOfEachResourceWhatDecidedAndWhatTheCeilingsSay() throws IOException {
        Path orders = write("allow.json", """
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "orders:*", "Resource": "*"}}""");
        Path ceiling = write("boundary.json", """
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "arn:aws:o:::a"}}""");
        Path scp = write("scp.json", """
                {"Version": "2012-10-17", "Statement": [
                  {"Effect": "Allow", "Action": "*", "Resource": "*"},
                  {"Effect": "Deny", "Action": "*", "Resource": "arn:aws:o:::c"}]}""");
        assertThat(run(
                        "simulate",
                        "--policy",
                        orders.toString(),
                        "--boundary",
                        ceiling.toString(),
                        "--scp",
                        scp.toString(),
                        "--action",
                        "orders:Read",
                        "--resource",
                        "arn:aws:o:::a",
                        "--resource",
                        "arn:aws:o:::b",
                        "--resource",
                        "arn:aws:o:::c"))
                .isEqualTo(ExitStatus.FINDINGS);
        JsonObject result =
                (JsonObject) array((JsonObject) Json.parse(out.toString(), JsonLimits.DEFAULT), "EvaluationResults")
                        .elements()
                        .get(0);
        assertThat(text(result, "EvalDecision")).isEqualTo("explicitDeny");
        assertThat(JsonWriter.write(object(result, "OrganizationsDecisionDetail")))
                .isEqualTo("{\"AllowedByOrganizations\":false}");
        assertThat(array(result, "ResourceSpecificResults").elements())
                .map(JsonObject.class::cast)
                .map(one -> text(one, "EvalResourceDecision") + " "
                        + array(one, "MatchedStatements").elements().size()
                        + JsonWriter.write(object(one, "OrganizationsDecisionDetail"))
                        + JsonWriter.write(object(one, "PermissionsBoundaryDecisionDetail")))
                .containsExactly(
                        "allowed 2{\"AllowedByOrganizations\":true}{\"AllowedByPermissionsBoundary\":true}",
                        "implicitDeny 0{\"AllowedByOrganizations\":true}{\"AllowedByPermissionsBoundary\":false}",
                        "explicitDeny 0{\"AllowedByOrganizations\":false}{\"AllowedByPermissionsBoundary\":false}");
    }

    @Test
    void policyAloneSaysWhatItCan() {
        assertThat(run()).isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString()).contains("say which: evaluate, lint, format, diff, explain, simulate or test");
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

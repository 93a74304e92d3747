package dev.sallyport.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The policy commands on a whole configuration: the one that people copy. */
class PolicyConfigurationTest {
    private static final String ACCOUNT = "arn:aws:iam::111122223333:";
    private static final String ORDER = "arn:aws:orders:us-east-1:111122223333:order/42";

    @TempDir
    private Path checkout;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private String serverFile = "";

    @BeforeEach
    void copyWithSecrets() throws IOException {
        Path original = Path.of(System.getProperty("sallyport.root", "..")).resolve("config/demo");
        Path copy = checkout.resolve("config/demo");
        try (Stream<Path> files = Files.walk(original)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path target = copy.resolve(original.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
        serverFile = copy.resolve("sallyport.yaml").toString();
        Files.createDirectories(checkout.resolve(".demo"));
        secret("root-key", "q0Yf2mGmJ8vJ3b0w1k7s5nXo9tPzL4RrD6cHhE2uAaM=");
        secret("alice-secret-key", "abcdefghijklmnopqrstuvwxyz0123456789ABCD");
        secret("alice-mfa-seed", "MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U");
        secret("payments-filter-secret-key", "0123456789abcdefghijklmnopqrstuvwxyzABCD");
    }

    @Test
    void userHasThePoliciesOfItsGroups() {
        assertThat(simulate("user/bob", "orders:GetOrder")).isEqualTo(ExitStatus.DONE);
        assertThat(simulate("user/bob", "orders:DeleteOrder")).isEqualTo(ExitStatus.FINDINGS);
    }

    @Test
    void groupHasItsOwn() {
        assertThat(simulate("group/developers", "orders:GetOrder")).isEqualTo(ExitStatus.DONE);
        assertThat(simulate("group/on-call", "orders:GetOrder")).isEqualTo(ExitStatus.FINDINGS);
    }

    @Test
    void policyOfTheCommandLineIsAddedToTheConfiguredOnes() throws IOException {
        Path more = Files.writeString(checkout.resolve("more.json"), """
                {"Version": "2012-10-17",
                 "Statement": {"Effect": "Allow", "Action": "orders:DeleteOrder", "Resource": "*"}}""");
        assertThat(simulate("user/bob", "orders:DeleteOrder", "--policy", more.toString()))
                .isEqualTo(ExitStatus.DONE);
    }

    @Test
    void principalThatIsNotConfiguredIsRefused() {
        assertThat(simulate("user/mallory", "orders:GetOrder")).isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString()).contains("user/mallory` is not in the configuration");
    }

    @Test
    void faultyConfigurationIsReportedWithItsPlaces() throws IOException {
        Files.delete(checkout.resolve(".demo/root-key"));
        assertThat(simulate("user/bob", "orders:GetOrder")).isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString()).contains("root-key: there is no file");
    }

    @Test
    void lintReadsEveryPolicyOfAConfigurationAndSaysWhereItStands() throws IOException {
        Path roles = Path.of(serverFile).resolveSibling("identities/roles.yaml");
        Files.writeString(
                roles,
                Files.readString(roles)
                        .replace(
                                "\"Sid\": \"PipelinesDeleteNothing\",",
                                "\"Condition\": {\"Null\": {\"s3:prefix\": \"false\"}},"));
        List<String> lines = Files.readAllLines(roles);
        int line = 0;
        while (!lines.get(line).contains("s3:prefix")) {
            line++;
        }
        assertThat(run("lint", serverFile)).isEqualTo(ExitStatus.FINDINGS);
        assertThat(out.toString().lines())
                .contains(roles + ":" + (line + 1) + ":" + (lines.get(line).indexOf("\"s3:prefix") + 1)
                        + ": SECURITY_WARNING deny-never-applies: `s3:prefix`: no route that the Deny is about supplies the"
                        + " key, so the Deny never applies; give the routes' operations the tag under `resource-tags`, or"
                        + " deny by a key that their requests have");
    }

    @Test
    void lintOfTheConfigurationThatPeopleCopyHasOnlySuggestions() {
        assertThat(run("lint", serverFile)).as(out.toString()).isEqualTo(ExitStatus.DONE);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void testsAskAboutPrincipalsAndRolesOfAConfiguration() throws IOException {
        Path tests = Files.writeString(checkout.resolve("tests.yaml"), """
                config: config/demo/sallyport.yaml
                tests:
                  - name: the pipeline deploys from main
                    principal: arn:aws:iam::111122223333:oidc-provider/localhost:7071
                    action: sts:AssumeRoleWithWebIdentity
                    resource: arn:aws:iam::111122223333:role/ci-deploy
                    context:
                      localhost:7071:aud: sallyport-demo
                      localhost:7071:sub: repo:octo-org/octo-repo:ref:refs/heads/main
                    expect: allowed
                    because: {statement: JobsOfOurMainBranch}
                  - name: the pipeline deploys from nowhere else
                    principal: arn:aws:iam::111122223333:oidc-provider/localhost:7071
                    action: sts:AssumeRoleWithWebIdentity
                    resource: arn:aws:iam::111122223333:role/ci-deploy
                    context:
                      localhost:7071:aud: sallyport-demo
                      localhost:7071:sub: repo:octo-org/octo-repo:pull_request
                    expect: denied
                  - name: the pipeline deletes nothing
                    principal: arn:aws:iam::111122223333:role/ci-deploy
                    action: orders:DeleteOrder
                    resource: arn:aws:orders:us-east-1:111122223333:order/42
                    expect: denied
                    because: {deny: explicit, statement: PipelinesDeleteNothing}
                  - name: bob is not on call
                    principal: arn:aws:iam::111122223333:user/bob
                    action: sts:AssumeRole
                    resource: arn:aws:iam::111122223333:role/break-glass
                    context: {aws:MultiFactorAuthPresent: "true", aws:MultiFactorAuthAge: "1"}
                    expect: denied
                """);
        assertThat(run("test", tests.toString())).isEqualTo(ExitStatus.DONE);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void aTestOfAPrincipalThatIsNotConfiguredIsRefusedWithItsPlace() throws IOException {
        Path tests = Files.writeString(checkout.resolve("tests.yaml"), """
                config: config/demo/sallyport.yaml
                tests:
                  - {principal: "arn:aws:iam::111122223333:user/mallory", action: a:B, expect: denied}
                """);
        assertThat(run("test", tests.toString())).isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString()).startsWith(tests + ":3:5: `arn:aws:iam::111122223333:user/mallory` is not in");
    }

    @Test
    void callerKeysComeFromThePrincipalUnlessTheyAreGiven() throws IOException {
        Path policy = Files.writeString(checkout.resolve("mine.json"), """
                {"Version": "2012-10-17",
                 "Statement": {"Effect": "Allow", "Action": "a:B", "Resource": "arn:aws:a:::${aws:username}", "Condition":
                  {"StringEquals": {"aws:PrincipalTag/team": "orders", "aws:PrincipalAccount": "111122223333"},
                   "ArnEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:user/bob"}}}}""");
        String[] asBob = {
            "simulate",
            "--config",
            serverFile,
            "--principal",
            ACCOUNT + "user/bob",
            "--policy",
            policy.toString(),
            "--action",
            "a:B",
            "--resource",
            "arn:aws:a:::bob"
        };
        assertThat(run(asBob)).isEqualTo(ExitStatus.DONE);
        String[] withAnotherTag = Stream.concat(Stream.of(asBob), Stream.of("--context", "aws:PrincipalTag/team=books"))
                .toArray(String[]::new);
        assertThat(run(withAnotherTag)).isEqualTo(ExitStatus.FINDINGS);
    }

    @Test
    void aGroupHasNoNameOfAUser() throws IOException {
        Path policy = Files.writeString(checkout.resolve("mine.json"), """
                {"Version": "2012-10-17",
                 "Statement": {"Effect": "Allow", "Action": "a:B", "Resource": "*", "Condition":
                  {"StringLike": {"aws:username": "*"}}}}""");
        assertThat(run(
                        "simulate",
                        "--config",
                        serverFile,
                        "--principal",
                        ACCOUNT + "group/developers",
                        "--policy",
                        policy.toString(),
                        "--action",
                        "a:B"))
                .isEqualTo(ExitStatus.FINDINGS);
        assertThat(out.toString()).contains("\"MissingContextValues\":[\"aws:username\"]");
    }

    private int simulate(String principal, String action, String... more) {
        List<String> arguments = Stream.concat(
                        Stream.of(
                                "simulate",
                                "--config",
                                serverFile,
                                "--principal",
                                ACCOUNT + principal,
                                "--action",
                                action,
                                "--resource",
                                ORDER,
                                "--context",
                                "aws:ResourceTag/data=customer"),
                        Stream.of(more))
                .toList();
        return run(arguments.toArray(String[]::new));
    }

    private int run(String... arguments) {
        List<String> whole =
                Stream.concat(Stream.of("policy"), Stream.of(arguments)).toList();
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(whole.toArray(String[]::new));
    }

    private void secret(String name, String text) throws IOException {
        Path file = checkout.resolve(".demo").resolve(name);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text + "\n");
    }
}

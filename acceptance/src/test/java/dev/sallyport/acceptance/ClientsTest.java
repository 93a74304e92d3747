package dev.sallyport.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.acceptance.ChildProcess.Ended;
import dev.sallyport.mfa.Totp;
import dev.sallyport.mfa.TotpSeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A demo that is up, met as its reader meets it: the commands it printed, pasted into a shell at the root of the checkout,
 * with the clients as they come. Only the profile {@code clients} runs this; it fails where a client is missing.
 */
@Tag("clients")
class ClientsTest {
    private static final String CI = "arn:aws:sts::111122223333:assumed-role/ci-deploy/";
    private static final String ALICE = "arn:aws:sts::111122223333:assumed-role/break-glass/alice";
    /** A profile of the aws CLI gives a code, but no reason: this is for one, beside the break-glass role. */
    private static final String ROLE_WITH_MFA = """

            roles:
              - name: on-call
                trust: |
                  {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
                    "Principal": {"AWS": "arn:aws:iam::111122223333:user/alice"},
                    "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}}
            """;

    private static final String END_OF_COMMANDS = "Every decision is in the audit log: ";

    @TempDir
    private static Path folder;

    private static Checkout checkout;
    private static ChildProcess demo;
    private static PrintedCommands printed;
    private static Path auditLog;

    @BeforeAll
    static void startTheDemo() throws Exception {
        Tools.requireAll();
        checkout = Checkout.in(folder).withBuiltClasses();
        Checkout.edit(checkout.identityFile("roles.yaml"), "\nroles:\n", ROLE_WITH_MFA);
        List<String> command = new ArrayList<>(List.of("./sallyport", "demo"));
        command.addAll(Checkout.freePorts());
        demo = ChildProcess.start(
                new ProcessBuilder(command).directory(checkout.folder().toFile()));
        String last = demo.out().await(line -> line.startsWith(END_OF_COMMANDS));
        printed = new PrintedCommands(demo.out().soFar());
        auditLog = Path.of(last.substring(END_OF_COMMANDS.length()));
    }

    @AfterAll
    static void stopTheDemo() {
        if (demo != null) {
            demo.close();
        }
    }

    @Test
    void everyPrintedBlockIsOneThatIsRunHere() throws Exception {
        assertThat(printed.blocks()).containsOnlyKeys("curl", "aws-cli", "break-glass", "boto3", "github-actions");
        assertThat(new PrintedCommands(paste("./sallyport demo commands").out()).blocks())
                .as("what is printed once more")
                .isEqualTo(printed.blocks());
    }

    @Test
    void curlAloneGoesTheWholeWayOfACiJob() throws Exception {
        Ended shell = paste(printed.block("curl"));

        List<String> answers = shell.out().lines().toList();
        assertThat(shell.out()).as(shell.err()).contains("<Arn>" + CI + "run-43</Arn>");
        assertThat(answers)
                .filteredOn(line -> line.contains("\"order\":\"42\""))
                .hasSize(1);
        assertThat(answers)
                .filteredOn(line -> line.contains("\"payment\":\"42\""))
                .hasSize(1);
        assertThat(answers)
                .filteredOn(line -> line.contains("\"code\":\"AccessDenied\""))
                .satisfiesExactly(
                        atProxy -> assertThat(atProxy)
                                .contains(CI + "run-43 is not authorized to perform: orders:DeleteOrder"),
                        atFilter -> assertThat(atFilter)
                                .contains(CI + "run-43 is not authorized to perform: payments:DeletePayment"));
        assertThat(shell.err()).isEmpty();
        assertThat(shell.status()).isZero();
    }

    @Test
    void awsCliTradesACiToken() throws Exception {
        Ended shell = paste(printed.block("aws-cli"));

        assertThat(shell.out()).as(shell.err()).contains("\"" + CI + "run-44\"");
        assertThat(shell.err()).isEmpty();
        assertThat(shell.status()).isZero();
    }

    @Test
    void curlTakesTheCredentialsOfTheAwsCliFromTheSameShell() throws Exception {
        String curl = printed.block("curl");
        String requests = curl.substring(curl.indexOf("curl -sS -w"));

        Ended shell = paste(printed.block("aws-cli") + """
                user="$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY"
                token="x-amz-security-token: $AWS_SESSION_TOKEN"
                """ + requests);

        assertThat(shell.out())
                .as(shell.err())
                .contains("<Arn>" + CI + "run-44</Arn>")
                .contains("\"order\":\"42\"");
        assertThat(shell.status()).isZero();
    }

    @Test
    void awsCliReadsTheTokenFromAFile() throws Exception {
        Ended shell = paste("./sallyport demo token > token\n"
                + printed.block("aws-cli").replace("\"$(./sallyport demo token)\"", "file://token"));

        assertThat(shell.out()).as(shell.err()).contains("\"" + CI + "run-44\"");
        assertThat(shell.status()).isZero();
    }

    /** As a CI system arranges it for its jobs: nothing but the environment says how credentials are got. */
    @Test
    void awsCliFindsTokenFileRoleAndEndpointInTheEnvironment() throws Exception {
        Tools.requireAwsCliThatReadsItsEndpointFromTheEnvironment();

        // The CLI keeps such credentials below the home folder, where another run's would be found.
        Ended shell = paste("""
                export PYTHONUSERBASE="$(python3 -m site --user-base)" HOME="$PWD"
                ./sallyport demo token > token-of-the-job
                export AWS_WEB_IDENTITY_TOKEN_FILE=token-of-the-job AWS_ROLE_SESSION_NAME=run-46
                export AWS_ROLE_ARN=arn:aws:iam::111122223333:role/ci-deploy
                export AWS_ENDPOINT_URL_STS=%s AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1
                aws sts get-caller-identity
                """.formatted(api()));

        assertThat(shell.out()).as(shell.err()).contains("\"" + CI + "run-46\"");
        assertThat(shell.status()).isZero();
    }

    @Test
    void anotherJobsTokenGetsNothing() throws Exception {
        String token = "\"$(./sallyport demo token)\"";

        Ended shell = paste(printed.block("aws-cli").replace(token, "\"$(./sallyport demo token)x\""));

        assertThat(shell.err()).contains("InvalidIdentityToken");
        assertThat(shell.out()).as(shell.err()).doesNotContain("arn:aws:sts::");
    }

    @Test
    void breakGlassIsRefusedWithoutACodeAndGrantedWithOne() throws Exception {
        Ended shell = paste(printed.block("break-glass") + """
                curl -sS -w '\\n' --aws-sigv4 aws:amz:us-east-1:orders -X DELETE \\
                    --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" \\
                    -H "x-amz-security-token: $AWS_SESSION_TOKEN" %s/orders/43
                """.formatted(proxy()));

        assertThat(shell.out())
                .as(shell.err())
                .contains("refused: there was no MFA code")
                .contains("\"" + ALICE + "\"");
        assertThat(shell.out())
                .as(shell.err())
                .contains("\"status\":\"deleted\"")
                .contains("\"reason\":\"INC-4711\"", "./sallyport revoke --data-dir '", "reason: INC-4711");
        assertThat(shell.err()).containsOnlyOnce("(AccessDenied)");
        assertThat(shell.status()).isZero();
    }

    @Test
    void awsCliAsksForTheCodeOfAnEnrolledDeviceThatItsProfileNames() throws Exception {
        String keys = printed.block("break-glass").lines().limit(3).collect(Collectors.joining("\n", "", "\n"));
        String options = " --config config/demo/sallyport.yaml";
        Ended enroll = paste("./sallyport mfa enroll alice --name alice-tablet --format json" + options);
        Matcher seedText =
                Pattern.compile("\"Base32StringSeed\":\"([A-Z2-7]+)\"").matcher(enroll.out());
        assertThat(seedText.find()).as(enroll.err()).isTrue();
        TotpSeed seed = TotpSeed.parse(seedText.group(1));
        long step = Totp.step(Instant.now());
        Ended enable = paste(
                "./sallyport mfa enable alice " + Totp.code(seed, step - 1) + " " + Totp.code(seed, step) + options);
        assertThat(enable.status()).as(enable.err()).isZero();

        // Without a terminal of its own the CLI reads the code from standard input; at home it keeps what it got.
        Ended shell = paste(keys + """
                cat > mfa-profile <<'EOF'
                [profile on-call]
                role_arn = arn:aws:iam::111122223333:role/on-call
                credential_source = Environment
                mfa_serial = arn:aws:iam::111122223333:mfa/alice-tablet
                EOF
                export AWS_CONFIG_FILE="$PWD/mfa-profile" AWS_ENDPOINT_URL_STS=%s HOME="$PWD"
                echo %s | python3 -c 'import os, sys; os.setsid(); os.execvp(sys.argv[1], sys.argv[1:])' \\
                    aws sts get-caller-identity --profile on-call --region us-east-1
                """.formatted(api(), Totp.code(seed, step + 1)));

        assertThat(shell.out()).as(shell.err()).contains("assumed-role/on-call/botocore-session-");
        assertThat(shell.status()).isZero();
    }

    @Test
    void botoGoesTheWayOfACiJob() throws Exception {
        Ended shell = paste(printed.block("boto3"));

        assertThat(shell.out().lines())
                .satisfiesExactly(
                        arn -> assertThat(arn).isEqualTo(CI + "run-45"),
                        order -> assertThat(order).contains("\"order\":\"42\"").contains(CI + "run-45"));
        assertThat(shell.status()).isZero();
    }

    /** It cannot run here; what can be held against the demo is that it names the same role and audience. */
    @Test
    void workflowStepAsksForTheRoleAndTheAudienceOfTheDemo() throws Exception {
        String step = printed.block("github-actions");

        assertThat(step)
                .contains("role-to-assume: arn:aws:iam::111122223333:role/ci-deploy\n")
                .contains("aws-region: us-east-1\n")
                .contains("audience: sallyport-demo\n")
                .contains("sts-endpoint: https://");
        assertThat(Files.readString(checkout.identityFile("roles.yaml"))).contains("client-ids: [sallyport-demo]");
    }

    @Test
    void auditLogHasTheDecisionOfADeniedRequest() throws Exception {
        Ended shell = paste(printed.block("curl"));

        String denied = shell.out()
                .lines()
                .filter(line -> line.contains("orders:DeleteOrder"))
                .findFirst()
                .orElseThrow();
        String marker = "\"decisionId\":\"";
        int start = denied.indexOf(marker) + marker.length();
        String decision = denied.substring(start, denied.indexOf('"', start));
        assertThat(Files.readAllLines(auditLog))
                .filteredOn(line -> line.contains(decision))
                .singleElement()
                .asString()
                .contains("orders:DeleteOrder");
    }

    /** The shell of somebody who has never configured these clients. */
    private static Ended paste(String commands) throws IOException, InterruptedException {
        ProcessBuilder shell =
                new ProcessBuilder("sh").directory(checkout.folder().toFile());
        Map<String, String> environment = shell.environment();
        environment.keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("BOTO"));
        environment.put("AWS_CONFIG_FILE", folder.resolve("no-config").toString());
        environment.put(
                "AWS_SHARED_CREDENTIALS_FILE", folder.resolve("no-credentials").toString());
        return ChildProcess.run(shell, commands + "\n");
    }

    private static String api() {
        return word(printed.block("aws-cli"), "--endpoint-url ");
    }

    private static String proxy() {
        String curl = printed.block("curl");
        int end = curl.indexOf("/orders/42");
        return curl.substring(curl.lastIndexOf(' ', end) + 1, end);
    }

    private static String word(String text, String before) {
        int start = text.indexOf(before) + before.length();
        return text.substring(start, text.indexOf(' ', start));
    }
}

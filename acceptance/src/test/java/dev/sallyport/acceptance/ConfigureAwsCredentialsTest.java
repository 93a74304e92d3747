package dev.sallyport.acceptance;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.sallyport.acceptance.ChildProcess.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A workflow step that uses the action {@code aws-actions/configure-aws-credentials}, on a runner that has what GitHub's
 * have: an address for ID tokens, and files for outputs and variables.
 */
@Tag("clients")
class ConfigureAwsCredentialsTest {
    private static final String ROLE = "arn:aws:iam::111122223333:role/";
    private static final String RUNNER_TOKEN = "the-token-of-the-runner";

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
    private static final Random RANDOM = new Random(1);

    @TempDir
    static Path folder;

    private static TestIssuer issuer;
    private static WireMockServer runner;
    private static Installation installation;
    private static int steps;

    @BeforeAll
    static void start() throws Exception {
        issuer = TestIssuer.start();
        runner = new WireMockServer(wireMockConfig().bindAddress("127.0.0.1").dynamicPort());
        runner.start();
        for (String audience : List.of("sts.amazonaws.com", "https://another.audience.test")) {
            String token = issuer.sign(issuer.claims(audience));
            runner.stubFor(get(urlPathEqualTo("/token"))
                    .withQueryParam("audience", equalTo(audience))
                    .withHeader("Authorization", equalTo("Bearer " + RUNNER_TOKEN))
                    .willReturn(aResponse().withBody("{\"value\":\"" + token + "\"}")));
        }
        installation = new Installation(folder.resolve("installation"), InstantSource.system())
                .serving("")
                .identities("home.yaml", """
                        account: "111122223333"
                        users:
                          - name: alice
                            access-keys: [{id: AKIARTX3GSDS4R4CQSP2, secret: "file:../secrets/alice-secret"}]
                        roles:
                          - name: deploy
                            trust: |
                              {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
                                "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/%1$s"},
                                "Condition": {"StringEquals": {"%1$s:aud": "sts.amazonaws.com"},
                                              "StringLike": {"%1$s:sub": "repo:octo-org/octo-repo:*"}}}}
                          - name: tagged
                            trust: |
                              {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": ["sts:AssumeRole", "sts:TagSession"],
                                "Principal": {"AWS": "arn:aws:iam::111122223333:user/alice"},
                                "Condition": {"StringEquals": {
                                  "aws:RequestTag/GitHub": "Actions", "aws:RequestTag/Repository": "octo-org/octo-repo",
                                  "aws:RequestTag/Actor": "octo-bot_bot_", "aws:RequestTag/Branch": "refs/heads/main"}}}}
                        oidc-providers:
                          - {issuer: "http://%1$s", client-ids: [sts.amazonaws.com]}
                        """.formatted(issuer.url().substring("http://".length())))
                .start();
    }

    @AfterAll
    static void stop() {
        installation.close();
        runner.stop();
        issuer.close();
    }

    @Test
    void stepPutsCredentialsIntoTheEnvironmentOfTheNextOnes() throws Exception {
        Step step = step(Map.of(
                "role-to-assume",
                ROLE + "deploy",
                "allowed-account-ids",
                "111122223333",
                "mask-aws-account-id",
                "true",
                "output-credentials",
                "true"));

        assertThat(step.status()).as(step.log()).isZero();
        assertThat(step.outputs())
                .containsEntry("aws-account-id", "111122223333")
                .containsEntry("authenticated-arn", "arn:aws:sts::111122223333:assumed-role/deploy/GitHubActions")
                .containsKey("aws-expiration");
        assertThat(step.variables())
                .containsEntry("AWS_REGION", "us-east-1")
                .containsEntry("AWS_ACCESS_KEY_ID", step.outputs().get("aws-access-key-id"))
                .containsEntry("AWS_SESSION_TOKEN", step.outputs().get("aws-session-token"));
        assertThat(step.log()).contains("Authenticated as assumedRoleId AROA");
        for (String secret : List.of("aws-access-key-id", "aws-secret-access-key", "aws-session-token")) {
            assertThat(step.log().lines())
                    .filteredOn(line -> line.contains(step.outputs().get(secret)))
                    .as("lines with `%s`", secret)
                    .allMatch(line -> line.startsWith("::add-mask::"))
                    .isNotEmpty();
        }
    }

    @Test
    void anotherAccountIsNoticed() throws Exception {
        Step step = step(Map.of("role-to-assume", ROLE + "deploy", "allowed-account-ids", "444455556666"));

        assertThat(step.status()).isEqualTo(1);
        assertThat(step.log()).contains("::error::The account ID of the provided credentials (111122223333)");
    }

    @Test
    void refusalIsTriedAgainAsOftenAsTheStepSaysAndThenTold() throws Exception {
        long before = refusals();
        Step step = step(Map.of(
                "role-to-assume",
                ROLE + "deploy",
                "audience",
                "https://another.audience.test",
                "retry-max-attempts",
                "3"));

        assertThat(step.status()).isEqualTo(1);
        assertThat(step.log())
                .contains(
                        "::error::The web identity token provided could not be validated",
                        "the token's `aud` is `https://another.audience.test`");
        assertThat(refusals() - before).isEqualTo(3);
    }

    @Test
    void keysGiveASessionWithTheTagsOfTheWorkflow() throws Exception {
        Step step = step(withKeys(Map.of("role-to-assume", "tagged", "role-session-name", "with-keys")));

        assertThat(step.status()).as(step.log()).isZero();
        assertThat(step.outputs())
                .containsEntry("authenticated-arn", "arn:aws:sts::111122223333:assumed-role/tagged/with-keys");
    }

    /** The sentence, code and status of {@code PackedPolicyTooLarge} are what makes the action leave tags out. */
    @Test
    void tagsThatCanBeLeftOutAreLeftOutWhenTheyAreTooLarge() throws Exception {
        Step step = step(withKeys(Map.of(
                "role-to-assume", "tagged", "inline-session-policy", policyThatLeavesRoomForTheTagsThatMustBe())));

        assertThat(step.log()).contains("::debug::the tags are too large");
        assertThat(step.status()).as(step.log()).isZero();
    }

    /** More than half of the room, and hardly to be compressed. */
    private static String policyThatLeavesRoomForTheTagsThatMustBe() {
        return IntStream.range(0, 3)
                .mapToObj(i -> "\"arn:aws:orders:us-east-1:111122223333:order/" + letters(550) + "\"")
                .collect(Collectors.joining(
                        ",",
                        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"orders:*\",\"Resource\":[",
                        "]}}"));
    }

    private static String letters(int count) {
        return RANDOM.ints(count, 0, LETTERS.length())
                .mapToObj(i -> LETTERS.substring(i, i + 1))
                .collect(Collectors.joining());
    }

    private static Map<String, String> withKeys(Map<String, String> inputs) {
        Map<String, String> all = new LinkedHashMap<>(inputs);
        all.put("aws-access-key-id", Installation.ALICE_KEY);
        all.put("aws-secret-access-key", Installation.ALICE_SECRET);
        return all;
    }

    private static long refusals() {
        return installation
                .auditLog()
                .lines()
                .filter(line -> line.contains("InvalidIdentityToken"))
                .count();
    }

    private record Step(int status, String log, Map<String, String> outputs, Map<String, String> variables) {}

    private static Step step(Map<String, String> inputs) throws Exception {
        Path home = Files.createDirectories(folder.resolve("step-" + steps++));
        Path outputs = Files.createFile(home.resolve("outputs"));
        Path variables = Files.createFile(home.resolve("variables"));
        ProcessBuilder node = new ProcessBuilder(
                "node", ClientPrograms.javascript("configure-credentials.mjs").toString());
        Map<String, String> environment = node.environment();
        environment.keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("GITHUB_"));
        environment.put("AWS_EC2_METADATA_DISABLED", "true");
        environment.put("HOME", home.toString());
        environment.put("GITHUB_OUTPUT", outputs.toString());
        environment.put("GITHUB_ENV", variables.toString());
        environment.put("ACTIONS_ID_TOKEN_REQUEST_URL", runner.baseUrl() + "/token?api-version=2.0");
        environment.put("ACTIONS_ID_TOKEN_REQUEST_TOKEN", RUNNER_TOKEN);
        environment.put("GITHUB_REPOSITORY", "octo-org/octo-repo");
        environment.put("GITHUB_WORKFLOW", "Deploy to prod (overnight)!");
        environment.put("GITHUB_ACTION", "configure");
        environment.put("GITHUB_ACTOR", "octo-bot[bot]");
        environment.put("GITHUB_SHA", "0123456789abcdef0123456789abcdef01234567");
        environment.put("GITHUB_REF", "refs/heads/main");
        environment.put("GITHUB_EVENT_NAME", "workflow_dispatch");
        environment.put("GITHUB_HEAD_REF", letters(250));
        environment.put("GITHUB_BASE_REF", letters(250));
        environment.put("GITHUB_RUN_ID", "1234567890");
        environment.put("GITHUB_JOB", letters(250));
        environment.put("GITHUB_TRIGGERING_ACTOR", letters(250));
        environment.put("INPUT_AWS-REGION", "us-east-1");
        environment.put("INPUT_STS-ENDPOINT", installation.api().toString());
        inputs.forEach((name, value) -> environment.put("INPUT_" + name.toUpperCase(Locale.ROOT), value));
        Ended ended = ChildProcess.run(node, "");
        return new Step(ended.status(), ended.out() + ended.err(), pairs(outputs), pairs(variables));
    }

    private static Map<String, String> pairs(Path file) throws Exception {
        return Files.readAllLines(file).stream()
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (former, latter) -> latter));
    }
}

package dev.sallyport.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.acceptance.ChildProcess.Ended;
import dev.sallyport.json.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.StsException;

/**
 * Every answer, error and constraint of STS against the service model that botocore ships: {@code sts_model.py} walks the
 * model, this gives it a gateway that runs, and people, sessions and tokens of every kind it needs.
 */
@Tag("clients")
class BotocoreModelTest {
    private static final String WORKER = "arn:aws:iam::111122223333:role/worker";
    private static final String AUDIENCE = "https://sts.acceptance.test";

    @TempDir
    private Path folder;

    private final ShiftedClock clock = new ShiftedClock();
    private final String issuerThatIsDown = "http://127.0.0.1:" + FreePort.next();
    private TestIssuer issuer;
    private Installation installation;

    @BeforeEach
    void start() throws Exception {
        issuer = TestIssuer.start();
        installation = new Installation(folder, clock)
                .serving("")
                .identities("home.yaml", """
                        account: "111122223333"
                        outbound-web-identity: true
                        users:
                          - name: alice
                            access-keys: [{id: AKIARTX3GSDS4R4CQSP2, secret: "file:../secrets/alice-secret"}]
                            policies:
                              inline:
                                all: |
                                  {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:*", "Resource": "*"}}
                        roles:
                          - name: worker
                            policies:
                              inline:
                                all: |
                                  {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:*", "Resource": "*"}}
                            trust: |
                              {"Version": "2012-10-17", "Statement": {"Effect": "Allow",
                                "Action": ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"],
                                "Principal": {"AWS": "arn:aws:iam::111122223333:user/alice"}}}
                          - name: build
                            trust: |
                              {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
                                "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/%1$s"},
                                "Condition": {"StringLike": {"%1$s:sub": "repo:octo-org/octo-repo:*"}}}}
                        oidc-providers:
                          - {issuer: "%2$s", client-ids: ["%3$s"]}
                          - {issuer: "%4$s", client-ids: ["%3$s"]}
                        """.formatted(
                                issuer.url().substring("http://".length()), issuer.url(), AUDIENCE, issuerThatIsDown))
                .identities("partner.yaml", """
                        account: "444455556666"
                        users:
                          - name: bob
                            access-keys: [{id: AKIARTX3GSDSVNXJVXGB, secret: "file:../secrets/bob-secret"}]
                            policies:
                              inline:
                                tokens: |
                                  {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Resource": "*",
                                    "Action": ["sts:GetWebIdentityToken", "sts:TagGetWebIdentityToken"]}}
                        """)
                .start();
    }

    @AfterEach
    void stop() {
        installation.close();
        issuer.close();
    }

    @Test
    void everyAnswerErrorAndConstraintIsThatOfTheModel() throws Exception {
        Tools.requireAll();
        // Within the window of signatures: it ends before the other calls, and no client has to correct its clock.
        clock.shiftTo(Duration.ofSeconds(-790));
        AwsCredentials expired = worker("expired");
        clock.shiftTo(Duration.ofMinutes(2));
        AwsCredentials revoked = worker("revoked");
        assertThat(ProgramRun.of(
                                "revoke",
                                "--session",
                                sessionId("revoked"),
                                "--config",
                                folder.resolve("sallyport.yaml").toString())
                        .status())
                .isZero();
        JsonWriter given = given();
        credentials(given, "partner", Sts.bob());
        credentials(given, "quarterOfAnHour", worker("quarter"));
        credentials(given, "expired", expired);
        credentials(given, "revoked", revoked);
        credentials(given, "unknownKey", key("AKIAIOSFODNN7EXAMPLE", Installation.ALICE_SECRET));
        credentials(given, "wrongSecret", key(Installation.ALICE_KEY, Installation.BOB_SECRET));

        Ended run = python(given.endObject().text(), Map.of());

        System.out.println(run.out());
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).endsWith(", faults 0");
    }

    @Test
    void whatIsNewInAModelIsAFaultUntilItIsNamed() throws Exception {
        Path newer = folder.resolve("models/sts/2011-06-15/service-2.json");
        Files.createDirectories(newer.getParent());
        Ended written = ChildProcess.run(new ProcessBuilder("python3", "-", newer.toString()), """
                import botocore.loaders, json, sys
                model = botocore.loaders.Loader().load_service_model("sts", "service-2")
                model["operations"]["AssumePlanet"] = dict(model["operations"]["GetCallerIdentity"], name="AssumePlanet")
                model["operations"]["GetAccessKeyInfo"]["errors"] = [{"shape": "RegionDisabledException"}]
                json.dump(model, open(sys.argv[1], "w"))
                """);
        assertThat(written.status()).as(written.err()).isZero();

        Ended run = python(
                given().endObject().text(),
                Map.of("AWS_DATA_PATH", folder.resolve("models").toString()));

        assertThat(run.out())
                .as(run.err())
                .contains("AssumePlanet: is in the model or in the tables of this file, and not in both")
                .contains("GetAccessKeyInfo: RegionDisabledException: is in the model")
                .endsWith(", faults 2");
    }

    private JsonWriter given() throws Exception {
        Instant longAgo = Instant.now().minus(Duration.ofHours(1));
        JsonWriter given = new JsonWriter()
                .beginObject()
                .field("endpoint", installation.api().toString())
                .field("message", refusal())
                .field("token", issuer.sign(issuer.claims(AUDIENCE)))
                .field("expiredToken", issuer.sign(issuer.claims(AUDIENCE).expirationTime(Date.from(longAgo))))
                .field(
                        "tokenOfIssuerThatIsDown",
                        issuer.sign(issuer.claims(AUDIENCE).issuer(issuerThatIsDown)));
        credentials(given, "alice", Sts.alice());
        return given;
    }

    private static AwsCredentials key(String id, String secret) {
        return AwsBasicCredentials.create(id, secret);
    }

    private static void credentials(JsonWriter given, String name, AwsCredentials credentials) {
        given.name(name)
                .beginObject()
                .field("aws_access_key_id", credentials.accessKeyId())
                .field("aws_secret_access_key", credentials.secretAccessKey());
        if (credentials instanceof AwsSessionCredentials session) {
            given.field("aws_session_token", session.sessionToken());
        }
        given.endObject();
    }

    private AwsCredentials worker(String name) {
        try (StsClient sts = Sts.as(installation.api(), Sts.alice())) {
            return Sts.session(sts.assumeRole(request ->
                            request.roleArn(WORKER).roleSessionName(name).durationSeconds(900))
                    .credentials());
        }
    }

    private String sessionId(String name) {
        return ProgramRun.of(
                        "sessions", "--config", folder.resolve("sallyport.yaml").toString())
                .out()
                .lines()
                .filter(line -> line.contains("/" + name + "  "))
                .map(line -> line.substring(0, 32))
                .findFirst()
                .orElseThrow();
    }

    /** An encoded message of alice's account. */
    private String refusal() {
        try (StsClient sts = Sts.as(installation.api(), Sts.alice())) {
            sts.assumeRole(request ->
                    request.roleArn("arn:aws:iam::111122223333:role/nobody").roleSessionName("s1"));
        } catch (StsException refused) {
            String text = refused.awsErrorDetails().rawResponse().asUtf8String();
            int start = text.indexOf("<EncodedMessage>") + "<EncodedMessage>".length();
            return text.substring(start, text.indexOf('<', start));
        }
        throw new AssertionError("the call was not refused");
    }

    private Ended python(String given, Map<String, String> environment) throws IOException, InterruptedException {
        Path script = Path.of(System.getProperty("sallyport.root", ".."), "acceptance/src/test/python/sts_model.py");
        ProcessBuilder python = new ProcessBuilder("python3", script.toString());
        python.environment().keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("BOTO"));
        python.environment().put("AWS_CONFIG_FILE", folder.resolve("no-config").toString());
        python.environment()
                .put(
                        "AWS_SHARED_CREDENTIALS_FILE",
                        folder.resolve("no-credentials").toString());
        python.environment().putAll(environment);
        return ChildProcess.run(python, given);
    }
}

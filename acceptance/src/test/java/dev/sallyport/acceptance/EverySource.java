package dev.sallyport.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.mfa.Totp;
import dev.sallyport.mfa.TotpSeed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/**
 * Where a stock client finds credentials by itself, and that it gets new ones in time: nothing but its documented settings
 * says how. Each source gives a session that is about to end, so that the next call needs another one.
 */
abstract class EverySource {
    private static final String ALICE = """
            [profile alice]
            aws_access_key_id = %s
            aws_secret_access_key = %s
            """.formatted(Installation.ALICE_KEY, Installation.ALICE_SECRET);
    /** Any client takes a session for over that has this long to live. */
    private static final Duration ABOUT_TO_END = Duration.ofSeconds(30);

    private final StockClient client;
    private final ShiftedClock clock = new ShiftedClock();

    @TempDir
    Path folder;

    private TestIssuer issuer;
    private Installation installation;

    EverySource(StockClient client) {
        this.client = client;
    }

    @BeforeEach
    void start() throws Exception {
        issuer = TestIssuer.start();
        installation = StockClientScenario.installation(
                        folder.resolve("installation"), clock, issuer, "http://localhost:" + FreePort.next())
                .start();
    }

    @AfterEach
    void stop() {
        installation.close();
        issuer.close();
    }

    /** A role gives an hour when nothing else is asked for, so the gateway begins with a clock that is nearly an hour behind. */
    @Test
    void tokenFileIsReadAgainForTheNextSession() throws Exception {
        Path tokenFile = folder.resolve("token");
        try (ClientSession session = start(Map.of(
                "AWS_WEB_IDENTITY_TOKEN_FILE",
                tokenFile.toString(),
                "AWS_ROLE_ARN",
                StockClientScenario.CI_ONCE,
                "AWS_ROLE_SESSION_NAME",
                "job"))) {
            clock.shiftTo(ABOUT_TO_END.minus(Duration.ofHours(1)));
            Files.writeString(tokenFile, token());
            session.identity();
            assertThat(calls("AssumeRoleWithWebIdentity")).as("exchanges").isEqualTo(1);

            clock.shiftTo(Duration.ZERO);
            Files.writeString(tokenFile, token());

            callUntil(session, () -> calls("AssumeRoleWithWebIdentity") == 2);
            assertThat(session.identity().text("Arn")).isEqualTo("arn:aws:sts::111122223333:assumed-role/ci-once/job");
        }
    }

    @Test
    void profileNamesTheTokenFile() throws Exception {
        Path tokenFile = folder.resolve("token");
        Files.writeString(tokenFile, token() + "\n");
        profiles("""
                [profile job]
                role_arn = %s
                role_session_name = job
                web_identity_token_file = %s
                """.formatted(StockClientScenario.CI, tokenFile));

        try (ClientSession session = start(Map.of("AWS_PROFILE", "job"))) {
            assertThat(session.identity().text("Arn")).isEqualTo("arn:aws:sts::111122223333:assumed-role/ci/job");
        }
    }

    @Test
    void processIsRunAgainForTheNextSession() throws Exception {
        Path answer = folder.resolve("answer.json");
        profiles("""
                [profile process]
                credential_process = cat %s
                """.formatted(answer));

        try (ClientSession session = start(Map.of("AWS_PROFILE", "process"))) {
            Files.writeString(answer, processAnswer("first"));
            assertThat(session.identity().text("Arn")).endsWith("assumed-role/worker/first");

            Files.writeString(answer, processAnswer("second"));
            String second = "arn:aws:sts::111122223333:assumed-role/worker/second";
            callUntil(session, () -> session.identity().text("Arn").equals(second));
        }
    }

    /** Clocks may be fifteen minutes apart, which is as short as a session can be. */
    @Test
    void rolesOfAChainOfProfilesAreAssumedAgain() throws Exception {
        profiles(ALICE
                + """
                [profile worker]
                role_arn = %s
                role_session_name = first
                source_profile = alice
                duration_seconds = 900

                [profile chained]
                role_arn = %s
                role_session_name = second
                external_id = %s
                source_profile = worker
                duration_seconds = 900
                """.formatted(
                        StockClientScenario.WORKER, StockClientScenario.CHAINED, StockClientScenario.EXTERNAL_ID));
        clock.shiftTo(ABOUT_TO_END.minus(Duration.ofMinutes(15)));

        try (ClientSession session = start(Map.of("AWS_PROFILE", "chained"))) {
            assertThat(session.identity().text("Arn")).endsWith("assumed-role/chained/second");
            long atFirst = calls("AssumeRole");

            assertThat(atFirst).as("roles that were assumed").isGreaterThanOrEqualTo(2);
            if (client.readsDurationsOfProfiles()) {
                callUntil(session, () -> calls("AssumeRole") > atFirst);
            }
            assertThat(session.identity().text("Arn")).endsWith("assumed-role/chained/second");
        }
    }

    @Test
    void codeOfTheDeviceThatAProfileNamesIsAskedFor() throws Exception {
        profiles(ALICE + """
                [profile guarded]
                role_arn = %s
                role_session_name = with-code
                source_profile = alice
                mfa_serial = %s
                """.formatted(StockClientScenario.GUARDED, Installation.ALICE_MFA));
        String code = Totp.code(TotpSeed.of(Installation.ALICE_SEED), Totp.step(Instant.now()));

        try (ClientSession session = start(Map.of("AWS_PROFILE", "guarded"))) {
            assertThat(session.call("GetCallerIdentity", Map.of(), Optional.empty(), Optional.of(code))
                            .text("Arn"))
                    .endsWith("assumed-role/guarded/with-code");
        }
    }

    /** An SDK that renews a session in the background goes on with the old one for a call or two. */
    private static void callUntil(ClientSession session, Callable<Boolean> renewed) throws Exception {
        for (int i = 0; i < 20; i++) {
            session.identity();
            if (renewed.call()) {
                return;
            }
        }
        throw new AssertionError("the client got no other session");
    }

    private ClientSession start(Map<String, String> environment) throws Exception {
        return client.start(installation.api(), home(), environment);
    }

    private Path home() throws Exception {
        return Files.createDirectories(folder.resolve("home"));
    }

    private void profiles(String text) throws Exception {
        Files.writeString(home().resolve("config"), text);
    }

    /** A token of this moment, by the gateway's clock. */
    private String token() throws Exception {
        Instant now = clock.instant();
        return issuer.sign(issuer.claims(StockClientScenario.AUDIENCE)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300))));
    }

    private String processAnswer(String sessionName) {
        try (StsClient sts = Sts.as(installation.api(), Sts.alice())) {
            Credentials worker = sts.assumeRole(request ->
                            request.roleArn(StockClientScenario.WORKER).roleSessionName(sessionName))
                    .credentials();
            return """
                    {"Version": 1, "AccessKeyId": "%s", "SecretAccessKey": "%s", "SessionToken": "%s", "Expiration": "%s"}
                    """.formatted(
                            worker.accessKeyId(),
                            worker.secretAccessKey(),
                            worker.sessionToken(),
                            Instant.now().plusSeconds(12));
        }
    }

    private long calls(String action) {
        return installation
                .auditLog()
                .lines()
                .filter(line -> line.contains("\"action\":\"sts:" + action + "\""))
                .count();
    }
}

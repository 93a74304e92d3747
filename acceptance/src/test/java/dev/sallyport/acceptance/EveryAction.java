package dev.sallyport.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Named.named;

import dev.sallyport.mfa.Totp;
import dev.sallyport.mfa.TotpSeed;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.StsException;

/**
 * Every action of STS, called by a stock client and read by its own model; and every refusal, as the exception that its users
 * catch.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EveryAction {
    private static final String READ =
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"orders:GetOrder\",\"Resource\":\"*\"}}";

    private final StockClient client;
    private final ShiftedClock clock = new ShiftedClock();
    private TestIssuer issuer;
    private String silentIssuer;
    private Installation installation;
    private ClientSession session;

    EveryAction(StockClient client) {
        this.client = client;
    }

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        issuer = TestIssuer.start();
        silentIssuer = "http://localhost:" + FreePort.next();
        installation = StockClientScenario.installation(folder.resolve("installation"), clock, issuer, silentIssuer)
                .start();
        session = client.start(installation.api(), folder.resolve("home"), Map.of());
    }

    @AfterAll
    void stop() {
        session.close();
        installation.close();
        issuer.close();
    }

    @AfterEach
    void rightTime() {
        clock.shiftTo(Duration.ZERO);
    }

    @Test
    void roleIsAssumedWithAllThatASessionCanCarry() throws Exception {
        Map<String, Object> parameters = assumption(StockClientScenario.WORKER);
        parameters.put("DurationSeconds", 900);
        parameters.put(
                "Policy",
                "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"sts:*\",\"Resource\":\"*\"}}");
        parameters.put("PolicyArns", List.of(Map.of("arn", StockClientScenario.READ)));
        parameters.put("Tags", List.of(tag("team", "red + blue/2=@"), tag("größe", "ß")));
        parameters.put("TransitiveTagKeys", List.of("team"));
        parameters.put("SourceIdentity", "INC-4711");

        ClientOutcome worker = session.call("AssumeRole", parameters, Sts.alice());

        assertThat(worker.text("AssumedRoleUser.Arn")).isEqualTo("arn:aws:sts::111122223333:assumed-role/worker/s1");
        assertThat(worker.text("AssumedRoleUser.AssumedRoleId")).matches("AROA\\w+:s1");
        assertThat(worker.text("SourceIdentity")).isEqualTo("INC-4711");
        assertThat(Integer.parseInt(worker.text("PackedPolicySize"))).isBetween(1, 100);
        assertThat(worker.text("Credentials.AccessKeyId")).startsWith("ASIA");
        assertThat(worker.moment("Credentials.Expiration"))
                .isCloseTo(Instant.now().plusSeconds(900), within(60, ChronoUnit.SECONDS));
        assertThat(whoIs(worker)).isEqualTo("arn:aws:sts::111122223333:assumed-role/worker/s1");

        Map<String, Object> onwards = assumption(StockClientScenario.CHAINED);
        onwards.put("ExternalId", StockClientScenario.EXTERNAL_ID);
        assertThat(whoIs(session.call("AssumeRole", onwards, worker.credentials())))
                .isEqualTo("arn:aws:sts::111122223333:assumed-role/chained/s1");
    }

    @Test
    void webIdentityTokenIsExchanged() throws Exception {
        ClientOutcome job = session.call(
                "AssumeRoleWithWebIdentity",
                exchange(issuer.sign(issuer.claims(StockClientScenario.AUDIENCE))),
                Sts.bob());

        assertThat(job.text("SubjectFromWebIdentityToken")).isEqualTo("repo:octo-org/octo-repo:ref:refs/heads/main");
        assertThat(job.text("Audience")).isEqualTo(StockClientScenario.AUDIENCE);
        assertThat(job.text("Provider"))
                .isEqualTo("arn:aws:iam::111122223333:oidc-provider/"
                        + issuer.url().substring("http://".length()));
        assertThat(whoIs(job)).isEqualTo("arn:aws:sts::111122223333:assumed-role/ci/s1");
    }

    @Test
    void sessionOfAUserWithMfaOpensWhatAsksForIt() throws Exception {
        ClientOutcome mfa = session.call(
                "GetSessionToken",
                Map.of(
                        "DurationSeconds",
                        900,
                        "SerialNumber",
                        Installation.ALICE_MFA,
                        "TokenCode",
                        Totp.code(TotpSeed.of(Installation.ALICE_SEED), Totp.step(Instant.now()))),
                Sts.alice());

        assertThat(whoIs(mfa)).isEqualTo("arn:aws:iam::111122223333:user/alice");
        assertThat(whoIs(session.call("AssumeRole", assumption(StockClientScenario.GUARDED), mfa.credentials())))
                .isEqualTo("arn:aws:sts::111122223333:assumed-role/guarded/s1");
    }

    @Test
    void userFederates() throws Exception {
        ClientOutcome jean = session.call(
                "GetFederationToken",
                Map.of("Name", "Jean", "Policy", READ, "Tags", List.of(tag("team", "blue")), "DurationSeconds", 900),
                Sts.alice());

        assertThat(jean.text("FederatedUser.Arn")).isEqualTo("arn:aws:sts::111122223333:federated-user/Jean");
        assertThat(jean.text("FederatedUser.FederatedUserId")).isEqualTo("111122223333:Jean");
        assertThat(whoIs(jean)).isEqualTo("arn:aws:sts::111122223333:federated-user/Jean");
    }

    @Test
    void callerLearnsWhoItIs() throws Exception {
        ClientOutcome alice = session.call("GetCallerIdentity", Map.of(), Sts.alice());

        assertThat(alice.text("Arn")).isEqualTo("arn:aws:iam::111122223333:user/alice");
        assertThat(alice.text("Account")).isEqualTo("111122223333");
        assertThat(alice.text("UserId")).startsWith("AIDA");
    }

    @Test
    void accountOfAnAccessKeyIsTold() throws Exception {
        assertThat(session.call("GetAccessKeyInfo", Map.of("AccessKeyId", Installation.BOB_KEY), Sts.alice())
                        .text("Account"))
                .isEqualTo("111122223333");
    }

    @Test
    void encodedMessageOfARefusalIsDecoded() throws Exception {
        ClientOutcome decoded =
                session.call("DecodeAuthorizationMessage", Map.of("EncodedMessage", encodedMessage()), Sts.alice());

        assertThat(decoded.text("DecodedMessage"))
                .startsWith("{\"allowed\":false,")
                .contains("\"action\":\"sts:AssumeRole\"");
    }

    @Test
    void tokenForElsewhereIsIssued() throws Exception {
        ClientOutcome token = session.call(
                "GetWebIdentityToken",
                Map.of(
                        "Audience",
                        List.of("https://api.partner.test"),
                        "SigningAlgorithm",
                        "ES384",
                        "DurationSeconds",
                        60,
                        "Tags",
                        List.of(tag("job", "1"))),
                Sts.alice());

        if (!client.isOlderThanTheActionOf(token)) {
            assertThat(token.text("WebIdentityToken").split("\\.", -1)).hasSize(3);
            assertThat(token.moment("Expiration"))
                    .isCloseTo(Instant.now().plusSeconds(60), within(30, ChronoUnit.SECONDS));
        }
    }

    @ParameterizedTest
    @MethodSource("actionsThatAreNotHere")
    void actionThatIsNotHereSaysWhatToUse(String action, Map<String, ?> parameters, String sentence) throws Exception {
        ClientOutcome outcome = session.call(action, parameters, Sts.alice());

        if (!client.isOlderThanTheActionOf(outcome)) {
            assertThat(outcome.refusal().code()).isEqualTo("InvalidAction");
            assertThat(outcome.refusal().message()).contains(sentence);
        }
    }

    List<Object[]> actionsThatAreNotHere() {
        return List.of(
                new Object[] {
                    "AssumeRoleWithSAML",
                    Map.of(
                            "RoleArn",
                            StockClientScenario.CI,
                            "PrincipalArn",
                            "arn:aws:iam::111122223333:saml-provider/adfs",
                            "SAMLAssertion",
                            "PHNhbWw+"),
                    "use AssumeRoleWithWebIdentity"
                },
                new Object[] {
                    "AssumeRoot",
                    Map.of(
                            "TargetPrincipal",
                            "111122223333",
                            "TaskPolicyArn",
                            Map.of("arn", "arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials")),
                    "assume a role of the account"
                },
                new Object[] {"GetDelegatedAccessToken", Map.of("TradeInToken", "token"), "assume a role"});
    }

    /**
     * A refused call.
     *
     * @param type the exception class, equal but for case: Java writes {@code JwtPayload…}, others {@code JWTPayload…};
     *     empty where the service model has none and clients show their general one
     */
    private record Refusal(String code, String type, String action, Map<String, ?> parameters, AwsCredentials signer) {
        Refusal(String code, String type, String action, Map<String, ?> parameters) {
            this(code, type, action, parameters, Sts.alice());
        }
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusalIsTheExceptionOfItsCode(Refusal refusal) throws Exception {
        ClientOutcome outcome = session.call(refusal.action(), refusal.parameters(), refusal.signer());

        if (client.isOlderThanTheActionOf(outcome)) {
            return;
        }
        assertThat(outcome.refusal().code()).as(outcome.toString()).isEqualTo(refusal.code());
        assertThat(outcome.refusal().message()).isNotBlank();
        if (!client.isCli()) {
            assertThat(outcome.refusal().type())
                    .isEqualToIgnoringCase(refusal.type().isEmpty() ? client.generalException() : refusal.type());
        }
    }

    Stream<Named<Refusal>> refusals() throws Exception {
        Instant past = Instant.now().minusSeconds(7200);
        String expired = issuer.sign(issuer.claims(StockClientScenario.AUDIENCE)
                .issueTime(Date.from(past))
                .expirationTime(Date.from(past.plusSeconds(300))));
        String forged = issuer.forge(issuer.claims(StockClientScenario.AUDIENCE));
        String ofASilentIssuer =
                issuer.sign(issuer.claims(StockClientScenario.AUDIENCE).issuer(silentIssuer));
        String good = issuer.sign(issuer.claims(StockClientScenario.AUDIENCE));
        Map<String, Object> withProviderId = exchange(good);
        withProviderId.put("ProviderId", "graph.facebook.com");
        Map<String, Object> badPolicy = assumption(StockClientScenario.WORKER);
        badPolicy.put("Policy", "{\"Statement\":1}");
        Map<String, Object> muchPolicy = assumption(StockClientScenario.WORKER);
        muchPolicy.put(
                "PolicyArns",
                Stream.of("a", "b")
                        .map(letter -> Map.of("arn", "arn:aws:iam::111122223333:policy/" + letter.repeat(1000)))
                        .toList());
        Map<String, Object> tooLong = assumption(StockClientScenario.WORKER);
        tooLong.put("DurationSeconds", 50_000);
        Map<String, Object> noMfa = assumption(StockClientScenario.GUARDED);
        noMfa.put("SerialNumber", Installation.ALICE_MFA);
        noMfa.put("TokenCode", "000000");
        Map<String, Object> outbound = new LinkedHashMap<>(
                Map.of("Audience", List.of("https://api.partner.test"), "SigningAlgorithm", "RS256"));
        Map<String, Object> muchOutbound = new LinkedHashMap<>(outbound);
        muchOutbound.put(
                "Tags",
                IntStream.range(0, 50)
                        .mapToObj(i -> tag("job-" + "k".repeat(100) + i, "v".repeat(256)))
                        .toList());
        Map<String, Object> longOutbound = new LinkedHashMap<>(outbound);
        longOutbound.put("DurationSeconds", 3600);
        AwsCredentials quarterOfAnHour;
        try (StsClient sts = Sts.as(installation.api(), Sts.alice())) {
            quarterOfAnHour = Sts.session(sts.assumeRole(request -> request.roleArn(StockClientScenario.WORKER)
                            .roleSessionName("s1")
                            .durationSeconds(900))
                    .credentials());
        }
        String webIdentity = "AssumeRoleWithWebIdentity";
        return Stream.of(
                        new Refusal("AccessDenied", "", "AssumeRole", assumption(StockClientScenario.CLOSED)),
                        new Refusal("AccessDenied", "", "AssumeRole", noMfa),
                        new Refusal("ValidationError", "", "AssumeRole", tooLong),
                        new Refusal(
                                "SignatureDoesNotMatch",
                                "",
                                "GetCallerIdentity",
                                Map.of(),
                                AwsBasicCredentials.create(Installation.ALICE_KEY, Installation.BOB_SECRET)),
                        new Refusal(
                                "InvalidClientTokenId",
                                "",
                                "GetCallerIdentity",
                                Map.of(),
                                AwsBasicCredentials.create("AKIARTX3GSDSAAAAAAAA", Installation.BOB_SECRET)),
                        new Refusal("ExpiredTokenException", "ExpiredTokenException", webIdentity, exchange(expired)),
                        new Refusal(
                                "InvalidIdentityToken", "InvalidIdentityTokenException", webIdentity, exchange(forged)),
                        new Refusal("IDPRejectedClaim", "IDPRejectedClaimException", webIdentity, withProviderId),
                        new Refusal(
                                "IDPCommunicationError",
                                "IDPCommunicationErrorException",
                                webIdentity,
                                exchange(ofASilentIssuer)),
                        new Refusal(
                                "MalformedPolicyDocument", "MalformedPolicyDocumentException", "AssumeRole", badPolicy),
                        new Refusal("PackedPolicyTooLarge", "PackedPolicyTooLargeException", "AssumeRole", muchPolicy),
                        new Refusal(
                                "InvalidAuthorizationMessageException",
                                "InvalidAuthorizationMessageException",
                                "DecodeAuthorizationMessage",
                                Map.of("EncodedMessage", "nonsense")),
                        new Refusal(
                                "JWTPayloadSizeExceededException",
                                "JWTPayloadSizeExceededException",
                                "GetWebIdentityToken",
                                muchOutbound),
                        new Refusal(
                                "OutboundWebIdentityFederationDisabledException",
                                "OutboundWebIdentityFederationDisabledException",
                                "GetWebIdentityToken",
                                outbound,
                                StockClientScenario.carol()),
                        new Refusal(
                                "SessionDurationEscalationException",
                                "SessionDurationEscalationException",
                                "GetWebIdentityToken",
                                longOutbound,
                                quarterOfAnHour))
                .map(refusal -> named(refusal.code(), refusal));
    }

    @Test
    void whatPassesByItselfIsTriedAgainByTheClient() throws Exception {
        String token = issuer.sign(issuer.claims(StockClientScenario.AUDIENCE).issuer(silentIssuer));
        long before = audited("IDPCommunicationError");

        session.call("AssumeRoleWithWebIdentity", exchange(token), Sts.alice());

        assertThat(audited("IDPCommunicationError") - before > 1)
                .as("tried again")
                .isEqualTo(client.triesASilentIssuerAgain());
    }

    /** Clients and gateway need clocks within fifteen minutes, and no session is shorter: so this one began in the past. */
    @Test
    void sessionThatIsOverSaysSo() throws Exception {
        clock.shiftTo(Duration.ofMinutes(-14));
        Map<String, Object> parameters = assumption(StockClientScenario.WORKER);
        parameters.put("DurationSeconds", 900);
        AwsCredentials worker =
                session.call("AssumeRole", parameters, Sts.alice()).credentials();
        clock.shiftTo(Duration.ofMinutes(14));

        assertThat(session.call("GetCallerIdentity", Map.of(), worker).refusal().code())
                .isEqualTo("ExpiredToken");
    }

    private long audited(String text) {
        return installation
                .auditLog()
                .lines()
                .filter(line -> line.contains(text))
                .count();
    }

    private String whoIs(ClientOutcome issued) throws Exception {
        return session.call("GetCallerIdentity", Map.of(), issued.credentials()).text("Arn");
    }

    /** Clients differ in whether they show it; the body of the refusal has it. */
    private String encodedMessage() {
        try (StsClient sts = Sts.as(installation.api(), Sts.alice())) {
            sts.assumeRole(
                    request -> request.roleArn(StockClientScenario.CLOSED).roleSessionName("s1"));
            throw new AssertionError("the role was assumed");
        } catch (StsException refused) {
            String body = refused.awsErrorDetails().rawResponse().asUtf8String();
            String start = "<EncodedMessage>";
            return body.substring(body.indexOf(start) + start.length(), body.indexOf("</EncodedMessage>"));
        }
    }

    private static Map<String, Object> assumption(String role) {
        return new LinkedHashMap<>(Map.of("RoleArn", role, "RoleSessionName", "s1"));
    }

    private static Map<String, Object> exchange(String token) {
        Map<String, Object> parameters = assumption(StockClientScenario.CI);
        parameters.put("WebIdentityToken", token);
        return parameters;
    }

    private static Map<String, String> tag(String key, String value) {
        return Map.of("Key", key, "Value", value);
    }
}

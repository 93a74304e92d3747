package dev.sallyport.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sallyport.mfa.Totp;
import dev.sallyport.mfa.TotpSeed;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityResponse;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.ExpiredTokenException;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;
import software.amazon.awssdk.services.sts.model.InvalidIdentityTokenException;
import software.amazon.awssdk.services.sts.model.MalformedPolicyDocumentException;
import software.amazon.awssdk.services.sts.model.ProvidedContext;
import software.amazon.awssdk.services.sts.model.StsException;
import software.amazon.awssdk.services.sts.model.Tag;

/** Credentials, as the AWS SDK for Java gets them and is refused them. */
class StsTest {
    @TempDir
    static Path folder;

    private static final ShiftedClock CLOCK = new ShiftedClock();
    private static TestIssuer issuer;
    private static RecordingUpstream upstream;
    private static Installation installation;

    @BeforeAll
    static void start() throws Exception {
        issuer = TestIssuer.start();
        upstream = RecordingUpstream.start();
        installation =
                Scenario.installation(folder, CLOCK, issuer, upstream.port()).start();
    }

    @AfterAll
    static void stop() throws Exception {
        installation.close();
        upstream.close();
        issuer.close();
    }

    @AfterEach
    void rightTime() {
        CLOCK.shiftTo(Duration.ZERO);
    }

    @Test
    void everyKindOfCallerLearnsWhoItIs() {
        assertThat(whoIs(Sts.alice()).arn()).isEqualTo("arn:aws:iam::111122223333:user/alice");
        assertThat(whoIs(Sts.alice()).userId()).startsWith("AIDA");
        assertThat(whoIs(Sts.alice()).account()).isEqualTo("111122223333");
        assertThat(whoIs(Sts.session(sessionToken(Sts.alice()))).arn())
                .isEqualTo("arn:aws:iam::111122223333:user/alice");

        AssumeRoleResponse reader = assume(Sts.alice(), Scenario.READER, request -> {});
        assertThat(whoIs(Sts.session(reader.credentials())).arn())
                .isEqualTo("arn:aws:sts::111122223333:assumed-role/reader/s1")
                .isEqualTo(reader.assumedRoleUser().arn());
        assertThat(whoIs(Sts.session(reader.credentials())).userId())
                .isEqualTo(reader.assumedRoleUser().assumedRoleId())
                .startsWith("AROA")
                .endsWith(":s1");
    }

    @Test
    void credentialsHaveTheFormThatClientsExpect() {
        Credentials credentials =
                assume(Sts.alice(), Scenario.READER, request -> {}).credentials();

        assertThat(credentials.accessKeyId()).startsWith("ASIA").hasSize(20);
        assertThat(credentials.secretAccessKey()).hasSize(40).doesNotContain("+", "/");
        assertThat(credentials.sessionToken().length()).isLessThanOrEqualTo(400);
        assertThat(credentials.expiration())
                .isBetween(Instant.now().plusSeconds(3500), Instant.now().plusSeconds(3601));
    }

    @Test
    void wrongSecretIsRefused() {
        assertRefused(
                () -> whoIs(
                        AwsBasicCredentials.create(Installation.ALICE_KEY, "notAlicesSecretAccessKey0123456789abcdef")),
                "SignatureDoesNotMatch",
                403);
    }

    @Test
    void unknownKeyIsRefused() {
        assertRefused(
                () -> whoIs(AwsBasicCredentials.create("AKIAUNKNOWNUNKNOWN22", Installation.ALICE_SECRET)),
                "InvalidClientTokenId",
                403);
    }

    @Test
    void tokenBesideAnotherAccessKeyIdIsRefused() {
        Credentials one = sessionToken(Sts.alice());
        Credentials other = sessionToken(Sts.alice());

        assertRefused(
                () -> whoIs(
                        AwsSessionCredentials.create(one.accessKeyId(), one.secretAccessKey(), other.sessionToken())),
                "InvalidClientTokenId",
                403);
    }

    @Test
    void expiredSessionIsRefused() {
        // Within the window of signatures: the client's clock stays, the gateway's goes from before it to after it.
        CLOCK.shiftTo(Duration.ofSeconds(-800));
        Credentials quarter = assume(Sts.alice(), Scenario.READER, request -> request.durationSeconds(900))
                .credentials();

        CLOCK.shiftTo(Duration.ofSeconds(80));
        assertThat(whoIs(Sts.session(quarter)).account()).isEqualTo("111122223333");
        CLOCK.shiftTo(Duration.ofSeconds(101));
        assertRefused(() -> whoIs(Sts.session(quarter)), "ExpiredToken", 403);
    }

    @Test
    void clockOffByTwentyMinutesIsRefused() {
        CLOCK.shiftTo(Duration.ofMinutes(20));
        assertThat(firstAnswerOfACallerWithItsOwnClock()).contains("SignatureDoesNotMatch", "Signature expired");
        CLOCK.shiftTo(Duration.ofMinutes(-20));
        assertThat(firstAnswerOfACallerWithItsOwnClock())
                .contains("SignatureDoesNotMatch", "Signature not yet current");
    }

    @Test
    void absentAndRefusedRoleLookTheSame() {
        String absent = Scenario.READER.replace("reader", "absent");
        String refused = messageOf(() -> assume(Sts.bob(), Scenario.GUARDED, request -> {}));
        String unknown = messageOf(() -> assume(Sts.bob(), absent, request -> {}));

        assertThat(unknown).isEqualTo(refused.replace(Scenario.GUARDED, absent));
    }

    @Test
    void explicitDenyOnTheCallersSideIsRefused() {
        assertRefused(() -> assume(Sts.bob(), Scenario.DENIED, request -> {}), "AccessDenied", 403);
    }

    @Test
    void guardedRoleNeedsACodeThatWorksOnce() {
        assertRefused(() -> assume(Sts.alice(), Scenario.GUARDED, request -> {}), "AccessDenied", 403);
        CLOCK.shiftTo(Duration.ofMinutes(2));
        String code = code();

        assertRefused(
                () -> assume(
                        Sts.alice(),
                        Scenario.GUARDED,
                        request -> request.serialNumber(Installation.ALICE_MFA)
                                .tokenCode(code.equals("000000") ? "000001" : "000000")),
                "AccessDenied",
                403);
        Credentials credentials = assume(
                        Sts.alice(),
                        Scenario.GUARDED,
                        request -> request.serialNumber(Installation.ALICE_MFA).tokenCode(code))
                .credentials();
        assertThat(whoIs(Sts.session(credentials)).arn()).endsWith("assumed-role/guarded/s1");
        assertThat(messageOf(() -> assume(
                        Sts.alice(),
                        Scenario.GUARDED,
                        request -> request.serialNumber(Installation.ALICE_MFA).tokenCode(code))))
                .contains("invalid MFA one time pass code");
    }

    @Test
    void anotherUsersDeviceIsRefused() {
        assertThat(messageOf(() -> assume(
                        Sts.bob(),
                        Scenario.READER,
                        request -> request.serialNumber(Installation.ALICE_MFA).tokenCode("123456"))))
                .contains("unable to validate MFA code");
    }

    @Test
    void mfaSessionOpensTheGuardedRole() {
        CLOCK.shiftTo(Duration.ofMinutes(4));
        Credentials withMfa;
        try (StsClient sts = Sts.as(installation.api(), Sts.alice())) {
            withMfa = sts.getSessionToken(request ->
                            request.serialNumber(Installation.ALICE_MFA).tokenCode(code()))
                    .credentials();
        }

        assertThat(assume(Sts.session(withMfa), Scenario.GUARDED, request -> {}).credentials())
                .isNotNull();
        assertRefused(
                () -> assume(Sts.session(sessionToken(Sts.alice())), Scenario.GUARDED, request -> {}),
                "AccessDenied",
                403);
    }

    @Test
    void chainingIsCappedAtOneHour() {
        AwsCredentials reader =
                Sts.session(assume(Sts.alice(), Scenario.READER, request -> {}).credentials());

        assertThat(assume(reader, Scenario.CHAINED, request -> request.durationSeconds(3600))
                        .assumedRoleUser()
                        .arn())
                .isEqualTo("arn:aws:sts::111122223333:assumed-role/chained/s1");
        assertRefused(
                () -> assume(reader, Scenario.CHAINED, request -> request.durationSeconds(3601)),
                "ValidationError",
                400);
    }

    @Test
    void sessionCredentialsCannotGetASessionToken() {
        assertRefused(() -> sessionToken(Sts.session(sessionToken(Sts.alice()))), "AccessDenied", 403);
    }

    @Test
    void parametersThatMakeNoSenseHereAreRefusedByName() {
        assertThat(messageOf(() -> assume(
                        Sts.alice(),
                        Scenario.READER,
                        request -> request.providedContexts(List.of(ProvidedContext.builder()
                                .providerArn("arn:aws:iam::aws:contextProvider/IdentityCenter")
                                .contextAssertion("assertion")
                                .build())))))
                .contains("ProvidedContexts");
    }

    @Test
    void sessionTagsAreHonoured() {
        AssumeRoleResponse tagged = assume(
                Sts.alice(),
                Scenario.READER,
                request -> request.tags(
                        List.of(Tag.builder().key("team").value("blue").build())));

        assertThat(tagged.credentials()).isNotNull();
        assertRefused(
                () -> assume(
                        Sts.alice(),
                        Scenario.GUARDED,
                        request -> request.tags(
                                List.of(Tag.builder().key("team").value("blue").build()))),
                "AccessDenied",
                403);
    }

    @Test
    void malformedSessionPolicyIsRefused() {
        assertThatExceptionOfType(MalformedPolicyDocumentException.class)
                .isThrownBy(() -> assume(Sts.alice(), Scenario.READER, request -> request.policy("{\"Statement\":1}")));
    }

    @Test
    void tokenOfTheIssuerIsExchanged() throws Exception {
        AssumeRoleWithWebIdentityResponse answer = exchange(Scenario.CI, issuer.sign(issuer.claims(Scenario.AUDIENCE)));

        assertThat(answer.subjectFromWebIdentityToken()).isEqualTo("repo:octo-org/octo-repo:ref:refs/heads/main");
        assertThat(answer.audience()).isEqualTo(Scenario.AUDIENCE);
        assertThat(answer.getValueForField("PackedPolicySize", Integer.class))
                .hasValueSatisfying(size -> assertThat(size).isBetween(1, 30));
        assertThat(answer.provider()).startsWith("arn:aws:iam::111122223333:oidc-provider/localhost:");
        assertThat(whoIs(Sts.session(answer.credentials())).arn())
                .isEqualTo("arn:aws:sts::111122223333:assumed-role/ci/build-1");
    }

    @Test
    void wrongAudienceIssuerSignatureAndSubjectAreRefused() throws Exception {
        assertInvalid(Scenario.CI, issuer.sign(issuer.claims("https://elsewhere.test")));
        assertInvalid(Scenario.CI, issuer.sign(issuer.claims(Scenario.AUDIENCE).issuer(issuer.url() + "/")));
        assertInvalid(Scenario.CI, issuer.forge(issuer.claims(Scenario.AUDIENCE)));
        assertRefused(
                () -> exchange(
                        Scenario.CI,
                        signed(issuer.claims(Scenario.AUDIENCE).subject("repo:octo-org/other:ref:refs/heads/main"))),
                "AccessDenied",
                403);
    }

    @Test
    void providerOfAnotherAccountMeansNothing() throws Exception {
        String forPartner = issuer.sign(issuer.claims(Scenario.PARTNER_AUDIENCE));

        assertThat(exchange(Scenario.PARTNER_CI, forPartner).assumedRoleUser().arn())
                .isEqualTo("arn:aws:sts::444455556666:assumed-role/ci/build-1");
        assertInvalid(Scenario.CI, forPartner);
        assertInvalid(Scenario.PARTNER_CI, issuer.sign(issuer.claims(Scenario.AUDIENCE)));
    }

    @Test
    void expiredTokenIsRefusedAsExpired() throws Exception {
        Instant past = Instant.now().minusSeconds(900);
        String expired = issuer.sign(issuer.claims(Scenario.AUDIENCE)
                .issueTime(Date.from(past))
                .expirationTime(Date.from(past.plusSeconds(300))));

        assertThatExceptionOfType(ExpiredTokenException.class).isThrownBy(() -> exchange(Scenario.CI, expired));
    }

    @Test
    void unknownKeyIdCausesOneSharedFetch() throws Exception {
        exchange(Scenario.CI, issuer.sign(issuer.claims(Scenario.AUDIENCE)));
        int before = issuer.keyFetches();
        issuer.rotate();
        // Past the pause that the provider's fetches keep, so that the new key may be fetched now.
        CLOCK.shiftTo(Duration.ofMinutes(1));
        String token = issuer.sign(issuer.claims(Scenario.AUDIENCE));

        List<CompletableFuture<String>> answers = IntStream.range(0, 12)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> exchange(Scenario.CI, token).assumedRoleUser().arn()))
                .toList();

        assertThat(answers.stream().map(CompletableFuture::join))
                .containsOnly("arn:aws:sts::111122223333:assumed-role/ci/build-1");
        assertThat(issuer.keyFetches()).isEqualTo(before + 1);
    }

    @Test
    void noSecretIsInTheAuditLog() throws Exception {
        String token = issuer.sign(issuer.claims(Scenario.AUDIENCE));
        Credentials issued = exchange(Scenario.CI, token).credentials();
        whoIs(Sts.session(issued));

        assertThat(installation.auditLog())
                .contains(issued.accessKeyId())
                .doesNotContain(
                        issued.secretAccessKey(),
                        issued.sessionToken(),
                        token,
                        Installation.ALICE_SECRET,
                        "a seed of twenty by");
    }

    @Test
    void providerIdIsForOtherKindsOfTokens() throws Exception {
        String token = issuer.sign(issuer.claims(Scenario.AUDIENCE));
        assertRefused(() -> exchangeFor("www.amazon.com", token), "InvalidIdentityToken", 400);
        assertRefused(() -> exchangeFor("graph.facebook.com", token), "IDPRejectedClaim", 403);
        assertRefused(() -> exchangeFor("accounts.example.com", token), "AccessDenied", 403);
    }

    @Test
    void jsonIsAnsweredToWhoeverAcceptsIt() throws Exception {
        HttpRequest.Builder call = HttpRequest.newBuilder(installation.api())
                .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                .header("Accept", "application/json");
        HttpResponse<String> refused = HttpClient.newHttpClient()
                .send(
                        call.POST(HttpRequest.BodyPublishers.ofString("Action=GetFoo&Version=2011-06-15"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(refused.headers().firstValue("content-type")).contains("application/json");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body())
                .startsWith("{\"Error\":{\"Type\":\"Sender\",\"Code\":\"InvalidAction\","
                        + "\"Message\":\"Could not find operation GetFoo for version 2011-06-15\"},\"RequestId\":\"");

        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        call.POST(HttpRequest.BodyPublishers.ofString(
                                        "Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleSessionName=s1&RoleArn="
                                                + Scenario.CI + "&WebIdentityToken="
                                                + issuer.sign(issuer.claims(Scenario.AUDIENCE))))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.body())
                .startsWith("{\"AssumeRoleWithWebIdentityResponse\":{\"AssumeRoleWithWebIdentityResult\":{")
                .containsPattern("\"Expiration\":[0-9]{10}[,}]")
                .contains("\"SessionToken\":\"sallyport_");
    }

    @Test
    void actionsThatAreNotHereSaySo() {
        try (StsClient sts = Sts.as(installation.api(), Sts.alice())) {
            assertThat(messageOf(() -> sts.assumeRoleWithSAML(request -> request.roleArn(Scenario.CI)
                            .principalArn("arn:aws:iam::111122223333:saml-provider/example")
                            .samlAssertion("c2FtbA=="))))
                    .contains("AssumeRoleWithSAML is not available here: SAML providers are not supported");
            assertThat(messageOf(() -> sts.assumeRoot(request -> request.targetPrincipal("111122223333")
                            .taskPolicyArn(
                                    arn -> arn.arn("arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials")))))
                    .contains("AssumeRoot is not available here: accounts have no root user");
        }
    }

    private static void exchangeFor(String provider, String token) {
        try (StsClient sts = Sts.anonymous(installation.api())) {
            sts.assumeRoleWithWebIdentity(request -> request.roleArn(Scenario.CI)
                    .roleSessionName("build-1")
                    .providerId(provider)
                    .webIdentityToken(token));
        }
    }

    private static GetCallerIdentityResponse whoIs(AwsCredentials credentials) {
        try (StsClient sts = Sts.as(installation.api(), credentials)) {
            return sts.getCallerIdentity();
        }
    }

    private static Credentials sessionToken(AwsCredentials credentials) {
        try (StsClient sts = Sts.as(installation.api(), credentials)) {
            return sts.getSessionToken().credentials();
        }
    }

    private static AssumeRoleResponse assume(
            AwsCredentials caller, String role, Consumer<AssumeRoleRequest.Builder> change) {
        try (StsClient sts = Sts.as(installation.api(), caller)) {
            return sts.assumeRole(request -> {
                request.roleArn(role).roleSessionName("s1");
                change.accept(request);
            });
        }
    }

    private static AssumeRoleWithWebIdentityResponse exchange(String role, String token) {
        try (StsClient sts = Sts.anonymous(installation.api())) {
            return sts.assumeRoleWithWebIdentity(
                    request -> request.roleArn(role).roleSessionName("build-1").webIdentityToken(token));
        }
    }

    private static String signed(com.nimbusds.jwt.JWTClaimsSet.Builder claims) {
        try {
            return issuer.sign(claims);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String code() {
        return Totp.code(TotpSeed.of(Installation.ALICE_SEED), Totp.step(CLOCK.instant()));
    }

    /** The SDK would correct its clock by the answer's date and try again: the first answer is what counts here. */
    private static String firstAnswerOfACallerWithItsOwnClock() {
        try {
            return new SignedCalls()
                    .send(
                            Sts.alice(),
                            "sts",
                            "GET",
                            java.net.URI.create(installation.api() + "/?Action=GetCallerIdentity&Version=2011-06-15"),
                            "")
                    .body();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String messageOf(Runnable call) {
        try {
            call.run();
        } catch (StsException refused) {
            return refused.awsErrorDetails().errorMessage();
        }
        throw new AssertionError("the call was not refused");
    }

    private static void assertInvalid(String role, String token) {
        assertThatExceptionOfType(InvalidIdentityTokenException.class).isThrownBy(() -> exchange(role, token));
    }

    private static void assertRefused(Runnable call, String code, int status) {
        assertThatExceptionOfType(StsException.class).isThrownBy(call::run).satisfies(e -> {
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
            assertThat(e.statusCode()).isEqualTo(status);
        });
    }
}

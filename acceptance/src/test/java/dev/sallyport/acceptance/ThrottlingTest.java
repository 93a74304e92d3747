package dev.sallyport.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityRequest;
import software.amazon.awssdk.services.sts.model.ExpiredTokenException;
import software.amazon.awssdk.services.sts.model.IdpRejectedClaimException;
import software.amazon.awssdk.services.sts.model.InvalidAuthorizationMessageException;
import software.amazon.awssdk.services.sts.model.InvalidIdentityTokenException;
import software.amazon.awssdk.services.sts.model.MalformedPolicyDocumentException;
import software.amazon.awssdk.services.sts.model.StsException;

/** What the AWS SDK makes of our refusals: when it tries again by itself, and which exception it throws. */
@Timeout(180)
class ThrottlingTest {
    private static final String ALICE = "arn:aws:iam::111122223333:user/alice";

    /** The SDK waits at random up to a second, then up to two …; three attempts, as it comes, may all fall into one second. */
    private static final int ATTEMPTS = 10;

    @TempDir
    static Path folder;

    private static TestIssuer issuer;
    private static Installation installation;

    @BeforeAll
    static void start() throws Exception {
        issuer = TestIssuer.start();
        installation = new Installation(folder, new ShiftedClock())
                .serving("limits: {requests-per-second-per-principal: 2, mfa-codes-per-second-per-device: 1}\n")
                .identities("home.yaml", """
                        account: "111122223333"
                        users:
                          - name: alice
                            access-keys: [{id: AKIARTX3GSDS4R4CQSP2, secret: "file:../secrets/alice-secret"}]
                          - name: bob
                            access-keys: [{id: AKIARTX3GSDSVNXJVXGB, secret: "file:../secrets/bob-secret"}]
                            mfa-devices: [{name: alice-phone, seed: "file:../secrets/alice-seed"}]
                            policies:
                              inline:
                                decode: |
                                  {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:*", "Resource": "*"}}
                        roles:
                          - name: ci
                            trust: |
                              {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
                                "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/%1$s"},
                                "Condition": {"StringLike": {"%1$s:sub": "repo:octo-org/octo-repo:*"}}}}
                        oidc-providers:
                          - {issuer: "%2$s", client-ids: ["%3$s"], algorithms: [RS256]}
                        """.formatted(
                                issuer.url().substring("http://".length()), issuer.url(), Scenario.AUDIENCE))
                .start();
    }

    @AfterAll
    static void stop() throws Exception {
        installation.close();
        issuer.close();
    }

    @Test
    void clientThatIsThrottledTriesAgainByItselfAndSucceeds() {
        AtomicInteger sent = new AtomicInteger();
        try (StsClient impatient = client(Sts.alice(), 1, sent);
                StsClient patient = client(Sts.alice(), ATTEMPTS, sent)) {
            StsException refused = throttled(impatient).orElseThrow();
            assertThat(refused.isThrottlingException()).isTrue();
            assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("Throttling");
            assertThat(refused.awsErrorDetails().errorMessage()).isEqualTo("Rate exceeded");
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.requestId()).isNotBlank();

            sent.set(0);
            for (int i = 0; i < 4; i++) {
                assertThat(patient.getCallerIdentity().arn()).isEqualTo(ALICE);
            }
            assertThat(sent.get()).as("attempts of four calls").isGreaterThan(4);
        }
    }

    @Test
    void everyModelledErrorIsItsOwnException() throws Exception {
        String expired = issuer.sign(issuer.claims(Scenario.AUDIENCE)
                .subject("repo:octo-org/octo-repo:expired")
                .issueTime(Date.from(Instant.now().minusSeconds(7200)))
                .expirationTime(Date.from(Instant.now().minusSeconds(3600))));
        String good = issuer.sign(issuer.claims(Scenario.AUDIENCE));
        Map<Class<? extends StsException>, ThrowingCallable> calls = new LinkedHashMap<>();
        try (StsClient anonymous = Sts.anonymous(installation.api());
                StsClient bob = client(Sts.bob(), ATTEMPTS, new AtomicInteger())) {
            calls.put(ExpiredTokenException.class, withToken(anonymous, request -> request.webIdentityToken(expired)));
            calls.put(
                    InvalidIdentityTokenException.class,
                    withToken(anonymous, request -> request.webIdentityToken("not.a.token")));
            calls.put(
                    IdpRejectedClaimException.class,
                    withToken(
                            anonymous, request -> request.webIdentityToken(good).providerId("graph.facebook.com")));
            calls.put(
                    MalformedPolicyDocumentException.class,
                    withToken(
                            anonymous, request -> request.webIdentityToken(good).policy("{\"no\": \"policy\"}")));
            calls.put(
                    InvalidAuthorizationMessageException.class,
                    () -> bob.decodeAuthorizationMessage(request -> request.encodedMessage("nobody encoded this")));
            calls.forEach((type, call) ->
                    assertThat(catchThrowable(call)).as(type.getSimpleName()).isExactlyInstanceOf(type));
        }
    }

    /** Two at once are looked at; the audit record says which budget the third one met. */
    @Test
    void codesOfOneDeviceHaveABudgetOfTheirOwn() throws Exception {
        try (StsClient bob = client(Sts.bob(), 1, new AtomicInteger())) {
            assertThat(Stream.generate(() -> catchThrowableOfType(
                                    StsException.class,
                                    () -> bob.getSessionToken(request -> request.serialNumber(Installation.ALICE_MFA)
                                            .tokenCode("000000"))))
                            .limit(200)
                            .anyMatch(StsException::isThrottlingException))
                    .isTrue();
        }
        installation.stop();
        String records = installation.auditLog();
        installation.start();
        assertThat(records).contains("`mfa-codes-per-second-per-device`").doesNotContain("000000\"");
    }

    private static Optional<StsException> throttled(StsClient client) {
        for (int i = 0; i < 200; i++) {
            Throwable refused = catchThrowable(client::getCallerIdentity);
            if (refused instanceof StsException exception) {
                return Optional.of(exception);
            }
        }
        return Optional.empty();
    }

    private static ThrowingCallable withToken(
            StsClient client, Consumer<AssumeRoleWithWebIdentityRequest.Builder> what) {
        return () -> client.assumeRoleWithWebIdentity(request -> {
            request.roleArn(Scenario.CI).roleSessionName("ci");
            what.accept(request);
        });
    }

    private static StsClient client(AwsCredentials credentials, int attempts, AtomicInteger sent) {
        return StsClient.builder()
                .endpointOverride(installation.api())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .httpClient(UrlConnectionHttpClient.create())
                .overrideConfiguration(configuration -> configuration
                        .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(attempts)
                                .build())
                        .addExecutionInterceptor(new ExecutionInterceptor() {
                            @Override
                            public void beforeTransmission(
                                    Context.BeforeTransmission context, ExecutionAttributes attributes) {
                                sent.incrementAndGet();
                            }
                        }))
                .build();
    }
}

package dev.sallyport.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jwt.JWTClaimsSet;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityResponse;
import software.amazon.awssdk.services.sts.model.InvalidIdentityTokenException;
import software.amazon.awssdk.services.sts.model.StsException;

/** CI jobs by their ids, tokens that work once, and refusals that say what to change, through the running gateway. */
class WebIdentityTest {
    private static final String ACCOUNT = "arn:aws:iam::111122223333:";
    private static final String BY_ID = ACCOUNT + "role/by-id";
    private static final String ONCE = ACCOUNT + "role/once";

    @TempDir
    static Path folder;

    private static final ShiftedClock CLOCK = new ShiftedClock();
    private static TestIssuer issuer;
    private static Installation installation;

    @BeforeAll
    static void start() throws Exception {
        issuer = TestIssuer.start();
        installation = new Installation(folder, CLOCK)
                .serving("")
                .identities("ci.yaml", identities())
                .start();
    }

    @AfterAll
    static void stop() throws Exception {
        installation.close();
        issuer.close();
    }

    @Test
    void aRepositoryIsTheSameUnderAnyNameAndInBothFormsOfItsSubject() throws Exception {
        for (String subject : List.of(
                "repo:octo-org/octo-repo:environment:prod",
                "repo:octo-org@65/octo-repo@74:environment:prod",
                "repo:new-org/new-name:environment:prod")) {
            assertThat(exchange(BY_ID, issuer.sign(job("74").subject(subject)))
                            .assumedRoleUser()
                            .arn())
                    .isEqualTo("arn:aws:sts::111122223333:assumed-role/by-id/build-1");
        }
    }

    @Test
    void whoTookTheNameIsAStranger() throws Exception {
        String taken = issuer.sign(job("999").subject("repo:octo-org/octo-repo:environment:prod"));

        assertThatExceptionOfType(StsException.class)
                .isThrownBy(() -> exchange(BY_ID, taken))
                .satisfies(e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDenied"));
    }

    @Test
    void ofParallelCallsWithOneTokenExactlyOneGetsCredentialsAlsoAfterARestart() throws Exception {
        String token = issuer.sign(job("74"));
        int callers = 8;
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        List<Future<Boolean>> calls = new ArrayList<>();
        try {
            for (int i = 0; i < callers; i++) {
                calls.add(threads.submit(() -> {
                    start.await();
                    return isExchanged(token);
                }));
            }
            start.countDown();
            int exchanged = 0;
            for (Future<Boolean> call : calls) {
                exchanged += call.get(60, TimeUnit.SECONDS) ? 1 : 0;
            }
            assertThat(exchanged).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }

        installation.stop();
        installation.start();

        assertThatExceptionOfType(InvalidIdentityTokenException.class)
                .isThrownBy(() -> exchange(ONCE, token))
                .withMessageContaining("(`single-use-tokens`)")
                .withMessageContaining("was used at");
        assertThat(exchange(BY_ID, token).credentials()).isNotNull();
    }

    @Test
    void aRefusedCallCostsNoTokenAndOneWithoutIdIsRefused() throws Exception {
        String token = issuer.sign(job("74"));
        assertThatExceptionOfType(StsException.class)
                .isThrownBy(() -> exchange(ONCE, token, request -> request.durationSeconds(43_200)));

        assertThat(exchange(ONCE, token).credentials()).isNotNull();
        assertThatExceptionOfType(InvalidIdentityTokenException.class)
                .isThrownBy(() -> exchange(ONCE, issuer.sign(job("74").jwtID(null))))
                .withMessageContaining("has no `jti`");
    }

    @Test
    void aRefusalSaysWhatToChange() throws Exception {
        String issuerWithSlash = issuer.sign(job("74").issuer(issuer.url() + "/"));
        String otherAudience = issuer.sign(job("74").audience("sts.amazonaws.com"));
        String ahead = issuer.sign(job("74")
                .issueTime(Date.from(Instant.now().plusSeconds(3600)))
                .expirationTime(Date.from(Instant.now().plusSeconds(7200))));

        assertRefusalSays(issuerWithSlash, "the slash at the end, which the token has");
        assertRefusalSays(otherAudience, "the token's `aud` is `sts.amazonaws.com`");
        assertRefusalSays(ahead, "ahead of a clock that says");
    }

    private static void assertRefusalSays(String token, String sentence) {
        assertThatExceptionOfType(InvalidIdentityTokenException.class)
                .isThrownBy(() -> exchange(BY_ID, token))
                .withMessageContaining(sentence);
    }

    private static boolean isExchanged(String token) {
        try {
            return exchange(ONCE, token).credentials() != null;
        } catch (InvalidIdentityTokenException usedBefore) {
            return false;
        }
    }

    private static JWTClaimsSet.Builder job(String repositoryId) {
        return issuer.claims(Scenario.AUDIENCE)
                .claim("repository", "octo-org/octo-repo")
                .claim("repository_id", repositoryId)
                .claim("repository_owner_id", "65")
                .claim("environment", "prod");
    }

    private static AssumeRoleWithWebIdentityResponse exchange(String role, String token) {
        return exchange(role, token, request -> {});
    }

    private static AssumeRoleWithWebIdentityResponse exchange(
            String role, String token, Consumer<AssumeRoleWithWebIdentityRequest.Builder> change) {
        try (StsClient sts = Sts.anonymous(installation.api())) {
            return sts.assumeRoleWithWebIdentity(request -> {
                request.roleArn(role).roleSessionName("build-1").webIdentityToken(token);
                change.accept(request);
            });
        }
    }

    private static String identities() {
        return """
                account: "111122223333"
                roles:
                  - name: by-id
                    trust: |
                      {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
                        "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/%1$s"},
                        "Condition": {"StringEquals": {"ci:repository-id": "74", "ci:environment": "prod"}}}}
                  - name: once
                    single-use-tokens: true
                    trust: |
                      {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
                        "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/%1$s"},
                        "Condition": {"StringEquals": {"ci:repository-id": "74"}}}}
                oidc-providers:
                  - issuer: "%2$s"
                    client-ids: ["%3$s"]
                    kind: github
                """.formatted(issuer.url().substring("http://".length()), issuer.url(), Scenario.AUDIENCE);
    }
}

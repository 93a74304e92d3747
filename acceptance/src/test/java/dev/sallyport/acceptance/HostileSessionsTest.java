package dev.sallyport.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sallyport.gateway.cli.ExitStatus;
import dev.sallyport.mfa.Totp;
import dev.sallyport.mfa.TotpSeed;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.InvalidAuthorizationMessageException;
import software.amazon.awssdk.services.sts.model.InvalidIdentityTokenException;
import software.amazon.awssdk.services.sts.model.PolicyDescriptorType;
import software.amazon.awssdk.services.sts.model.StsException;

/** What somebody tries who has got credentials and wants more: other permissions, another account, a longer life. */
class HostileSessionsTest {
    private static final String WORKER = "arn:aws:iam::111122223333:role/worker";
    private static final String NEXT = "arn:aws:iam::111122223333:role/next";
    private static final String EVERYTHING =
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}";

    @TempDir
    private Path folder;

    private final ShiftedClock clock = new ShiftedClock();
    private final SignedCalls calls = new SignedCalls();
    private RecordingUpstream upstream;
    private Installation installation;

    @BeforeEach
    void start() throws Exception {
        upstream = RecordingUpstream.start();
        installation = new Installation(folder, clock)
                .serving("""
                        upstreams:
                          - {name: orders, url: "http://127.0.0.1:%d"}
                        routes:
                          - name: orders
                            host: "*"
                            service: orders
                            upstream: orders
                            operations:
                              - {action: "orders:GetOrder", methods: [GET], path: "/orders/{id}", resource: "arn:aws:orders:us-east-1:111122223333:order/{id}"}
                              - {action: "orders:PutOrder", methods: [PUT], path: "/orders/{id}", resource: "arn:aws:orders:us-east-1:111122223333:order/{id}"}
                        """.formatted(upstream.port()))
                .identities("home.yaml", home())
                .identities("partner.yaml", """
                        account: "444455556666"
                        users:
                          - name: bob
                            access-keys: [{id: AKIARTX3GSDSVNXJVXGB, secret: "file:../secrets/bob-secret"}]
                            policies:
                              inline:
                                all: |
                                  {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:*", "Resource": "*"}}
                        roles:
                          - name: vault
                            tags: {holds: gold}
                            trust: |
                              {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
                                "Principal": {"AWS": "arn:aws:iam::444455556666:user/bob"}}}
                        """)
                .start();
    }

    private static String home() {
        return """
                account: "111122223333"
                outbound-web-identity: true
                users:
                  - name: alice
                    access-keys: [{id: AKIARTX3GSDS4R4CQSP2, secret: "file:../secrets/alice-secret"}]
                    mfa-devices: [{name: alice-phone, seed: "file:../secrets/alice-seed"}]
                    policies:
                      inline:
                        all: |
                          {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": ["sts:*", "orders:GetOrder"], "Resource": "*"}}
                policies:
                  - name: no-put
                    document: |
                      {"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": "orders:PutOrder", "Resource": "*"}}
                roles:
                  - name: worker
                    policies:
                      inline:
                        all: |
                          {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}
                    trust: |
                      {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
                        "Principal": {"AWS": ["arn:aws:iam::111122223333:user/alice", "arn:aws:iam::111122223333:root"]}}}
                  - name: next
                    policies:
                      inline:
                        all: |
                          {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}
                    trust: |
                      {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
                        "Principal": {"AWS": "arn:aws:iam::111122223333:role/worker"}}}
                """;
    }

    @AfterEach
    void stop() {
        installation.close();
        upstream.close();
    }

    @Test
    void federatedUserHasOnlyWhatTheUserAndTheSessionPolicyBothAllow() throws Exception {
        AwsSessionCredentials mallory = federated(EVERYTHING);

        assertThat(at(mallory, "GET").statusCode()).isEqualTo(200);
        assertThat(at(mallory, "PUT").statusCode()).isEqualTo(403);
        assertRefused("AccessDenied", mallory, sts -> assume(sts, WORKER, "up"));
        assertRefused("AccessDenied", mallory, StsClient::getSessionToken);
        assertRefused(
                "AccessDenied",
                mallory,
                sts -> sts.getFederationToken(request -> request.name("eve").policy(EVERYTHING)));
        assertRefused(
                "AccessDenied",
                mallory,
                sts -> sts.getWebIdentityToken(
                        request -> request.audience("https://a.test").signingAlgorithm("ES384")));
        AwsSessionCredentials putter =
                federated(EVERYTHING.replace("\"Action\":\"*\"", "\"Action\":\"orders:PutOrder\""));
        assertThat(at(putter, "GET").statusCode()).isEqualTo(403);
        assertThat(at(putter, "PUT").statusCode()).isEqualTo(403);
    }

    @Test
    void restrictionThatIsGoneLiftsNothing() throws Exception {
        AwsSessionCredentials restricted = call(
                Sts.alice(),
                sts -> Sts.session(sts.assumeRole(request -> request.roleArn(WORKER)
                                .roleSessionName("s1")
                                .policy(EVERYTHING)
                                .policyArns(PolicyDescriptorType.builder()
                                        .arn("arn:aws:iam::111122223333:policy/no-put")
                                        .build()))
                        .credentials()));
        assertThat(at(restricted, "GET").statusCode()).isEqualTo(200);
        assertThat(at(restricted, "PUT").statusCode()).isEqualTo(403);

        installation
                .identities("home.yaml", home().replace("name: no-put", "name: renamed"))
                .writeFiles();
        assertThat(installation.gateway().reload()).isTrue();

        assertThat(at(restricted, "PUT").statusCode()).isEqualTo(403);
        assertThat(at(restricted, "GET").statusCode()).isEqualTo(403);
    }

    @Test
    void nothingThatCameOfAUsersKeyOutlivesTheRevocationOfTheUser() throws Exception {
        AwsSessionCredentials own =
                call(Sts.alice(), sts -> Sts.session(sts.getSessionToken().credentials()));
        AwsSessionCredentials worker = call(own, sts -> assume(sts, WORKER, "s1"));
        AwsSessionCredentials next = call(worker, sts -> assume(sts, NEXT, "s2"));
        List<AwsSessionCredentials> all = List.of(own, federated(EVERYTHING), worker, next);
        for (AwsSessionCredentials session : all) {
            assertThat(at(session, "GET").statusCode()).isEqualTo(200);
        }

        assertThat(ProgramRun.of(
                                "revoke",
                                "--user",
                                "alice",
                                "--config",
                                folder.resolve("sallyport.yaml").toString())
                        .status())
                .isEqualTo(ExitStatus.DONE);

        for (AwsSessionCredentials session : all) {
            assertThat(at(session, "GET").body()).contains("SessionRevoked");
            assertRefused("SessionRevoked", session, StsClient::getCallerIdentity);
            assertRefused("SessionRevoked", session, sts -> assume(sts, NEXT, "again"));
        }
    }

    @Test
    void codeThatOneNodeTookIsTakenByNoOther() throws Exception {
        try (Installation twin = installation.twin().start()) {
            String code = Totp.code(TotpSeed.of(Installation.ALICE_SEED), Totp.step(clock.instant()));
            Function<StsClient, Credentials> session = sts -> sts.getSessionToken(request ->
                            request.serialNumber(Installation.ALICE_MFA).tokenCode(code))
                    .credentials();
            assertThat(call(Sts.alice(), session)).isNotNull();

            try (StsClient there = Sts.as(twin.api(), Sts.alice())) {
                assertThatExceptionOfType(StsException.class)
                        .isThrownBy(() -> session.apply(there))
                        .withMessageContaining("invalid MFA one time pass code");
            }
        }
    }

    @Test
    void encodedMessageTellsOtherAccountsNothing() {
        String ours = encodedMessage(Sts.alice(), "arn:aws:iam::111122223333:role/next");
        assertThat(decoded(Sts.alice(), ours)).contains("\"allowed\":false", "aws:principalarn");
        assertThatExceptionOfType(InvalidAuthorizationMessageException.class)
                .isThrownBy(() -> decoded(Sts.bob(), ours));

        String there = decoded(Sts.alice(), encodedMessage(Sts.alice(), "arn:aws:iam::444455556666:role/vault"));
        String absent = decoded(Sts.alice(), encodedMessage(Sts.alice(), "arn:aws:iam::444455556666:role/empty"));
        assertThat(there.replace("role/vault", "role/empty"))
                .as("a role of another account, and none")
                .isEqualTo(absent)
                .doesNotContain("gold");
    }

    @Test
    void ownTokenIsNoWebIdentityHere() {
        for (String audience : List.of("sts.amazonaws.com", installation.api().toString(), WORKER)) {
            String token = call(
                    Sts.alice(),
                    sts -> sts.getWebIdentityToken(
                                    request -> request.audience(audience).signingAlgorithm("RS256"))
                            .webIdentityToken());
            try (StsClient sts = Sts.anonymous(installation.api())) {
                assertThatExceptionOfType(InvalidIdentityTokenException.class)
                        .isThrownBy(() -> sts.assumeRoleWithWebIdentity(request ->
                                request.roleArn(WORKER).roleSessionName("s1").webIdentityToken(token)))
                        .withMessageContaining("No OpenIDConnect provider found");
            }
        }
    }

    private AwsSessionCredentials federated(String policy) {
        return call(
                Sts.alice(),
                sts -> Sts.session(sts.getFederationToken(
                                request -> request.name("mallory").policy(policy))
                        .credentials()));
    }

    private static AwsSessionCredentials assume(StsClient sts, String role, String name) {
        return Sts.session(sts.assumeRole(request -> request.roleArn(role).roleSessionName(name))
                .credentials());
    }

    private String encodedMessage(AwsCredentials caller, String role) {
        try {
            call(caller, sts -> assume(sts, role, "s1"));
        } catch (StsException refused) {
            String text = refused.awsErrorDetails().rawResponse().asUtf8String();
            int start = text.indexOf("<EncodedMessage>") + "<EncodedMessage>".length();
            return text.substring(start, text.indexOf('<', start));
        }
        throw new AssertionError("the call was not refused");
    }

    private String decoded(AwsCredentials caller, String message) {
        return call(
                caller,
                sts -> sts.decodeAuthorizationMessage(request -> request.encodedMessage(message))
                        .decodedMessage());
    }

    private void assertRefused(String code, AwsCredentials caller, Function<StsClient, ?> call) {
        assertThatExceptionOfType(StsException.class)
                .isThrownBy(() -> call(caller, call))
                .satisfies(e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
    }

    private <T> T call(AwsCredentials caller, Function<StsClient, T> call) {
        try (StsClient sts = Sts.as(installation.api(), caller)) {
            return call.apply(sts);
        }
    }

    private HttpResponse<String> at(AwsSessionCredentials session, String method) throws Exception {
        return calls.send(session, "orders", method, URI.create(installation.proxy() + "/orders/1"), "");
    }
}

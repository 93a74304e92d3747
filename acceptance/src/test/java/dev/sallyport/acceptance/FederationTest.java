package dev.sallyport.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.GetFederationTokenRequest;
import software.amazon.awssdk.services.sts.model.GetFederationTokenResponse;
import software.amazon.awssdk.services.sts.model.InvalidAuthorizationMessageException;
import software.amazon.awssdk.services.sts.model.MalformedPolicyDocumentException;
import software.amazon.awssdk.services.sts.model.PackedPolicyTooLargeException;
import software.amazon.awssdk.services.sts.model.PolicyDescriptorType;
import software.amazon.awssdk.services.sts.model.StsException;
import software.amazon.awssdk.services.sts.model.Tag;

/** Whom a user lets in, what sessions may be given to do, and what sessions cannot call at all. */
class FederationTest {
    private static final String READ =
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"orders:GetOrder\",\"Resource\":\"*\"}}";
    private static final String READ_POLICY = "arn:aws:iam::111122223333:policy/read";
    private static final String ORDER = "/orders/1";

    @TempDir
    static Path folder;

    private static RecordingUpstream upstream;
    private static Installation installation;

    @BeforeAll
    static void start() throws Exception {
        upstream = RecordingUpstream.start();
        installation = new Installation(folder, InstantSource.system())
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
                .identities("home.yaml", identities("orders:GetOrder"))
                .start();
    }

    @AfterAll
    static void stop() {
        installation.close();
        upstream.close();
    }

    private static String identities(String managedAction) {
        return """
                account: "111122223333"
                users:
                  - name: alice
                    tags: {team: red}
                    access-keys: [{id: AKIARTX3GSDS4R4CQSP2, secret: "file:../secrets/alice-secret"}]
                    policies:
                      inline:
                        all: |
                          {"Version": "2012-10-17", "Statement": [
                            {"Effect": "Allow", "Action": ["orders:*", "sts:GetFederationToken", "sts:GetAccessKeyInfo"], "Resource": "*"},
                            {"Effect": "Allow", "Action": "sts:TagSession", "Resource": "*",
                             "Condition": {"StringEquals": {"aws:RequestTag/team": "blue"}}}]}
                  - name: bob
                    access-keys: [{id: AKIARTX3GSDSVNXJVXGB, secret: "file:../secrets/bob-secret", status: inactive}]
                policies:
                  - name: read
                    document: |
                      {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "%s", "Resource": "*"}}
                  - name: everything
                    document: |
                      {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}
                roles:
                  - name: closed
                    trust: |
                      {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
                        "Principal": {"AWS": "arn:aws:iam::111122223333:user/bob"}}}
                  - name: worker
                    policies: {attached: [everything]}
                    trust: |
                      {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
                        "Principal": {"AWS": "arn:aws:iam::111122223333:user/alice"}}}
                """.formatted(managedAction);
    }

    @Test
    void federatedUserIsSomebodyOfItsOwn() {
        GetFederationTokenResponse answer = federate(request -> request.policy(READ));

        assertThat(answer.federatedUser().arn()).isEqualTo("arn:aws:sts::111122223333:federated-user/Jean");
        assertThat(answer.federatedUser().federatedUserId()).isEqualTo("111122223333:Jean");
        assertThat(packedPolicySize(answer)).isBetween(1, 100);
        try (StsClient sts = Sts.as(installation.api(), Sts.session(answer.credentials()))) {
            assertThat(sts.getCallerIdentity().arn()).isEqualTo("arn:aws:sts::111122223333:federated-user/Jean");
            assertThat(sts.getCallerIdentity().userId()).isEqualTo("111122223333:Jean");
        }
    }

    @Test
    void withoutASessionPolicyNothingIsAllowed() throws Exception {
        GetFederationTokenResponse answer = federate(request -> {});

        assertThat(packedPolicySize(answer)).isZero();
        assertThat(status("GET", answer.credentials())).isEqualTo(403);
    }

    @Test
    void sessionPolicyAllowsWhatTheUserMayToo() throws Exception {
        Credentials reader = federate(request -> request.policy(READ)).credentials();
        assertThat(status("GET", reader)).isEqualTo(200);
        assertThat(status("PUT", reader)).isEqualTo(403);
    }

    @Test
    void tagsNeedTheirOwnPermission() {
        assertThat(federate(request -> request.tags(tag("team", "blue"))).credentials())
                .isNotNull();
        assertRefused(() -> federate(request -> request.tags(tag("team", "green"))), "AccessDenied", "sts:TagSession");
    }

    @Test
    void sessionsOfUsersCallOnlyWhatAwsLetsThem() {
        Credentials federated = federate(request -> request.policy(READ)).credentials();
        Credentials session = call(Sts.alice(), StsClient::getSessionToken).credentials();

        for (Credentials credentials : List.of(federated, session)) {
            AwsCredentials caller = Sts.session(credentials);
            assertRefused(
                    () -> call(caller, StsClient::getSessionToken),
                    "AccessDenied",
                    "Cannot call GetSessionToken with session credentials");
            assertRefused(
                    () -> call(caller, sts -> sts.getFederationToken(request -> request.name("Jean"))),
                    "AccessDenied",
                    "Cannot call GetFederationToken with session credentials");
            assertRefused(
                    () -> call(
                            caller,
                            sts -> sts.getAccessKeyInfo(request -> request.accessKeyId("AKIARTX3GSDS4R4CQSP2"))),
                    "AccessDenied",
                    "Cannot call GetAccessKeyInfo with session credentials");
        }
        assertRefused(
                () -> assume(Sts.session(federated)),
                "AccessDenied",
                "Cannot call AssumeRole with session credentials");
        assertThat(assume(Sts.session(session))).isNotNull();
    }

    @Test
    void managedSessionPoliciesAreReadAtEachRequest() throws Exception {
        Credentials worker = call(
                        Sts.alice(),
                        sts -> sts.assumeRole(request -> request.roleArn("arn:aws:iam::111122223333:role/worker")
                                .roleSessionName("s1")
                                .policyArns(policy(READ_POLICY))))
                .credentials();
        assertThat(status("GET", worker)).isEqualTo(200);
        assertThat(status("PUT", worker)).isEqualTo(403);

        installation.identities("home.yaml", identities("orders:PutOrder")).writeFiles();
        assertThat(installation.gateway().reload()).isTrue();
        assertThat(status("GET", worker)).isEqualTo(403);
        assertThat(status("PUT", worker)).isEqualTo(200);

        installation
                .identities("home.yaml", identities("orders:GetOrder").replace("name: read\n", "name: gone\n"))
                .writeFiles();
        assertThat(installation.gateway().reload()).isTrue();
        assertThat(status("GET", worker))
                .as("a policy that is gone lifts no restriction")
                .isEqualTo(403);

        installation.identities("home.yaml", identities("orders:GetOrder")).writeFiles();
        assertThat(installation.gateway().reload()).isTrue();
        assertThat(status("GET", worker)).isEqualTo(200);
    }

    @Test
    void policyThatIsNotOfTheAccountIsRefused() {
        for (String arn : List.of(
                "arn:aws:iam::111122223333:policy/absent",
                "arn:aws:iam::444455556666:policy/read",
                "arn:aws:iam::aws:policy/ReadOnlyAccess")) {
            assertThatExceptionOfType(MalformedPolicyDocumentException.class)
                    .isThrownBy(() -> federate(request -> request.policyArns(policy(arn))));
        }
    }

    @Test
    void tooMuchPolicyIsToldInPercent() {
        assertThatExceptionOfType(PackedPolicyTooLargeException.class)
                .isThrownBy(() -> federate(request -> request.policy(READ)
                        .policyArns(
                                policy("arn:aws:iam::111122223333:policy/" + "a".repeat(1000)),
                                policy("arn:aws:iam::111122223333:policy/" + "b".repeat(1000)))))
                .withMessageContaining("% of allotted space, please use smaller policy.");
    }

    @Test
    void accessKeyTellsItsAccountActiveOrNot() {
        Credentials session = call(Sts.alice(), StsClient::getSessionToken).credentials();
        for (String key : List.of(Installation.ALICE_KEY, Installation.BOB_KEY, session.accessKeyId())) {
            assertThat(call(Sts.alice(), sts -> sts.getAccessKeyInfo(request -> request.accessKeyId(key)))
                            .account())
                    .isEqualTo("111122223333");
        }
        assertRefused(
                () -> call(
                        Sts.alice(),
                        sts -> sts.getAccessKeyInfo(request -> request.accessKeyId("AKIAIOSFODNN7EXAMPLE"))),
                "ValidationError",
                "`AKIAIOSFODNN7EXAMPLE`");
    }

    @Test
    void peopleOfTheAccountLearnWhySomebodyWasRefused() throws Exception {
        Credentials reader = federate(request -> request.policy(READ)).credentials();
        String refusal = new SignedCalls()
                .send(Sts.session(reader), "orders", "PUT", installation.proxy().resolve(ORDER), "")
                .body();
        String message = between(refusal, "\"encodedMessage\":\"", "\"");

        assertThat(decode(Sts.session(assume(Sts.alice())), message))
                .startsWith("{\"allowed\":false,\"explicitDeny\":false,\"matchedStatements\":{\"items\":[]},")
                .contains(
                        "\"arn\":\"arn:aws:sts::111122223333:federated-user/Jean\"",
                        "\"action\":\"orders:PutOrder\"",
                        "\"resource\":\"arn:aws:orders:us-east-1:111122223333:order/1\"",
                        "{\"key\":\"aws:principaltype\",\"values\":{\"items\":[{\"value\":\"FederatedUser\"}]}}");
        assertRefused(() -> decode(Sts.alice(), message), "AccessDenied", "sts:DecodeAuthorizationMessage");
        assertThatExceptionOfType(InvalidAuthorizationMessageException.class)
                .isThrownBy(() -> decode(Sts.session(assume(Sts.alice())), message.substring(1)));
    }

    @Test
    void absentAndRefusedRoleCarryMessagesThatLookTheSame() {
        String refused = rawRefusal("arn:aws:iam::111122223333:role/closed");
        String absent = rawRefusal("arn:aws:iam::111122223333:role/absent");

        assertThat(refused).contains("<EncodedMessage>").hasSameSizeAs(absent);
    }

    private static String rawRefusal(String role) {
        try {
            call(
                    Sts.alice(),
                    sts -> sts.assumeRole(request -> request.roleArn(role).roleSessionName("s1")));
        } catch (StsException refused) {
            return refused.awsErrorDetails().rawResponse().asUtf8String();
        }
        throw new AssertionError("the call was not refused");
    }

    private static String decode(AwsCredentials caller, String message) {
        return call(caller, sts -> sts.decodeAuthorizationMessage(request -> request.encodedMessage(message)))
                .decodedMessage();
    }

    private static String between(String text, String before, String after) {
        int start = text.indexOf(before) + before.length();
        return text.substring(start, text.indexOf(after, start));
    }

    private static GetFederationTokenResponse federate(Consumer<GetFederationTokenRequest.Builder> change) {
        return call(
                Sts.alice(),
                sts -> sts.getFederationToken(request -> {
                    request.name("Jean");
                    change.accept(request);
                }));
    }

    private static Credentials assume(AwsCredentials caller) {
        return call(
                        caller,
                        sts -> sts.assumeRole(request -> request.roleArn("arn:aws:iam::111122223333:role/worker")
                                .roleSessionName("s1")))
                .credentials();
    }

    private static <T> T call(AwsCredentials caller, Function<StsClient, T> call) {
        try (StsClient sts = Sts.as(installation.api(), caller)) {
            return call.apply(sts);
        }
    }

    private static int status(String method, Credentials credentials) throws Exception {
        return new SignedCalls()
                .send(
                        Sts.session(credentials),
                        "orders",
                        method,
                        installation.proxy().resolve(ORDER),
                        "")
                .statusCode();
    }

    /** By name: the SDK calls its method deprecated, and older clients read nothing else. */
    private static int packedPolicySize(GetFederationTokenResponse answer) {
        return answer.getValueForField("PackedPolicySize", Integer.class).orElseThrow();
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    private static PolicyDescriptorType policy(String arn) {
        return PolicyDescriptorType.builder().arn(arn).build();
    }

    private static void assertRefused(Runnable call, String code, String message) {
        assertThatExceptionOfType(StsException.class).isThrownBy(call::run).satisfies(e -> {
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
            assertThat(e.awsErrorDetails().errorMessage()).contains(message);
        });
    }
}

package dev.sallyport.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.services.sts.StsClient;

/** Requests to an API behind the proxy, signed by the AWS SDK's signer. */
class ProxyTest {
    @TempDir
    static Path folder;

    private static final ShiftedClock CLOCK = new ShiftedClock();
    private static TestIssuer issuer;
    private static RecordingUpstream upstream;
    private static Installation installation;
    private static AwsSessionCredentials reader;
    private final SignedCalls calls = new SignedCalls();

    @BeforeAll
    static void start() throws Exception {
        issuer = TestIssuer.start();
        upstream = RecordingUpstream.start();
        installation =
                Scenario.installation(folder, CLOCK, issuer, upstream.port()).start();
        try (StsClient sts = Sts.as(installation.api(), Sts.alice())) {
            reader = Sts.session(
                    sts.assumeRole(request -> request.roleArn(Scenario.READER).roleSessionName("s1"))
                            .credentials());
        }
    }

    @AfterAll
    static void stop() throws Exception {
        installation.close();
        upstream.close();
        issuer.close();
    }

    @BeforeEach
    void forget() {
        upstream.forget();
    }

    @AfterEach
    void rightTime() {
        CLOCK.shiftTo(Duration.ZERO);
    }

    @Test
    void signedRequestIsForwardedWithASignedIdentity() throws Exception {
        HttpResponse<String> answer = get("/orders/42?a=1&b=2");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("GET /orders/42?a=1&b=2\n");
        RecordingUpstream.Received received = upstream.last();
        assertThat(received.header("authorization")).isEmpty();
        assertThat(received.header("x-amz-security-token")).isEmpty();
        assertThat(received.header("host"))
                .contains("localhost:" + installation.proxy().getPort());
        SignedJWT assertion =
                SignedJWT.parse(received.header("sallyport-assertion").orElseThrow());
        assertThat(assertion.getJWTClaimsSet().getSubject())
                .isEqualTo("arn:aws:sts::111122223333:assumed-role/reader/s1");
        assertThat(assertion.getJWTClaimsSet().getAudience()).containsExactly("orders");
        assertThat(assertion.getJWTClaimsSet().getStringClaim("target")).isEqualTo("/orders/42?a=1&b=2");
        JWKSet keys = JWKSet.load(URI.create(installation.api() + "/.well-known/sallyport/assertion-jwks.json")
                .toURL());
        assertThat(assertion.verify(new ECDSAVerifier(
                        keys.getKeyByKeyId(assertion.getHeader().getKeyID()).toECKey())))
                .isTrue();
    }

    @Test
    void deniedRequestSaysWhyAndNeverReachesTheUpstream() throws Exception {
        HttpResponse<String> answer = calls.send(reader, "orders", "DELETE", at("/orders/42"), "");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body())
                .contains("\"code\":\"AccessDenied\"")
                .contains(
                        "is not authorized to perform: orders:DeleteOrder on resource: "
                                + "arn:aws:orders:us-east-1:111122223333:order/42 with an explicit deny in an identity-based policy")
                .contains("\"decisionId\":\"");
        assertThat(upstream.received()).isEmpty();
    }

    @Test
    void bodyIsForwardedAsItWasSigned() throws Exception {
        HttpResponse<String> answer = calls.send(reader, "orders", "PUT", at("/orders/42"), "{\"amount\":1}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(upstream.last().body()).isEqualTo("{\"amount\":1}");
    }

    @Test
    void changedBodyIsRefused() throws Exception {
        assertRefused(
                calls.send(
                        reader,
                        "orders",
                        "PUT",
                        at("/orders/42"),
                        "{\"amount\":1}",
                        "{\"amount\":9}",
                        request -> request),
                "SignatureDoesNotMatch");
    }

    @Test
    void changedPathHeaderMethodAndQueryAreRefused() throws Exception {
        assertRefused(tampered(request -> request.encodedPath("/orders/43")), "SignatureDoesNotMatch");
        assertRefused(
                tampered(request -> request.putHeader("X-Amz-Date", "20200101T000000Z")), "SignatureDoesNotMatch");
        assertRefused(
                tampered(request -> request.method(software.amazon.awssdk.http.SdkHttpMethod.POST)),
                "SignatureDoesNotMatch");
        assertRefused(tampered(request -> request.putRawQueryParameter("all", "1")), "SignatureDoesNotMatch");
    }

    @Test
    void unsignedAmzHeaderIsRefused() throws Exception {
        assertRefused(tampered(request -> request.putHeader("X-Amz-Meta-Role", "admin")), "SignatureDoesNotMatch");
    }

    @Test
    void anotherServicesScopeIsRefused() throws Exception {
        assertRefused(calls.send(reader, "payments", "GET", at("/orders/42"), ""), "SignatureDoesNotMatch");
        assertRefused(calls.send(reader, "sts", "GET", at("/orders/42"), ""), "SignatureDoesNotMatch");
    }

    @Test
    void longTermKeyIsRefusedWhereTheRouteDoesNotTakeIt() throws Exception {
        HttpResponse<String> answer = calls.send(Sts.alice(), "orders", "GET", at("/orders/42"), "");

        assertRefused(answer, "AccessDenied");
        assertThat(answer.body()).contains("long-term access keys are not accepted here");
    }

    @Test
    void unmappedPathAndMissingCredentialsAreRefused() throws Exception {
        assertRefused(calls.send(reader, "orders", "GET", at("/admin"), ""), "AccessDenied");
        HttpResponse<String> anonymous = java.net.http.HttpClient.newHttpClient()
                .send(
                        java.net.http.HttpRequest.newBuilder(at("/orders/42"))
                                .version(java.net.http.HttpClient.Version.HTTP_1_1)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertRefused(anonymous, "MissingAuthenticationToken");
    }

    @Test
    void clockOffByTwentyMinutesIsRefused() throws Exception {
        CLOCK.shiftTo(Duration.ofMinutes(20));
        assertRefused(calls.send(reader, "orders", "GET", at("/orders/42"), ""), "SignatureDoesNotMatch");
    }

    @Test
    void bodyPastTheLimitIsRefused() throws Exception {
        String exactly = "x".repeat(1 << 20);

        assertThat(calls.send(reader, "orders", "PUT", at("/orders/42"), exactly)
                        .statusCode())
                .isEqualTo(200);
        upstream.forget();
        HttpResponse<String> larger = calls.send(reader, "orders", "PUT", at("/orders/42"), exactly + "x");
        assertThat(larger.statusCode()).isEqualTo(413);
        assertThat(upstream.received()).isEmpty();
    }

    @Test
    void restartKeepsSessionsAlive() throws Exception {
        installation.stop();
        installation.start();

        assertThat(get("/orders/42").statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> get(String target) throws Exception {
        return calls.send(reader, "orders", "GET", at(target), "");
    }

    private HttpResponse<String> tampered(UnaryOperator<SdkHttpRequest.Builder> change) throws Exception {
        return calls.send(
                reader,
                "orders",
                "GET",
                at("/orders/42"),
                "",
                request -> change.apply(request.toBuilder()).build());
    }

    private static URI at(String target) {
        return URI.create(installation.proxy() + target);
    }

    private static void assertRefused(HttpResponse<String> answer, String code) {
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
        assertThat(upstream.received()).isEmpty();
    }
}

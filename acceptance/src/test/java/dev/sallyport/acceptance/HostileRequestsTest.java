package dev.sallyport.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sallyport.mfa.Totp;
import dev.sallyport.mfa.TotpSeed;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.StsException;
import software.amazon.awssdk.services.sts.model.Tag;

/** Requests made to break something: each is refused as the sender's mistake, never answered as the gateway's. */
class HostileRequestsTest {
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost:\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: [::1]:7070\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: [::1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a:b:c\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a:99999999\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a,b\r\n\r\n",
                "GET http://other/ HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET //other/ HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET * HTTP/1.1\r\nHost: a\r\n\r\n",
                "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
                "CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\n",
                "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /?%zz HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /?Action=GetCallerIdentity&Action=x HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /?X-Amz-Signature=%zz HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /#x HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /%00 HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /;x HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /orders/\u00e4 HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /orders/%ED%A0%80 HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nAuthorization: AWS4-HMAC-SHA256\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nAuthorization: AWS4-HMAC-SHA256 Credential=a/b/c/d/aws4_request,"
                        + " SignedHeaders=host, Signature=\u00e4\r\nX-Amz-Date: x\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nAuthorization: AWS4-HMAC-SHA256"
                        + " Credential=AKIARTX3GSDS4R4CQSP2/20261124/us-east-1/sts/aws4_request, SignedHeaders=host,"
                        + " Signature=" + "0000000000000000000000000000000000000000000000000000000000000000"
                        + "\r\nX-Amz-Date: 99999999T999999Z\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n\r\na",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 3"
                        + "\r\n\r\n%zz",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded;charset=x\r\n"
                        + "Content-Length: 1\r\n\r\na",
                "POST /filter/session HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\n{",
                "GET /filter/routes?service HTTP/1.1\r\nHost: a\r\n\r\n",
                "HEAD / HTTP/1.1\r\nHost: a\r\n\r\n",
                "HEAD /health HTTP/1.1\r\nHost: a\r\n\r\n",
                "get / HTTP/1.1\r\nHost: a\r\n\r\n",
                "G(T / HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nX Y: b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nX: a\u0001\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nX: a\r\n b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost : a\r\n\r\n",
                "GET / HTTP/1.1\nHost: a\n\n",
                "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAA"
                        + "\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "GET / HTTP/9.9\r\nHost: a\r\n\r\n",
                "GET / HTTP/0.9\r\n\r\n",
                "GET /\r\n",
                "GET / HTTP/1.0\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001"
            })
    void strangeRequestsAreRefusedAsTheSendersMistake(String raw) throws Exception {
        String request = raw.contains("HTTP/1.1\r\n") ? raw.replaceFirst("\r\n", "\r\nConnection: close\r\n") : raw;
        for (URI listener : List.of(installation.api(), installation.proxy())) {
            String answer = RawCalls.exchange(listener, request);

            assertThat(answer).as("%s at %s", raw, listener).matches("(?s)HTTP/1\\.[01] (4|505).*");
        }
        assertThat(upstream.received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 7_000, 15_000, 20_000})
    void longHostsAreRefused(int length) throws Exception {
        String host = "a".repeat(length);
        for (URI listener : List.of(installation.api(), installation.proxy())) {
            assertThat(RawCalls.exchange(listener, "GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 4");
        }
    }

    @Test
    void moreTagsThanASessionHoldsAreRefused() {
        AwsSessionCredentials tagged;
        try (StsClient sts = Sts.as(installation.api(), Sts.alice())) {
            tagged = Sts.session(sts.assumeRole(request -> request.roleArn(Scenario.READER)
                            .roleSessionName("tagged")
                            .tags(tag("inherited", "1"))
                            .transitiveTagKeys("inherited"))
                    .credentials());
        }
        try (StsClient sts = Sts.as(installation.api(), tagged)) {
            List<Tag> fifty =
                    IntStream.range(0, 50).mapToObj(i -> tag("k" + i, "v")).toList();
            assertThatExceptionOfType(StsException.class)
                    .isThrownBy(() -> sts.assumeRole(request -> request.roleArn(Scenario.CHAINED)
                            .roleSessionName("more")
                            .tags(fifty)))
                    .satisfies(e -> assertThat(e.statusCode()).isEqualTo(400));
        }
    }

    @Test
    void sessionOfANodeWhoseClockIsAheadCanBeChainedFrom() {
        CLOCK.shiftTo(Duration.ofSeconds(30));
        AwsSessionCredentials ahead;
        try (StsClient sts = Sts.as(installation.api(), Sts.alice())) {
            String code = Totp.code(TotpSeed.of(Installation.ALICE_SEED), Totp.step(CLOCK.instant()));
            ahead = Sts.session(sts.getSessionToken(request ->
                            request.serialNumber(Installation.ALICE_MFA).tokenCode(code))
                    .credentials());
        }
        CLOCK.shiftTo(Duration.ZERO);
        try (StsClient sts = Sts.as(installation.api(), ahead)) {
            assertThat(sts.assumeRole(
                                    request -> request.roleArn(Scenario.GUARDED).roleSessionName("s1"))
                            .credentials()
                            .sessionToken())
                    .isNotEmpty();
        }
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }
}

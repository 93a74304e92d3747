package dev.sallyport.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jwt.JWTClaimsSet;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.StsException;

/** What a caller learns who is refused, and what not. */
@Timeout(180)
class RefusalTest {
    private static final String SENTENCE = "Not authorized to perform sts:AssumeRoleWithWebIdentity";
    private static final String ABSENT = "arn:aws:iam::111122223333:role/absent";
    private static final String ANY_ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    private final Instant now = Instant.now();

    @TempDir
    static Path folder;

    private static TestIssuer issuer;
    private static RecordingUpstream upstream;
    private static Installation installation;

    @BeforeAll
    static void start() throws Exception {
        issuer = TestIssuer.start();
        upstream = RecordingUpstream.start();
        installation = Scenario.installation(folder, new ShiftedClock(), issuer, upstream.port())
                .start();
    }

    @AfterAll
    static void stop() throws Exception {
        installation.close();
        upstream.close();
        issuer.close();
    }

    @Test
    void strangerLearnsTheirOwnClaimsAndTheSameOfARefusedAndAnAbsentRole() throws Exception {
        String refused = refusal(Scenario.CI, strangersToken());
        String absent = refusal(ABSENT, strangersToken());
        assertThat(refused)
                .startsWith(SENTENCE + " (decision ")
                .containsPattern("decision " + ANY_ID + ";")
                .contains(host() + ":sub = `repo:somebody/else:ref:refs/heads/main`", host() + ":aud = `")
                .doesNotContain("octo-org", "why:");
        assertThat(withoutIds(absent)).isEqualTo(withoutIds(refused));
    }

    @Test
    void tokenThatMeetsExplainToLearnsWhichConditionsFailWithBothValues() throws Exception {
        String refused = refusal(Scenario.CI, ownToken());
        assertThat(refused)
                .startsWith(SENTENCE + " (decision ")
                .contains("; why: sts:AssumeRoleWithWebIdentity on " + Scenario.CI)
                .contains("StringLike " + host()
                        + ":sub: expected [repo:octo-org/octo-repo:*], actual [repo:octo-org/other:ref:x]");
        assertThat(refusal(ABSENT, ownToken())).contains("; why: ", "there is no such role");
    }

    @Test
    void anotherAccountThatTrustsTheSameIssuerExplainsNothing() throws Exception {
        JWTClaimsSet.Builder claims = issuer.claims(Scenario.PARTNER_AUDIENCE)
                .subject("repo:octo-org/other:ref:x")
                .claim("repository_owner", "octo-org");
        assertThat(refusal(Scenario.PARTNER_CI, issuer.sign(claims))).doesNotContain("why:");
    }

    @Test
    void claimsThatDoNotShowOrAreLongAreRepeatedHarmlessly() throws Exception {
        String token = issuer.sign(issuer.claims(Scenario.AUDIENCE)
                .subject("repo:x")
                .claim("naughty", "<b>`\u202e\u0007&\n")
                .claim("long", "v".repeat(4000)));
        assertThat(refusal(Scenario.CI, token))
                .contains(host() + ":naughty = `<b>\ufffd\ufffd\ufffd&\ufffd`")
                .contains("v".repeat(128) + "…`")
                .doesNotContain("v".repeat(129), "\u202e");
    }

    @Test
    void explanationIsForTokensThatMeetExplainToAndNoOthers() throws Exception {
        assertThat(explanation(ownToken()))
                .startsWith("HTTP/1.1 200 ")
                .contains("signature  good", "may not    " + Scenario.CI, "actual [repo:octo-org/other:ref:x]")
                .doesNotContain("444455556666");
        assertThat(explanation(strangersToken()))
                .startsWith("HTTP/1.1 403 ")
                .contains("<Message>Not authorized to perform sallyport:ExplainWebIdentityToken</Message>")
                .doesNotContain("octo-org");
        assertThat(explanation(ownToken() + "x")).startsWith("HTTP/1.1 400 ").doesNotContain("<Explanation>");
    }

    private static String explanation(String token) throws IOException {
        String body = "Action=ExplainWebIdentityToken&Version=2011-06-15&WebIdentityToken=" + token;
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), installation.api().getPort())) {
            String request = "POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                    + "Content-Length: " + body.length() + "\r\nConnection: close\r\n\r\n" + body;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void wrongSecretIsShownWhatWasSigned() {
        AwsBasicCredentials wrong =
                AwsBasicCredentials.create(Installation.ALICE_KEY, "not the secret of alice at all");
        try (StsClient sts = Sts.as(installation.api(), wrong)) {
            StsException refused = catchThrowableOfType(StsException.class, sts::getCallerIdentity);
            assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("SignatureDoesNotMatch");
            assertThat(refused.awsErrorDetails().errorMessage())
                    .contains(
                            "The Canonical String for this request should have been\n'POST\n/\n\n",
                            "\n\nThe String-to-Sign should have been\n'AWS4-HMAC-SHA256\n");
        }
    }

    @Test
    void floodOfOneSourceIsThrottledAndAnotherCallerIsNot() throws Exception {
        List<String> flood = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            flood.add(strangersAnswer());
            if (i % 300 == 0) {
                try (StsClient sts = Sts.as(installation.api(), Sts.alice())) {
                    assertThat(sts.getCallerIdentity().arn()).isEqualTo("arn:aws:iam::111122223333:user/alice");
                }
            }
        }
        Predicate<String> throttled = answer -> answer.startsWith("HTTP/1.1 400 ")
                && answer.contains("<Code>Throttling</Code><Message>Rate exceeded</Message>");
        assertThat(flood.stream().filter(throttled)).isNotEmpty();
        assertThat(flood.stream().filter(throttled.negate()))
                .allSatisfy(answer -> assertThat(answer).contains("<Code>InvalidClientTokenId</Code>"));
        assertThat(flood.subList(0, 1000)).noneMatch(throttled);
    }

    /** To a request from another address than everybody else's, signed with a key that nobody has. */
    private static String strangersAnswer() throws IOException {
        String amzDate = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'")
                .withZone(ZoneOffset.UTC)
                .format(Instant.now());
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 2}), 0));
            socket.connect(new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), installation.api().getPort()));
            String request = "GET /?Action=GetCallerIdentity&Version=2011-06-15 HTTP/1.1\r\nHost: x\r\nX-Amz-Date: "
                    + amzDate + "\r\nAuthorization: AWS4-HMAC-SHA256 Credential=AKIANOBODYNOBODYNOBO/"
                    + amzDate.substring(0, 8) + "/us-east-1/sts/aws4_request, SignedHeaders=host;x-amz-date, Signature="
                    + "0".repeat(64) + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String refusal(String role, String token) {
        try (StsClient sts = Sts.anonymous(installation.api())) {
            StsException refused = catchThrowableOfType(
                    StsException.class,
                    () -> sts.assumeRoleWithWebIdentity(request ->
                            request.roleArn(role).roleSessionName("ci").webIdentityToken(token)));
            assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
            assertThat(refused.awsErrorDetails().errorMessage()).contains(refused.requestId());
            return refused.awsErrorDetails().errorMessage();
        }
    }

    /** Always the same one, so that two refusals of it can be compared. */
    private String strangersToken() throws Exception {
        return issuer.sign(issuer.claims(Scenario.AUDIENCE)
                .jwtID("1")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300)))
                .subject("repo:somebody/else:ref:refs/heads/main"));
    }

    private static String ownToken() throws Exception {
        return issuer.sign(issuer.claims(Scenario.AUDIENCE)
                .subject("repo:octo-org/other:ref:x")
                .claim("repository_owner", "octo-org"));
    }

    private static String host() {
        return issuer.url().substring("http://".length());
    }

    private static String withoutIds(String message) {
        return message.replaceAll(ANY_ID, "ID");
    }
}

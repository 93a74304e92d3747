package dev.sallyport.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.sigv4.HeaderField;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.sts.StsClient;

/** What a client sees of answers that are unusual, cut or wrong; and what upstreams see of unusual targets. */
class HostileUpstreamTest {
    @TempDir
    static Path folder;

    private static TestIssuer issuer;
    private static ScriptedUpstream upstream;
    private static Installation installation;
    private static AwsSessionCredentials reader;

    @BeforeAll
    static void start() throws Exception {
        issuer = TestIssuer.start();
        upstream = ScriptedUpstream.start();
        installation = Scenario.installation(folder, new ShiftedClock(), issuer, upstream.port())
                .start();
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

    private static String get(String target) throws Exception {
        return RawCalls.send(reader, installation.proxy(), "GET", target);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/orders/42?",
                "/orders/42??",
                "/orders/42?a",
                "/orders/42?a=",
                "/orders/42?b=2&a=1&b=1",
                "/orders/42?a=%20",
                "/orders/42?a=%2f%2F",
                "/orders/42?a=%C3%A4",
                "/orders/42?a={b}|c^`\"<>",
                "/orders/42?a=\\",
                "/orders/42?a=/../b",
                "/orders/42?a=;b",
                "/orders/42?=",
                "/orders/42?a=b=c",
                "/orders/4:2@$!'(),*+~",
                "/orders/%C3%A4%20"
            })
    void targetReachesTheUpstreamCharacterForCharacter(String target) throws Exception {
        upstream.answers("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");

        String answer = get(target);

        assertThat(answer).startsWith("HTTP/1.1 200 ");
        assertThat(upstream.lastHead()).startsWith("GET " + target + " HTTP/1.1\r\n");
    }

    @Test
    void answersThatAskForALoginGoOnAsTheyCame() throws Exception {
        upstream.answers("HTTP/1.1 401 Unauthorized\r\nContent-Length: 4\r\n\r\nwho?");
        assertThat(get("/orders/42")).startsWith("HTTP/1.1 401 ").endsWith("who?");

        String long401 = "x".repeat(40_000);
        upstream.answers(
                "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"orders\"\r\nContent-Length: 40000"
                        + "\r\n\r\n" + long401);
        assertThat(get("/orders/42")).startsWith("HTTP/1.1 401 ").endsWith(long401);

        upstream.answers("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 4\r\n\r\nwho?");
        assertThat(get("/orders/42")).startsWith("HTTP/1.1 407 ").endsWith("who?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"301 Moved", "302 Found", "307 Temporary", "308 Permanent"})
    void redirectsGoOnAsTheyCame(String status) throws Exception {
        int before = upstream.requests();
        upstream.answers("HTTP/1.1 " + status + "\r\nLocation: http://127.0.0.1:1/x\r\nContent-Length: 0\r\n\r\n");

        assertThat(get("/orders/42"))
                .startsWith("HTTP/1.1 " + status.substring(0, 3))
                .contains("Location: http://127.0.0.1:1/x");
        assertThat(upstream.requests()).isEqualTo(before + 1);
    }

    @Test
    void answersWithoutABodyKeepTheLengthTheyAnnounce() throws Exception {
        upstream.answers("HTTP/1.1 304 Not Modified\r\nETag: \"a\"\r\nContent-Length: 42\r\n\r\n");
        assertThat(get("/orders/42"))
                .startsWith("HTTP/1.1 304 ")
                .contains("ETag: \"a\"")
                .endsWith("\r\n\r\n");

        upstream.answers("HTTP/1.1 204 No Content\r\nX-A: b\r\n\r\n");
        assertThat(get("/orders/42"))
                .startsWith("HTTP/1.1 204 ")
                .contains("X-A: b")
                .endsWith("\r\n\r\n");
    }

    @Test
    void interimAnswersEndAtTheGateway() throws Exception {
        upstream.answers(
                "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        assertThat(get("/orders/42")).startsWith("HTTP/1.1 200 ").endsWith("ok");

        upstream.answers("HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        assertThat(get("/orders/42")).startsWith("HTTP/1.1 200 ").endsWith("ok");

        upstream.answers("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        assertThat(get("/orders/42")).startsWith("HTTP/1.1 200 ").endsWith("ok");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok!",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nBad Name: x\r\nContent-Length: 2\r\n\r\nok",
                "HTTP/1.1 200 OK\r\nX-A: a\u0001b\r\nContent-Length: 2\r\n\r\nok",
                "HTTP/1.1 200 OK\r\nX-A: a\r\n b\r\nContent-Length: 2\r\n\r\nok",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nok",
                "HTTP/1.1 999999 OK\r\nContent-Length: 2\r\n\r\nok",
                "garbage\r\n\r\n",
                ""
            })
    void answersThatAreNoneAre502(String raw) throws Exception {
        upstream.answers(raw);

        assertThat(get("/orders/42")).startsWith("HTTP/1.1 502 ").contains("\"decisionId\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nzz\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
            })
    void answersThatAreCutNeverLookComplete(String raw) throws Exception {
        upstream.answers(raw);

        assertThat(isComplete200(get("/orders/42"))).isFalse();
    }

    @Test
    void answerThatIsCutWhileTheAuditLogFailsDoesNotLookCompleteEither() throws Exception {
        Path log = installation.folder().resolve("data/audit/audit.jsonl");
        Path aside = installation.folder().resolve("aside.jsonl");
        upstream.answers("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", () -> {
            try {
                Files.move(log, aside);
                Files.createDirectory(log);
                String health = "";
                while (!health.startsWith("HTTP/1.1 503")) {
                    health = RawCalls.exchange(
                            installation.api(), "GET /health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        try {
            // When the log fails before the head is on its way, the caller hears that instead.
            assertThat(isComplete200(get("/orders/42"))).isFalse();
        } finally {
            Files.delete(log);
            Files.move(aside, log);
        }
    }

    @Test
    void headHasTheLengthOfWhatGetWouldHave() throws Exception {
        upstream.answers("HTTP/1.1 200 OK\r\nContent-Length: 42\r\n\r\n");
        String answer = RawCalls.send(reader, installation.proxy(), "HEAD", "/orders/42");
        assertThat(answer)
                .startsWith("HTTP/1.1 200 ")
                .contains("Content-Length: 42")
                .endsWith("\r\n\r\n");
    }

    @Test
    void upstreamCannotSpeakForTheGateway() throws Exception {
        upstream.answers(String.join(
                "\r\n",
                "HTTP/1.1 200 OK",
                "Content-Length: 2",
                "Sallyport-Decision-Id: forged",
                "Sallyport_Decision_Id: forged",
                "Connection: x-hop",
                "X-Hop: 1",
                "Set-Cookie: a=b",
                "Set-Cookie: c=d",
                "",
                "ok"));

        String answer = get("/orders/42");

        assertThat(answer).startsWith("HTTP/1.1 200 ").doesNotContain("forged").doesNotContain("X-Hop");
        assertThat(answer).contains("Set-Cookie: a=b").contains("Set-Cookie: c=d");
    }

    @Test
    void headersOfTheClientCannotRemoveOrForgeWhatTheGatewaySays() throws Exception {
        upstream.answers("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        RawCalls.send(
                reader,
                installation.proxy(),
                "GET",
                "/orders/42",
                new HeaderField("Sallyport_Assertion", "forged"),
                new HeaderField("Sallyport.Assertion", "forged"),
                new HeaderField("Connection", "sallyport-assertion, host, x-kept"),
                new HeaderField("X_Forwarded_For", "forged"));

        assertThat(upstream.lastHead())
                .doesNotContain("forged")
                .contains("Sallyport-Assertion: ")
                .contains("Host: ");
    }

    private static boolean isComplete200(String raw) {
        if (!raw.startsWith("HTTP/1.1 200 ")) {
            return false;
        }
        int end = raw.indexOf("\r\n\r\n");
        String head = raw.substring(0, end).toLowerCase(java.util.Locale.ROOT);
        String body = raw.substring(end + 4);
        if (head.contains("transfer-encoding: chunked")) {
            return body.endsWith("0\r\n\r\n");
        }
        int at = head.indexOf("content-length: ");
        return at < 0
                || body.length()
                        >= Integer.parseInt(
                                head.substring(at + 16).split("\r\n", 2)[0].trim());
    }
}

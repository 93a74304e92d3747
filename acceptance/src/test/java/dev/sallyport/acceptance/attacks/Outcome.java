package dev.sallyport.acceptance.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What one case did, and whether that is what it expects.
 *
 * @param sent the bytes that went out
 * @param heard what came back
 * @param arrived what reached the API behind the gateway
 * @param adminPath what {@code mustNotBeReachedWithPathUnder} names, expanded; empty where it is not asked for
 * @param callerArn who signs with the credential of the case; empty for nobody
 */
record Outcome(
        AttackCase attack,
        String sent,
        RawConnection.Heard heard,
        List<RawUpstream.Received> arrived,
        String adminPath,
        String callerArn,
        Set<String> secrets) {
    private static final Set<String> CONDITIONS = Set.of(
            "mustNotBeReached",
            "connectionMustClose",
            "noSecondResponse",
            "mustNotBeReachedWithPathUnder",
            "anyDecoding",
            "headerFromClientMustNotArrive",
            "gatewayIdentityHeaderExactlyOnce",
            "gatewayIdentityHeadersComplete",
            "noCredentialsInTheResponse");
    /** Fields of an ordinary request, which an API is meant to see. */
    private static final Set<String> ORDINARY = Set.of(
            "host",
            "x-amz-date",
            "x-amz-content-sha256",
            "content-type",
            "content-length",
            "accept",
            "user-agent",
            "date");

    static void requireKnown(AttackCase attack) {
        for (String condition : attack.upstream().keySet()) {
            if (!CONDITIONS.contains(condition)) {
                throw new UnknownShape("the condition `" + condition + "` under `upstream` is not known");
            }
        }
    }

    void check() {
        assertThat(heard.rest()).as("bytes that are no whole answer").isEmpty();
        for (RawAnswer answer : heard.answers()) {
            assertThat(secrets.stream().filter(secret -> answer.body().contains(secret)))
                    .as("known secrets in the answer")
                    .isEmpty();
        }
        switch (attack.expect()) {
            case "accept" -> accepted();
            case "reject", "reject-unless-configured" -> refused();
            case "accept-if-presigning-is-on" -> {
                assertThat(first().status())
                        .as("presigned requests are refused")
                        .isIn(400, 403);
                refused();
            }
            case "accept-clean" -> {
                if (first().status() == 400) {
                    notReached();
                } else {
                    accepted();
                }
            }
            case "reject-or-exact" -> {
                if (first().isSuccess()) {
                    accepted();
                } else {
                    refused();
                }
            }
            case "reject-or-normalised" -> refusedOrNormalised();
            case "reject-or-trim", "reject-or-single" -> {
                if (first().isSuccess()) {
                    accepted();
                } else {
                    refused();
                }
            }
            case "either" -> {
                if (!first().isSuccess()) {
                    refused();
                }
            }
            default -> throw new UnknownShape("the expectation `" + attack.expect() + "` is not known");
        }
        conditions();
    }

    private RawAnswer first() {
        assertThat(heard.answers()).as("answers").isNotEmpty();
        return heard.answers().get(0);
    }

    private void accepted() {
        RawAnswer answer = first();
        assertThat(answer.status()).as("status; the answer is %s", answer).isBetween(200, 299);
        assertThat(heard.answers()).as("answers").hasSize(1);
        if (attack.target().equals("sts")) {
            assertThat(answer.body()).as("the result").contains("Result>").doesNotContain("<Error>");
            if ("false".equals(attack.upstream().get("noCredentialsInTheResponse"))
                    && !answer.body().contains("<GetCallerIdentityResult>")) {
                assertThat(answer.body()).as("the credentials").contains("<SecretAccessKey>");
            }
            return;
        }
        assertThat(arrived).as("requests at the API").hasSize(1);
        RawUpstream.Received received = arrived.get(0);
        assertThat(received.fault()).as("fault of what the API got").isEmpty();
        assertThat(received.method() + " " + received.target())
                .as("what the API got")
                .isEqualTo(sentWord(0) + " " + sentWord(1));
    }

    private void refused() {
        RawAnswer answer = first();
        if (attack.statuses().isEmpty()) {
            assertThat(answer.status()).as("status; the answer is %s", answer).isBetween(400, 499);
        } else {
            assertThat(answer.status()).as("status; the answer is %s", answer).isIn(attack.statuses());
        }
        if (!attack.errorCodes().isEmpty()) {
            assertThat(answer.errorCode())
                    .as("error code; the answer is %s", answer)
                    .hasValueSatisfying(code -> assertThat(code).isIn(attack.errorCodes()));
        }
        notReached();
        withoutCredentials();
    }

    private void refusedOrNormalised() {
        if (!first().isSuccess()) {
            refused();
            return;
        }
        assertThat(arrived).as("requests at the API").hasSize(1);
        RawUpstream.Received received = arrived.get(0);
        assertThat(received.fault()).as("fault of what the API got").isEmpty();
        assertThat(received.trailers()).as("trailers").isEmpty();
        assertThat(received.values("Trailer")).as("trailers announced").isEmpty();
        assertThat(received.method() + " " + received.target())
                .as("what the API got")
                .isEqualTo(sentWord(0) + " " + sentWord(1));
        // What follows has no signature of its own.
        for (RawAnswer later : heard.answers().subList(1, heard.answers().size())) {
            assertThat(later.status()).as("the answer to what follows").isBetween(400, 499);
        }
    }

    private void notReached() {
        assertThat(arrived).as("requests at the API").isEmpty();
    }

    private void withoutCredentials() {
        for (RawAnswer answer : heard.answers()) {
            assertThat(answer.body())
                    .as("credentials")
                    .doesNotContain("SecretAccessKey>", "SessionToken>", "<Credentials>");
        }
    }

    private void conditions() {
        if (!first().isSuccess()
                || attack.expect().equals("reject")
                || attack.expect().equals("accept")) {
            conditionsOfRefusal();
        }
        if (!adminPath.isEmpty()) {
            for (RawUpstream.Received received : arrived) {
                assertThat(Paths.mayMeanUnder(received.target(), adminPath, attack.demands("anyDecoding")))
                        .as("`%s` may be read as under `%s`", received.target(), adminPath)
                        .isFalse();
            }
        }
        for (RawUpstream.Received received : arrived) {
            if (attack.demands("headerFromClientMustNotArrive")) {
                clientHeadersStayed(received);
            }
            if (attack.demands("gatewayIdentityHeaderExactlyOnce")) {
                assertThat(received.fields().stream().filter(field -> named(field, Target.IDENTITY_HEADER)))
                        .as("identity headers")
                        .hasSize(1);
            }
            if (attack.demands("gatewayIdentityHeadersComplete")) {
                identityComplete(received);
            }
        }
    }

    /** Where a case leaves it open whether it is served, they say what a refusal has to be like. */
    private void conditionsOfRefusal() {
        if (attack.demands("mustNotBeReached")) {
            notReached();
        }
        if (attack.demands("connectionMustClose")) {
            assertThat(heard.closedByGateway()).as("closed by the gateway").isTrue();
        }
        if (attack.demands("noSecondResponse")) {
            assertThat(heard.answers()).as("answers").hasSizeLessThanOrEqualTo(1);
        }
        if (attack.demands("noCredentialsInTheResponse")) {
            withoutCredentials();
        }
    }

    private void clientHeadersStayed(RawUpstream.Received received) {
        for (String field : clientFields()) {
            String name = name(field);
            String value = value(field);
            boolean gatewaysOwn = folded(name).startsWith("sallyport-");
            assertThat(received.fields().stream()
                            .filter(arrivedField -> !gatewaysOwn && named(arrivedField, name)
                                    || !value.isEmpty() && value(arrivedField).equals(value)))
                    .as("the client's `%s` at the API", field)
                    .isEmpty();
            assertThat(received.trailers()).as("trailers at the API").isEmpty();
        }
    }

    /** Every line of the request that looks like a field and is no ordinary one: of the head, or a trailer. */
    private List<String> clientFields() {
        List<String> fields = new ArrayList<>();
        String[] lines = sent.split("\r\n", -1);
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon > 0
                    && lines[i].substring(0, colon).indexOf(' ') < 0
                    && !ORDINARY.contains(name(lines[i]).toLowerCase(Locale.ROOT))) {
                fields.add(lines[i]);
            }
        }
        return fields;
    }

    private void identityComplete(RawUpstream.Received received) {
        assertThat(received.values(Target.IDENTITY_HEADER)).as("assertion").hasSize(1);
        try {
            JWTClaimsSet claims = SignedJWT.parse(
                            received.values(Target.IDENTITY_HEADER).get(0))
                    .getJWTClaimsSet();
            assertThat(claims.getSubject()).as("who the API is told calls").isEqualTo(callerArn);
            assertThat(claims.getAudience()).as("audience").hasSize(1);
            assertThat(claims.getIssuer()).as("issuer").isNotEmpty();
            assertThat(claims.getExpirationTime()).as("expiry").isAfter(claims.getIssueTime());
            assertThat(claims.getClaims()).as("claims").containsKeys("account", "principal_id", "jti");
        } catch (ParseException e) {
            throw new AssertionError("the assertion is no JWT", e);
        }
    }

    /** A word of the request line, which may stand behind empty lines and between several blanks. */
    private String sentWord(int word) {
        List<String> words = sent.lines()
                .filter(line -> !line.isBlank())
                .findFirst()
                .map(line -> Stream.of(line.strip().split(" ", -1))
                        .filter(part -> !part.isEmpty())
                        .toList())
                .orElse(List.of());
        return word < words.size() ? words.get(word) : "";
    }

    private static String name(String field) {
        return field.substring(0, Math.max(0, field.indexOf(':'))).strip();
    }

    private static String value(String field) {
        return field.substring(field.indexOf(':') + 1).strip();
    }

    private static boolean named(String field, String name) {
        return folded(name(field)).equals(folded(name));
    }

    /** As servers behind CGI-like interfaces read a name. */
    private static String folded(String name) {
        StringBuilder folded = new StringBuilder();
        for (byte b : name.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.ISO_8859_1)) {
            boolean plain = b >= 'a' && b <= 'z' || b >= '0' && b <= '9';
            folded.append(plain ? (char) b : '-');
        }
        return folded.toString();
    }
}

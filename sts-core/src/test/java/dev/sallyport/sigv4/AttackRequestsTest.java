package dev.sallyport.sigv4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.identity.SecretAccessKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The sample attacks on signatures, where they are present, against verifier and a key table of two keys. The running
 * gateway meets all of them; here it shows that the verifier alone refuses them.
 */
class AttackRequestsTest {
    private static final Path FILE = Path.of(
            System.getProperty("sallyport.shared", "../shared"), "vectors", "attacks-sample", "http-requests.json");

    private static final Set<String> CLASSES = Set.of("sigv4", "session", "presigned");
    private static final Set<String> OTHER_CLASSES = Set.of("identity-header", "path", "framing", "sts");
    private static final Set<String> REFUSED =
            Set.of("reject", "reject-unless-configured", "accept-if-presigning-is-on");
    private static final Set<String> EITHER = Set.of(
            "either", "accept-clean", "reject-or-trim", "reject-or-single", "reject-or-exact", "reject-or-normalised");

    @TestFactory
    Stream<DynamicTest> attackIsRefusedAndControlAccepted() throws IOException {
        if (!Files.exists(FILE)) {
            System.out.println("MISSING, nothing is tested: " + FILE);
        }
        assumeTrue(Files.exists(FILE));
        JsonNode file = JsonMapper.shared().readTree(Files.readString(FILE));
        JsonNode fixed = file.path("fixedValues");
        VectorTally tally = new VectorTally("attacks-sample/http-requests.json on the verifier");
        Stream<DynamicTest> tests = file.path("cases").valueStream().map(attack -> {
            String name =
                    attack.path("id").asString() + " " + attack.path("name").asString();
            String attackClass = attack.path("class").asString();
            assertThat(CLASSES.contains(attackClass) || OTHER_CLASSES.contains(attackClass))
                    .as("known class: " + attackClass)
                    .isTrue();
            if (!CLASSES.contains(attackClass) || !attack.has("rawAtFixedTimeLatin1")) {
                return DynamicTest.dynamicTest(name + " (for the gateway)", tally::skip);
            }
            return DynamicTest.dynamicTest(name, () -> tally.count(() -> isAnsweredAsExpected(attack, fixed)));
        });
        return Stream.concat(tests, Stream.of(DynamicTest.dynamicTest("summary", tally::print)));
    }

    private static void isAnsweredAsExpected(JsonNode attack, JsonNode fixed) {
        String expected = attack.path("expect").asString();
        if (expected.equals("accept")) {
            assertThatCode(() -> receive(attack, fixed)).doesNotThrowAnyException();
        } else if (REFUSED.contains(expected)) {
            assertThatThrownBy(() -> receive(attack, fixed))
                    .isInstanceOfSatisfying(ApiException.class, refusal -> isOneOf(attack, refusal));
        } else {
            assertThat(EITHER).contains(expected);
            try {
                receive(attack, fixed);
            } catch (ApiException refusal) {
                isOneOf(attack, refusal);
            }
        }
    }

    private static void isOneOf(JsonNode attack, ApiException refusal) {
        if (attack.has("status")) {
            assertThat(attack.path("status").valueStream().map(JsonNode::asInt))
                    .contains(refusal.error().status());
        }
        if (attack.has("errorCodes")) {
            assertThat(attack.path("errorCodes").valueStream().map(JsonNode::asString))
                    .contains(refusal.error().code());
        }
    }

    /** What a server does with those bytes, up to the point where it knows who sent them. */
    private static void receive(JsonNode attack, JsonNode fixed) {
        RawRequest request;
        try {
            request = RawRequest.parse(attack.path("rawAtFixedTimeLatin1").asString(), false);
        } catch (IllegalArgumentException noHttp) {
            throw new ApiException(ApiError.INCOMPLETE_SIGNATURE, "refused by the HTTP server");
        }
        RequestHead head = request.head();
        Authorization authorization = Authorization.parse(head);
        String service = switch (attack.path("target").asString()) {
            case "proxy" -> fixed.path("SERVICE").asString();
            case "sts" -> fixed.path("STSSERVICE").asString();
            default -> throw new IllegalStateException("unknown target");
        };
        SignedRequest checked = SignatureVerifier.checkHead(
                head, authorization, service, fixed.path("REGION").asString()::equals, time(fixed));
        SecretAccessKey secret = secret(authorization, SecurityToken.of(head, authorization), fixed);
        checked.verify(SigningKey.derive(secret, authorization.scope()), request.bodySha256());
    }

    private static SecretAccessKey secret(Authorization authorization, Optional<SecurityToken> token, JsonNode fixed) {
        String id = authorization.accessKeyId().value();
        if (id.equals(fixed.path("AK").asString())) {
            return SecretAccessKey.of(fixed.path("SK").asString());
        }
        boolean tokenIsItsOwn =
                token.map(SecurityToken::reveal).equals(fixed.path("TOKEN").asStringOpt());
        if (id.equals(fixed.path("ASK").asString()) && tokenIsItsOwn) {
            return SecretAccessKey.of(fixed.path("SSK").asString());
        }
        throw Refusal.invalidToken("unknown key or token");
    }

    private static Instant time(JsonNode fixed) {
        return SigningTime.ofBasic(fixed.path("AMZDATE").asString()).instant();
    }
}

package dev.sallyport.oidc;

import static dev.sallyport.oidc.FakeIssuer.NOW;
import static dev.sallyport.oidc.FakeIssuer.RSA;
import static dev.sallyport.oidc.FakeIssuer.keys;
import static dev.sallyport.oidc.FakeIssuer.provider;
import static dev.sallyport.oidc.FakeIssuer.sign;

import com.nimbusds.jose.JWSAlgorithm;
import dev.sallyport.error.ApiException;
import dev.sallyport.json.JsonArray;
import dev.sallyport.json.JsonString;
import dev.sallyport.json.JsonWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Naughty strings in every field of a token that an answer can repeat: refused or taken, and shown as one harmless line. */
class StringsVectorsTest {
    private static final int LONGEST_MESSAGE = 1000;

    @Test
    void whatAnAnswerRepeatsIsOneShortLineOfCharactersThatShow() {
        for (Path file : Vectors.files("strings/*.json")) {
            Vectors vectors = Vectors.of(file);
            JsonArray strings = vectors.array();
            for (int i = 0; i < strings.elements().size(); i++) {
                String naughty = ((JsonString) strings.elements().get(i)).value();
                for (String token : tokens(naughty)) {
                    Optional<String> shown = message(token);
                    vectors.count(
                            "string " + i,
                            shown.isEmpty() || isHarmless(shown.get()),
                            shown.map(String::length).orElse(0) + " characters, or some that do not show");
                }
            }
            vectors.report();
        }
    }

    private static List<String> tokens(String naughty) {
        String value = new JsonWriter().beginArray().value(naughty).endArray().text();
        String quoted = value.substring(1, value.length() - 1);
        String rs256 = "{\"alg\":\"RS256\",\"kid\":\"rsa-1\"}";
        return List.of(
                signed("{\"alg\":" + quoted + ",\"kid\":\"rsa-1\"}", FakeIssuer.claims("")),
                signed("{\"alg\":\"RS256\",\"kid\":" + quoted + "}", FakeIssuer.claims("")),
                signed("{\"alg\":\"RS256\",\"typ\":" + quoted + "}", FakeIssuer.claims("")),
                signed(rs256, FakeIssuer.claims("").replace("\"" + FakeIssuer.ISSUER + "\"", quoted)),
                signed(rs256, FakeIssuer.claims("\"sub\":" + quoted + ",\"aud\":\"sts.example.com\"", "")),
                signed(rs256, FakeIssuer.claims("\"sub\":\"s\",\"aud\":" + quoted, "")),
                signed(rs256, FakeIssuer.claims(",\"azp\":" + quoted)),
                signed(rs256, FakeIssuer.claims(",\"nbf\":" + quoted)),
                signed(rs256, FakeIssuer.claims(",\"https://aws.amazon.com/" + quoted.substring(1) + ":1")),
                signed(rs256, FakeIssuer.claims(",\"x" + quoted.substring(1) + ":1,\"X" + quoted.substring(1) + ":2")));
    }

    private static String signed(String header, String claims) {
        return sign(header, claims, JWSAlgorithm.RS256, RSA);
    }

    private static Optional<String> message(String token) {
        try {
            UnverifiedIdToken unverified = UnverifiedIdToken.parse(token);
            if (!unverified.issuer().equals(FakeIssuer.ISSUER)) {
                throw IdTokenFaults.noProvider(unverified.issuer(), Optional.empty());
            }
            IdTokenVerifier.verify(unverified, provider(), keys(), NOW);
            return Optional.empty();
        } catch (ApiException refused) {
            return Optional.of(refused.message());
        }
    }

    private static boolean isHarmless(String message) {
        return message.length() <= LONGEST_MESSAGE && message.codePoints().allMatch(IdTokenClaims::shows);
    }
}

package dev.sallyport.oidc;

import dev.sallyport.json.JsonObject;
import dev.sallyport.json.JsonString;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The examples of the JOSE RFCs: what is in an algorithm we have is verified, everything else is refused. */
class JoseVectorsTest {
    private static final Set<String> CURVES = Set.of("P-256", "P-384", "P-521", "Ed25519");

    @Test
    void examplesOfTheRfcsAreVerifiedOrRefused() {
        for (Path file : Vectors.files("jose-rfc/*.json")) {
            Vectors vectors = Vectors.of(file);
            for (JsonObject one : Vectors.objects(vectors.document(), "vectors")) {
                boolean expected = Vectors.string(one, "result").equals("valid") && isOurs(Vectors.string(one, "alg"));
                List<JsonObject> keys = one.contains("jwk") ? List.of(Vectors.object(one, "jwk")) : List.of();
                boolean accepted = accepted(Vectors.string(one, "jws"), keys);
                vectors.count(Vectors.string(one, "source"), accepted == expected, accepted ? "accepted" : "refused");
            }
            vectors.report();
        }
    }

    @Test
    void examplesOfTheCookbookAreVerifiedOrRefused() {
        for (Path file : Vectors.files("jose-rfc7520/{jws,jwe,curve25519,rfc7797}/*.json")) {
            Vectors vectors = Vectors.of(file);
            JsonObject document = vectors.document();
            JsonObject input = Vectors.object(document, "input");
            boolean ours = input.get("alg").orElse(null) instanceof JsonString alg && isOurs(alg.value());
            List<JsonObject> keys = input.get("key").orElse(null) instanceof JsonObject key ? List.of(key) : List.of();
            for (JsonObject.Member form : Vectors.object(document, "output").members()) {
                boolean compact = form.value() instanceof JsonString;
                String text = form.value() instanceof JsonString string ? string.value() : Vectors.text(form.value());
                boolean accepted = accepted(text, keys);
                boolean noToken =
                        Vectors.refusal(() -> UnverifiedIdToken.parse(text)).isPresent();
                vectors.count(form.name(), accepted == (compact && ours) && noToken, accepted ? "accepted" : "refused");
            }
            vectors.report();
        }
    }

    @Test
    void keysOfTheCookbookAreTakenOnlyIfPublicAndOfATypeWeUse() {
        for (Path file : Vectors.files("jose-rfc7520/jwk/*.json")) {
            Vectors vectors = Vectors.of(file);
            JsonObject key = vectors.document();
            boolean expected = !key.contains("d")
                    && (Vectors.string(key, "kty").equals("RSA")
                            || CURVES.contains(
                                    Vectors.optionalString(key, "crv").orElse("")));
            boolean taken =
                    Vectors.keySet("{\"keys\":[" + Vectors.text(key) + "]}").isPresent();
            vectors.count("key", taken == expected, taken ? "taken" : "left out");
            vectors.report();
        }
    }

    private static boolean accepted(String text, List<JsonObject> keys) {
        Optional<JwkSet> set = Vectors.keySet(Vectors.jwksOf(keys));
        return set.isPresent()
                && Vectors.refusal(() -> IdTokenVerifier.requireSignature(CompactJws.parse(text), set.get()))
                        .isEmpty();
    }

    private static boolean isOurs(String algorithm) {
        return SignatureAlgorithm.named(algorithm).isPresent();
    }
}

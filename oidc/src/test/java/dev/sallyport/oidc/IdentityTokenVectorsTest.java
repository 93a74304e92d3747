package dev.sallyport.oidc;

import dev.sallyport.json.JsonArray;
import dev.sallyport.json.JsonNumber;
import dev.sallyport.json.JsonObject;
import dev.sallyport.json.JsonString;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tokens in the shapes that real issuers document, each verified as its own issuer's would be. */
class IdentityTokenVectorsTest {
    private static final Set<String> OURS = Set.of("sts.amazonaws.com", "https://gw.example.com", "gateway");

    @Test
    void tokensOfRealIssuersAreVerifiedUnlessTheyAreForSomebodyElse() {
        for (Path file : Vectors.files("identity-tokens/*.json")) {
            Vectors vectors = Vectors.of(file);
            JsonObject document = vectors.document();
            Instant now = Instant.ofEpochSecond(
                    Long.parseLong(((JsonNumber) document.get("fixedTime").orElseThrow()).text()));
            for (JsonObject one : Vectors.objects(document, "tokens")) {
                JsonObject claims = Vectors.object(one, "claims");
                Optional<String> refusal = Vectors.refusal(() -> verify(one, now));
                vectors.count(
                        Vectors.string(one, "name"),
                        refusal.isEmpty() == isIdTokenForUs(claims),
                        refusal.orElse("accepted"));
            }
            vectors.report();
        }
    }

    // An issuer to look up, an audience of ours, and not a Keycloak access token.
    private static boolean isIdTokenForUs(JsonObject claims) {
        return claims.contains("iss")
                && audiences(claims).stream().anyMatch(OURS::contains)
                && !Vectors.optionalString(claims, "typ").orElse("ID").equals("Bearer");
    }

    private static void verify(JsonObject one, Instant now) {
        UnverifiedIdToken token = UnverifiedIdToken.parse(Vectors.string(one, "token"));
        OidcProvider provider = new OidcProvider(
                FakeIssuer.ACCOUNT,
                Issuer.of(token.issuer()),
                List.copyOf(OURS),
                Set.of(SignatureAlgorithm.values()),
                KeySource.Discovery.ofPlatformTrust());
        VerifiedIdToken verified =
                IdTokenVerifier.verify(token, provider, JwkSet.parse(Vectors.text(Vectors.object(one, "jwks"))), now);
        String prefix = provider.issuer().conditionKeyPrefix();
        if (!verified.conditionKeys()
                .singleValued()
                .get(prefix + ":sub")
                .equals(Vectors.string(Vectors.object(one, "claims"), "sub"))) {
            throw new AssertionError("another subject than the token's");
        }
    }

    private static List<String> audiences(JsonObject claims) {
        List<String> audiences = new ArrayList<>();
        if (claims.get("aud").orElseThrow() instanceof JsonArray array) {
            array.elements().forEach(e -> audiences.add(((JsonString) e).value()));
        } else {
            audiences.add(Vectors.string(claims, "aud"));
        }
        return audiences;
    }
}

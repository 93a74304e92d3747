package dev.sallyport.oidc;

import dev.sallyport.json.JsonArray;
import dev.sallyport.json.JsonNode;
import dev.sallyport.json.JsonString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whom a token is for, as AWS decides it: the authorised party {@code azp} where the token has one, otherwise its single
 * {@code aud}; that must be a client id of the provider. With {@code azp} the token's {@code aud} need not be registered: a
 * trust policy that cares asks for {@code oaud}.
 *
 * @param accepted the client id, which the answer shows as {@code Audience}
 * @param claimed everything in {@code aud}
 */
record Audience(String accepted, List<String> claimed) {
    private static final int MAX_AUDIENCES = 100;

    Audience {
        claimed = List.copyOf(claimed);
    }

    static Audience of(IdTokenClaims claims, OidcProvider provider) {
        List<String> claimed = claimed(claims);
        Optional<JsonNode> azp = claims.get("azp");
        if (azp.isEmpty() && claimed.size() > 1) {
            throw IdTokenFaults.audienceWithoutAuthorizedParty();
        }
        String candidate = azp.map(Audience::text).orElseGet(() -> claimed.get(0));
        if (!provider.clientIds().contains(candidate)) {
            throw IdTokenFaults.audience(azp.isPresent() ? "azp" : "aud", candidate, provider.clientIds());
        }
        return new Audience(candidate, claimed);
    }

    private static List<String> claimed(IdTokenClaims claims) {
        JsonNode aud = claims.get("aud").orElseThrow(() -> IdTokenFaults.missingClaim("aud"));
        if (!(aud instanceof JsonArray array)) {
            return List.of(text(aud));
        }
        if (array.elements().isEmpty()) {
            throw IdTokenFaults.emptyClaim("aud");
        }
        if (array.elements().size() > MAX_AUDIENCES) {
            throw IdTokenFaults.notValidated("the token has more than " + MAX_AUDIENCES + " audiences");
        }
        List<String> claimed = new ArrayList<>();
        array.elements().forEach(element -> claimed.add(text(element)));
        return claimed;
    }

    private static String text(JsonNode node) {
        if (node instanceof JsonString string && !string.value().isEmpty()) {
            return string.value();
        }
        throw IdTokenFaults.notValidated("`aud` and `azp` of a token are strings that are not empty");
    }
}

package dev.sallyport.oidc;

import dev.sallyport.json.JsonObject;
import dev.sallyport.json.JsonString;
import java.util.Optional;

/**
 * A web identity token that is well formed and nothing more. Anybody can have written it: what can be read of it chooses
 * which provider and which key to check it with, and decides nothing.
 */
public final class UnverifiedIdToken {
    /** The longest token, in characters (STS service model, {@code clientTokenType}). */
    public static final int MAX_LENGTH = 20_000;

    private final CompactJws jws;
    private final JsonObject claims;
    private final String issuer;

    private UnverifiedIdToken(CompactJws jws, JsonObject claims, String issuer) {
        this.jws = jws;
        this.claims = claims;
        this.issuer = issuer;
    }

    /**
     * Takes a signed JWT in compact form. White space around it, which shells and files add, is dropped; anything else that
     * more than one reader might understand differently is refused before a library sees it.
     *
     * @throws dev.sallyport.error.ApiException {@code InvalidIdentityToken}
     */
    public static UnverifiedIdToken parse(String token) {
        if (token.length() > MAX_LENGTH) {
            throw IdTokenFaults.notAJwt("the token is longer than " + MAX_LENGTH + " characters");
        }
        CompactJws jws = CompactJws.parse(withoutSurroundingSpace(token));
        JsonObject claims = CompactJws.jsonObject("claims part", jws.payload());
        return new UnverifiedIdToken(jws, claims, issuer(claims));
    }

    /** The claimed issuer: up to {@value Issuer#MAX_LENGTH} characters without control characters, to be echoed safely. */
    public String issuer() {
        return issuer;
    }

    public Optional<String> keyId() {
        return jws.keyId();
    }

    public SignatureAlgorithm algorithm() {
        return jws.algorithm();
    }

    CompactJws jws() {
        return jws;
    }

    JsonObject claims() {
        return claims;
    }

    private static String issuer(JsonObject claims) {
        if (!claims.contains("iss")) {
            throw IdTokenFaults.missingClaim("iss");
        }
        if (claims.get("iss").orElseThrow() instanceof JsonString iss
                && iss.value().length() <= Issuer.MAX_LENGTH
                && iss.value().chars().noneMatch(Character::isISOControl)) {
            return iss.value();
        }
        throw IdTokenFaults.notValidated("the claim `iss` is not the URL of an issuer");
    }

    private static String withoutSurroundingSpace(String token) {
        int start = 0;
        int end = token.length();
        while (start < end && isSpace(token.charAt(start))) {
            start++;
        }
        while (end > start && isSpace(token.charAt(end - 1))) {
            end--;
        }
        return token.substring(start, end);
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    /** Never the token: whoever reads a log could use it. */
    @Override
    public String toString() {
        return "UnverifiedIdToken[redacted]";
    }
}

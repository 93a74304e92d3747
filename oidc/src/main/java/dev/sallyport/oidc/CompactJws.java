package dev.sallyport.oidc;

import dev.sallyport.json.Json;
import dev.sallyport.json.JsonLimits;
import dev.sallyport.json.JsonNode;
import dev.sallyport.json.JsonObject;
import dev.sallyport.json.JsonString;
import dev.sallyport.json.JsonSyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A JSON Web Signature in compact form (RFC 7515, 7.1), taken apart but not believed.
 *
 * <p>Parsing decides everything that the header may decide, so that no library ever reads a header: its algorithm must be
 * one we know, and header parameters that bring a key along, change what is signed, or must be understood are refused.
 * {@code x5t}, {@code x5t#S256} and {@code x5c} are read past: the key comes from the provider's own set alone.
 */
final class CompactJws {
    /** The longest {@code kid}; those of real issuers are below 100 characters. */
    static final int MAX_KEY_ID_LENGTH = 512;

    private static final int PARTS = 3;
    private static final JsonLimits LIMITS = new JsonLimits(UnverifiedIdToken.MAX_LENGTH, 32, 64);

    // Keys from the token itself or from an address it names: RFC 8725, 3.10; CVE-2018-0114.
    private static final List<String> KEY_PARAMETERS = List.of("jwk", "jku", "x5u");
    // crit: what must be understood is not. b64: another signing input (RFC 7797). enc, zip: JWE. cty: a nested token.
    private static final List<String> MEANING_PARAMETERS = List.of("crit", "b64", "enc", "zip", "cty");

    private final SignatureAlgorithm algorithm;
    private final Optional<String> keyId;
    private final byte[] signingInput;
    private final byte[] payload;
    private final byte[] signature;

    private CompactJws(
            SignatureAlgorithm algorithm,
            Optional<String> keyId,
            byte[] signingInput,
            byte[] payload,
            byte[] signature) {
        this.algorithm = algorithm;
        this.keyId = keyId;
        this.signingInput = signingInput;
        this.payload = payload;
        this.signature = signature;
    }

    /** @throws dev.sallyport.error.ApiException {@code InvalidIdentityToken}, when this is not such a JWS */
    static CompactJws parse(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != PARTS) {
            throw IdTokenFaults.notAJwt("the token has " + parts.length + " parts, not 3");
        }
        JsonObject header = jsonObject("header", decode("header", parts[0]));
        byte[] payload = decode("claims", parts[1]);
        byte[] signature = decode("signature", parts[2]);
        if (signature.length == 0) {
            throw IdTokenFaults.notAJwt("the signature is empty");
        }
        for (String name : KEY_PARAMETERS) {
            if (header.contains(name)) {
                throw IdTokenFaults.notAJwt("the header brings its own key in `" + name + "`");
            }
        }
        for (String name : MEANING_PARAMETERS) {
            if (header.contains(name)) {
                throw IdTokenFaults.notAJwt("the header parameter `" + name + "` is not supported");
            }
        }
        requireType(header);
        byte[] signingInput =
                text.substring(0, parts[0].length() + 1 + parts[1].length()).getBytes(StandardCharsets.US_ASCII);
        return new CompactJws(algorithm(header), keyId(header), signingInput, payload, signature);
    }

    /** @throws dev.sallyport.error.ApiException {@code InvalidIdentityToken}, when this is not one strict JSON object */
    static JsonObject jsonObject(String part, byte[] utf8) {
        try {
            if (Json.parse(utf8, LIMITS) instanceof JsonObject object) {
                return object;
            }
        } catch (JsonSyntaxException notJson) {
            throw IdTokenFaults.notAJwt("the " + part + " is not the JSON we accept: " + notJson.problem());
        }
        throw IdTokenFaults.notAJwt("the " + part + " is not a JSON object");
    }

    private static byte[] decode(String part, String base64Url) {
        try {
            return Base64Url.decode(base64Url);
        } catch (IllegalArgumentException notBase64Url) {
            throw IdTokenFaults.notAJwt("the " + part + " is not base64url without padding");
        }
    }

    private static SignatureAlgorithm algorithm(JsonObject header) {
        String name = header.get("alg").orElse(null) instanceof JsonString string ? string.value() : "";
        return SignatureAlgorithm.named(name).orElseThrow(() -> IdTokenFaults.unknownAlgorithm(name));
    }

    private static Optional<String> keyId(JsonObject header) {
        Optional<JsonNode> kid = header.get("kid");
        if (kid.isEmpty()) {
            return Optional.empty();
        }
        if (kid.get() instanceof JsonString string
                && !string.value().isEmpty()
                && string.value().length() <= MAX_KEY_ID_LENGTH
                && string.value().chars().noneMatch(Character::isISOControl)) {
            return Optional.of(string.value());
        }
        throw IdTokenFaults.notAJwt("the `kid` of the header is not a short string");
    }

    // RFC 8725, 3.11: an access token, logout token or DPoP proof of the same issuer and keys says so in `typ`.
    private static void requireType(JsonObject header) {
        Optional<JsonNode> typ = header.get("typ");
        if (typ.isPresent()
                && !(typ.get() instanceof JsonString string && string.value().equalsIgnoreCase("JWT"))) {
            throw IdTokenFaults.notAJwt("the `typ` of the header is not `JWT`");
        }
    }

    SignatureAlgorithm algorithm() {
        return algorithm;
    }

    Optional<String> keyId() {
        return keyId;
    }

    /** Header and payload as they arrived, with the dot between them: what is signed. */
    byte[] signingInput() {
        return signingInput;
    }

    byte[] payload() {
        return payload;
    }

    byte[] signature() {
        return signature;
    }

    @Override
    public String toString() {
        return "CompactJws[redacted]";
    }
}

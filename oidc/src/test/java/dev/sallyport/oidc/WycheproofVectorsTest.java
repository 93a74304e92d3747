package dev.sallyport.oidc;

import dev.sallyport.json.Json;
import dev.sallyport.json.JsonLimits;
import dev.sallyport.json.JsonNode;
import dev.sallyport.json.JsonNumber;
import dev.sallyport.json.JsonObject;
import dev.sallyport.json.JsonSyntaxException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Wycheproof's attacks on JOSE and on the signature algorithms, through our own parser, key reader and verifier. */
class WycheproofVectorsTest {

    @Test
    void signaturesAndKeySetsAreAnsweredAsWycheproofSays() {
        for (Path file : Vectors.files("wycheproof/json_web_{signature,key}_test.json")) {
            Vectors vectors = Vectors.of(file);
            for (JsonObject group : Vectors.objects(vectors.document(), "testGroups")) {
                String jwks = Vectors.jwksOf(keysOf(group));
                for (JsonObject one : Vectors.objects(group, "tests")) {
                    String jws = Vectors.string(one, "jws");
                    boolean accepted = accepted(jws, jwks);
                    boolean asExpected = isAsExpected(one, accepted, () -> isSupported(jws, jwks)) && isNoToken(jws);
                    vectors.count(id(one), asExpected, accepted ? "accepted" : "refused");
                }
            }
            vectors.report();
        }
    }

    @Test
    void encryptedTokensAreRefused() {
        for (Path file : Vectors.files("wycheproof/json_web_encryption_test.json")) {
            Vectors vectors = Vectors.of(file);
            for (JsonObject group : Vectors.objects(vectors.document(), "testGroups")) {
                for (JsonObject one : Vectors.objects(group, "tests")) {
                    vectors.count(id(one), isNoToken(Vectors.string(one, "jwe")), "accepted as a token");
                }
            }
            vectors.report();
        }
    }

    @Test
    void rawSignaturesAreAnsweredAsWycheproofSays() {
        for (Path file : Vectors.files("wycheproof/{ecdsa_*,ed*,rsa_*}_test.json")) {
            Vectors vectors = Vectors.of(file);
            for (JsonObject group : Vectors.objects(vectors.document(), "testGroups")) {
                // JOSE writes ECDSA signatures as two numbers of fixed length; in DER none is good.
                boolean der = Vectors.string(group, "type").equals("EcdsaVerify");
                Optional<SignatureAlgorithm> algorithm = algorithm(group);
                Optional<PublicKey> key = algorithm.flatMap(a -> Vectors.keySet("{\"keys\":[" + rawKey(group) + "]}")
                        .flatMap(set -> set.find(Optional.of("raw"), a)));
                for (JsonObject one : Vectors.objects(group, "tests")) {
                    boolean accepted = key.isPresent()
                            && IdTokenVerifier.signatureMatches(
                                    algorithm.orElseThrow(),
                                    key.get(),
                                    HexFormat.of().parseHex(Vectors.string(one, "msg")),
                                    HexFormat.of().parseHex(Vectors.string(one, "sig")));
                    boolean supported = key.isPresent() && !der;
                    vectors.count(
                            id(one), isAsExpected(one, accepted, () -> supported), accepted ? "accepted" : "refused");
                }
            }
            vectors.report();
        }
    }

    /** The JOSE algorithm of a group, if there is one: not every hash goes with every curve and every salt. */
    private static Optional<SignatureAlgorithm> algorithm(JsonObject group) {
        String type = Vectors.string(group, "type");
        return switch (type) {
            case "EcdsaVerify", "EcdsaP1363Verify" ->
                switch (Vectors.string(Vectors.object(group, "publicKey"), "curve") + " "
                        + Vectors.string(group, "sha")) {
                    case "secp256r1 SHA-256" -> Optional.of(SignatureAlgorithm.ES256);
                    case "secp384r1 SHA-384" -> Optional.of(SignatureAlgorithm.ES384);
                    case "secp521r1 SHA-512" -> Optional.of(SignatureAlgorithm.ES512);
                    default -> Optional.empty();
                };
            case "EddsaVerify" ->
                Vectors.string(Vectors.object(group, "publicKey"), "curve").equals("edwards25519")
                        ? Optional.of(SignatureAlgorithm.EdDSA)
                        : Optional.empty();
            case "RsassaPkcs1Verify" -> SignatureAlgorithm.named("RS" + bits(group, "sha"));
            case "RsassaPssVerify" -> {
                boolean asInJose = Vectors.string(group, "mgfSha").equals(Vectors.string(group, "sha"))
                        && Integer.parseInt(number(group, "sLen")) * 8 == Integer.parseInt(bits(group, "sha"));
                yield asInJose ? SignatureAlgorithm.named("PS" + bits(group, "sha")) : Optional.empty();
            }
            default -> throw new AssertionError("unknown type of group `" + type + "`");
        };
    }

    // SHA-256
    private static String bits(JsonObject group, String name) {
        String hash = Vectors.string(group, name);
        return hash.startsWith("SHA-") ? hash.substring("SHA-".length()) : hash;
    }

    private static String number(JsonObject parent, String name) {
        return ((JsonNumber) parent.get(name).orElseThrow()).text();
    }

    // A key that we do not take (another algorithm, symmetric, for encryption) makes every token be refused.
    private static boolean isAsExpected(JsonObject one, boolean accepted, BooleanSupplier supported) {
        String result = Vectors.string(one, "result");
        return switch (result) {
            case "valid" -> accepted == supported.getAsBoolean();
            case "invalid" -> !accepted;
            case "acceptable" -> true;
            default -> throw new AssertionError("unknown result `" + result + "`");
        };
    }

    private static boolean accepted(String jws, String jwks) {
        Optional<JwkSet> keys = Vectors.keySet(jwks);
        return keys.isPresent()
                && Vectors.refusal(() -> IdTokenVerifier.requireSignature(CompactJws.parse(jws), keys.get()))
                        .isEmpty();
    }

    // Also where the signature is good: none of them holds claims.
    private static boolean isNoToken(String text) {
        return Vectors.refusal(() -> UnverifiedIdToken.parse(text)).isPresent();
    }

    // A key that names its algorithm is for no other, though the sets let it be used for some.
    private static boolean isSupported(String jws, String jwks) {
        Optional<JwkSet> keys = Vectors.keySet(jwks);
        byte[] header = Base64Url.decode(jws.substring(0, jws.indexOf('.')));
        Optional<SignatureAlgorithm> algorithm =
                Vectors.optionalString((JsonObject) json(header), "alg").flatMap(SignatureAlgorithm::named);
        return keys.isPresent()
                && algorithm.isPresent()
                && keys.get().algorithms().contains(algorithm.get());
    }

    private static JsonNode json(byte[] utf8) {
        try {
            return Json.parse(utf8, JsonLimits.DEFAULT);
        } catch (JsonSyntaxException e) {
            throw new AssertionError("a valid token has a header that can be read", e);
        }
    }

    private static List<JsonObject> keysOf(JsonObject group) {
        JsonObject key = Vectors.object(group, group.contains("public") ? "public" : "private");
        return key.contains("keys") ? Vectors.objects(key, "keys") : List.of(key);
    }

    private static String rawKey(JsonObject group) {
        JsonObject key = Vectors.object(group, "publicKey");
        return switch (Vectors.string(group, "type")) {
            case "EcdsaVerify", "EcdsaP1363Verify" -> {
                String point = Vectors.string(key, "uncompressed");
                int half = (point.length() - 2) / 2;
                String curve = "P-"
                        + Vectors.string(key, "curve")
                                .replaceAll("[^0-9]+", " ")
                                .strip()
                                .split(" ", 2)[0];
                yield "{\"kty\":\"EC\",\"kid\":\"raw\",\"crv\":\"" + curve + "\",\"x\":\""
                        + hex(point.substring(2, 2 + half)) + "\",\"y\":\"" + hex(point.substring(2 + half)) + "\"}";
            }
            case "EddsaVerify" ->
                "{\"kty\":\"OKP\",\"kid\":\"raw\",\"crv\":\"Ed25519\",\"x\":\"" + hex(Vectors.string(key, "pk"))
                        + "\"}";
            default ->
                "{\"kty\":\"RSA\",\"kid\":\"raw\",\"n\":\"" + unsigned(key, "modulus") + "\",\"e\":\""
                        + unsigned(key, "publicExponent") + "\"}";
        };
    }

    private static String unsigned(JsonObject key, String name) {
        byte[] bytes = new BigInteger(Vectors.string(key, name), 16).toByteArray();
        return Base64Url.encode(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    private static String hex(String digits) {
        return Base64Url.encode(HexFormat.of().parseHex(digits));
    }

    private static String id(JsonObject one) {
        return ((JsonNumber) one.get("tcId").orElseThrow()).text() + " " + Vectors.string(one, "comment");
    }
}

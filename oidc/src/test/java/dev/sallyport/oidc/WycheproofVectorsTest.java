package dev.sallyport.oidc;

import dev.sallyport.json.JsonNumber;
import dev.sallyport.json.JsonObject;
import dev.sallyport.json.JsonString;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
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
                    boolean asExpected = isAsExpected(one, accepted, isSupported(jwks)) && isNoToken(jws);
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
        for (Path file :
                Vectors.files("wycheproof/{ecdsa_secp256r1_sha256_p1363,rsa_signature_[0-9]*_sha256}_test.json")) {
            Vectors vectors = Vectors.of(file);
            for (JsonObject group : Vectors.objects(vectors.document(), "testGroups")) {
                SignatureAlgorithm algorithm = Vectors.string(group, "type").startsWith("Ecdsa")
                        ? SignatureAlgorithm.ES256
                        : SignatureAlgorithm.RS256;
                Optional<PublicKey> key = Vectors.keySet("{\"keys\":[" + rawKey(group, algorithm) + "]}")
                        .flatMap(set -> set.find(Optional.of("raw"), algorithm));
                for (JsonObject one : Vectors.objects(group, "tests")) {
                    boolean accepted = key.isPresent()
                            && IdTokenVerifier.signatureMatches(
                                    algorithm,
                                    key.get(),
                                    HexFormat.of().parseHex(Vectors.string(one, "msg")),
                                    HexFormat.of().parseHex(Vectors.string(one, "sig")));
                    vectors.count(
                            id(one), isAsExpected(one, accepted, key.isPresent()), accepted ? "accepted" : "refused");
                }
            }
            vectors.report();
        }
    }

    // A key that we do not take (another algorithm, symmetric, for encryption) makes every token be refused.
    private static boolean isAsExpected(JsonObject one, boolean accepted, boolean supported) {
        String result = Vectors.string(one, "result");
        return switch (result) {
            case "valid" -> accepted == supported;
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

    private static boolean isSupported(String jwks) {
        return Vectors.keySet(jwks).isPresent();
    }

    private static List<JsonObject> keysOf(JsonObject group) {
        JsonObject key = Vectors.object(group, group.contains("public") ? "public" : "private");
        return key.contains("keys") ? Vectors.objects(key, "keys") : List.of(key);
    }

    private static String rawKey(JsonObject group, SignatureAlgorithm algorithm) {
        JsonObject key = Vectors.object(group, "publicKey");
        if (algorithm == SignatureAlgorithm.RS256) {
            return "{\"kty\":\"RSA\",\"kid\":\"raw\",\"n\":\"" + number(key, "modulus") + "\",\"e\":\""
                    + number(key, "publicExponent") + "\"}";
        }
        String point = ((JsonString) key.get("uncompressed").orElseThrow()).value();
        return "{\"kty\":\"EC\",\"kid\":\"raw\",\"crv\":\"P-256\",\"x\":\"" + coordinate(point, 2) + "\",\"y\":\""
                + coordinate(point, 66) + "\"}";
    }

    private static String number(JsonObject key, String name) {
        byte[] bytes = new BigInteger(Vectors.string(key, name), 16).toByteArray();
        return Base64Url.encode(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    private static String coordinate(String point, int from) {
        return Base64Url.encode(HexFormat.of().parseHex(point, from, from + 64));
    }

    private static String id(JsonObject one) {
        return ((JsonNumber) one.get("tcId").orElseThrow()).text() + " " + Vectors.string(one, "comment");
    }
}

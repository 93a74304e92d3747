package dev.sallyport.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import dev.sallyport.json.JsonArray;
import dev.sallyport.json.JsonNode;
import dev.sallyport.json.JsonObject;
import dev.sallyport.json.JsonString;
import java.math.BigInteger;
import java.security.PublicKey;
import java.util.Optional;

/**
 * One entry of a key set that can verify signatures (RFC 7517, 4): a public key of a type we use, strong enough, meant for
 * signatures, and the one algorithm it verifies.
 */
record Jwk(Optional<String> keyId, SignatureAlgorithm algorithm, PublicKey publicKey) {
    private static final int MIN_MODULUS_BITS = 2048;
    // Verifying gets slow for whoever makes the key, and there is no use for larger ones.
    private static final int MAX_MODULUS_BITS = 8192;
    private static final BigInteger MIN_EXPONENT = BigInteger.valueOf(65537);
    private static final int MAX_EXPONENT_BITS = 32;
    private static final int P256_COORDINATE_BYTES = 32;

    /** @throws IllegalArgumentException saying why the entry cannot be used; it never repeats key material */
    static Jwk read(JsonObject entry) {
        requireUse(entry);
        if (entry.contains("d")) {
            throw new IllegalArgumentException("it holds a private key, which whoever read it can sign with");
        }
        Optional<String> keyId = keyId(entry);
        Optional<String> declared = string(entry, "alg");
        SignatureAlgorithm algorithm;
        PublicKey key;
        String type = string(entry, "kty").orElse("");
        switch (type) {
            case "RSA" -> {
                algorithm = SignatureAlgorithm.RS256;
                key = rsaKey(entry);
            }
            case "EC" -> {
                algorithm = SignatureAlgorithm.ES256;
                key = ecKey(entry);
            }
            default -> throw new IllegalArgumentException("its `kty` is neither `RSA` nor `EC`");
        }
        if (declared.isPresent() && !declared.get().equals(algorithm.name())) {
            throw new IllegalArgumentException("it is for an algorithm other than `" + algorithm + "`");
        }
        return new Jwk(keyId, algorithm, key);
    }

    private static void requireUse(JsonObject entry) {
        if (entry.contains("use") && !string(entry, "use").orElse("").equals("sig")) {
            throw new IllegalArgumentException("its `use` is not `sig`");
        }
        Optional<JsonNode> operations = entry.get("key_ops");
        if (operations.isPresent()
                && !(operations.get() instanceof JsonArray array
                        && array.elements().stream()
                                .anyMatch(e ->
                                        e instanceof JsonString s && s.value().equals("verify")))) {
            throw new IllegalArgumentException("its `key_ops` do not hold `verify`");
        }
    }

    private static Optional<String> keyId(JsonObject entry) {
        if (!entry.contains("kid")) {
            return Optional.empty();
        }
        Optional<String> keyId = string(entry, "kid").filter(k -> !k.isEmpty());
        if (keyId.isEmpty() || keyId.get().length() > CompactJws.MAX_KEY_ID_LENGTH) {
            throw new IllegalArgumentException("its `kid` is not a short string");
        }
        return keyId;
    }

    private static PublicKey rsaKey(JsonObject entry) {
        BigInteger modulus = new BigInteger(1, bytes(entry, "n"));
        BigInteger exponent = new BigInteger(1, bytes(entry, "e"));
        if (modulus.bitLength() < MIN_MODULUS_BITS || modulus.bitLength() > MAX_MODULUS_BITS) {
            throw new IllegalArgumentException("its modulus has " + modulus.bitLength() + " bits, not "
                    + MIN_MODULUS_BITS + " to " + MAX_MODULUS_BITS);
        }
        // With exponent 1 every message is its own signature; FIPS 186-5, A.1.1 asks for at least 65537.
        if (exponent.compareTo(MIN_EXPONENT) < 0 || exponent.bitLength() > MAX_EXPONENT_BITS || !exponent.testBit(0)) {
            throw new IllegalArgumentException("its exponent is not an odd number from 65537 to 2^32");
        }
        if (!modulus.testBit(0) || RocaFingerprint.isOn(modulus)) {
            throw new IllegalArgumentException("its modulus can be factored (CVE-2017-15361)");
        }
        try {
            return new RSAKey.Builder(Base64URL.encode(modulus), Base64URL.encode(exponent))
                    .build()
                    .toRSAPublicKey();
        } catch (JOSEException | IllegalArgumentException unusable) {
            throw new IllegalArgumentException("it is not an RSA public key", unusable);
        }
    }

    private static PublicKey ecKey(JsonObject entry) {
        if (!string(entry, "crv").orElse("").equals(Curve.P_256.getName())) {
            throw new IllegalArgumentException("its `crv` is not `P-256`");
        }
        byte[] x = bytes(entry, "x");
        byte[] y = bytes(entry, "y");
        // RFC 7518, 6.2.1.2: the full size of a coordinate, leading zeros included.
        if (x.length != P256_COORDINATE_BYTES || y.length != P256_COORDINATE_BYTES) {
            throw new IllegalArgumentException("a coordinate does not have 32 bytes");
        }
        try {
            // Nimbus refuses a point that is not on the curve.
            return new ECKey.Builder(Curve.P_256, Base64URL.encode(x), Base64URL.encode(y))
                    .build()
                    .toECPublicKey();
        } catch (JOSEException | IllegalStateException | IllegalArgumentException unusable) {
            throw new IllegalArgumentException("its point is not on the curve", unusable);
        }
    }

    private static byte[] bytes(JsonObject entry, String name) {
        String text = string(entry, name)
                .orElseThrow(() -> new IllegalArgumentException("its `" + name + "` is not a string"));
        try {
            return Base64Url.decode(text);
        } catch (IllegalArgumentException notBase64Url) {
            throw new IllegalArgumentException("its `" + name + "` is not base64url without padding", notBase64Url);
        }
    }

    // Present but of another type is as good as absent: every caller refuses both, or has asked contains() before.
    private static Optional<String> string(JsonObject entry, String name) {
        return entry.get(name).orElse(null) instanceof JsonString string
                ? Optional.of(string.value())
                : Optional.empty();
    }
}

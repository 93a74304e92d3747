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
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * One entry of a key set that can verify signatures (RFC 7517, 4): a public key of a type we use, strong enough, meant for
 * signatures, and the algorithms that it may verify: the one it names, or else all of its type.
 */
record Jwk(Optional<String> keyId, Set<SignatureAlgorithm> algorithms, PublicKey publicKey) {
    private static final int MIN_MODULUS_BITS = 2048;
    // Verifying gets slow for whoever makes the key, and there is no use for larger ones.
    private static final int MAX_MODULUS_BITS = 8192;
    private static final BigInteger MIN_EXPONENT = BigInteger.valueOf(65537);
    private static final int MAX_EXPONENT_BITS = 32;
    private static final int ED25519_BYTES = 32;

    private record TypedKey(SignatureAlgorithm.KeyType type, PublicKey publicKey) {}

    Jwk {
        algorithms = Set.copyOf(algorithms);
    }

    /** @throws IllegalArgumentException saying why the entry cannot be used; it never repeats key material */
    static Jwk read(JsonObject entry) {
        requireUse(entry);
        if (entry.contains("d")) {
            throw new IllegalArgumentException("it holds a private key, which whoever read it can sign with");
        }
        Optional<String> keyId = keyId(entry);
        TypedKey key = key(entry);
        Set<SignatureAlgorithm> algorithms = EnumSet.allOf(SignatureAlgorithm.class);
        algorithms.removeIf(algorithm -> algorithm.keyType() != key.type());
        if (entry.contains("alg")) {
            String declared = string(entry, "alg").orElse("");
            algorithms.removeIf(algorithm -> !algorithm.name().equals(declared));
            if (algorithms.isEmpty()) {
                throw new IllegalArgumentException("its `alg` is none of those that its type of key has here");
            }
        }
        return new Jwk(keyId, algorithms, key.publicKey());
    }

    private static TypedKey key(JsonObject entry) {
        return switch (string(entry, "kty").orElse("")) {
            case "RSA" -> new TypedKey(SignatureAlgorithm.KeyType.RSA, rsaKey(entry));
            case "EC" ->
                switch (string(entry, "crv").orElse("")) {
                    case "P-256" -> new TypedKey(SignatureAlgorithm.KeyType.P256, ecKey(entry, Curve.P_256, 32));
                    case "P-384" -> new TypedKey(SignatureAlgorithm.KeyType.P384, ecKey(entry, Curve.P_384, 48));
                    case "P-521" -> new TypedKey(SignatureAlgorithm.KeyType.P521, ecKey(entry, Curve.P_521, 66));
                    default -> throw new IllegalArgumentException("its `crv` is none of `P-256`, `P-384`, `P-521`");
                };
            case "OKP" -> new TypedKey(SignatureAlgorithm.KeyType.ED25519, ed25519Key(entry));
            default -> throw new IllegalArgumentException("its `kty` is none of `RSA`, `EC`, `OKP`");
        };
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

    private static PublicKey ecKey(JsonObject entry, Curve curve, int coordinateBytes) {
        byte[] x = bytes(entry, "x");
        byte[] y = bytes(entry, "y");
        // RFC 7518, 6.2.1.2: the full size of a coordinate, leading zeros included.
        if (x.length != coordinateBytes || y.length != coordinateBytes) {
            throw new IllegalArgumentException("a coordinate does not have " + coordinateBytes + " bytes");
        }
        try {
            // Nimbus refuses a point that is not on the curve.
            return new ECKey.Builder(curve, Base64URL.encode(x), Base64URL.encode(y))
                    .build()
                    .toECPublicKey();
        } catch (JOSEException | IllegalStateException | IllegalArgumentException unusable) {
            throw new IllegalArgumentException("its point is not on the curve", unusable);
        }
    }

    // RFC 8037, 2, and RFC 8032, 5.1.2: y in little-endian order, the highest bit is the sign of x.
    private static PublicKey ed25519Key(JsonObject entry) {
        if (!string(entry, "crv").orElse("").equals("Ed25519")) {
            throw new IllegalArgumentException("its `crv` is not `Ed25519`");
        }
        byte[] encoded = bytes(entry, "x");
        if (encoded.length != ED25519_BYTES) {
            throw new IllegalArgumentException("its `x` does not have " + ED25519_BYTES + " bytes");
        }
        byte[] y = new byte[ED25519_BYTES];
        for (int i = 0; i < ED25519_BYTES; i++) {
            y[i] = encoded[ED25519_BYTES - 1 - i];
        }
        boolean xIsOdd = (y[0] & 0x80) != 0;
        y[0] &= 0x7f;
        try {
            PublicKey key = KeyFactory.getInstance("Ed25519")
                    .generatePublic(new EdECPublicKeySpec(
                            NamedParameterSpec.ED25519, new EdECPoint(xIsOdd, new BigInteger(1, y))));
            // Only this decodes the point.
            Signature.getInstance("Ed25519").initVerify(key);
            return key;
        } catch (GeneralSecurityException unusable) {
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

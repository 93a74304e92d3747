package dev.sallyport.oidc;

import com.nimbusds.jose.JWSAlgorithm;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The algorithms a provider may be configured for; constants are named as RFC 7518, 3.1 and RFC 8037, 3.1 name them.
 * Symmetric ones and {@code none} will never be among them.
 */
public enum SignatureAlgorithm {
    /** RSASSA-PKCS1-v1_5. */
    RS256(KeyType.RSA),
    RS384(KeyType.RSA),
    RS512(KeyType.RSA),
    /** RSASSA-PSS, with a salt as long as its hash. */
    PS256(KeyType.RSA),
    PS384(KeyType.RSA),
    PS512(KeyType.RSA),
    /** ECDSA, each on the one curve that goes with its hash. */
    ES256(KeyType.P256),
    ES384(KeyType.P384),
    ES512(KeyType.P521),
    /** Ed25519; Ed448 is not taken. */
    EdDSA(KeyType.ED25519);

    /** What a key has to be to be used with an algorithm. */
    enum KeyType {
        RSA,
        P256,
        P384,
        P521,
        ED25519
    }

    private final KeyType keyType;

    SignatureAlgorithm(KeyType keyType) {
        this.keyType = keyType;
    }

    /** The algorithm of exactly this name; names are case-sensitive (RFC 7515, 4.1.1). */
    public static Optional<SignatureAlgorithm> named(String name) {
        return Arrays.stream(values()).filter(a -> a.name().equals(name)).findFirst();
    }

    /** All of them, for texts. */
    public static String names() {
        return Arrays.stream(values()).map(a -> "`" + a.name() + "`").collect(Collectors.joining(", "));
    }

    JWSAlgorithm nimbusName() {
        return JWSAlgorithm.parse(name());
    }

    KeyType keyType() {
        return keyType;
    }
}

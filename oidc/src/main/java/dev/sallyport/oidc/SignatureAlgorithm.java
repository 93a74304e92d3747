package dev.sallyport.oidc;

import com.nimbusds.jose.JWSAlgorithm;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Optional;

/**
 * The algorithms a provider may be configured for; constants are named as RFC 7518, 3.1 names them. Symmetric ones and
 * {@code none} will never be among them.
 */
public enum SignatureAlgorithm {
    /** RSASSA-PKCS1-v1_5 with SHA-256. */
    RS256(RSAPublicKey.class),
    /** ECDSA on P-256 with SHA-256. */
    ES256(ECPublicKey.class);

    private final Class<? extends PublicKey> keyType;

    SignatureAlgorithm(Class<? extends PublicKey> keyType) {
        this.keyType = keyType;
    }

    /** The algorithm of exactly this name; names are case-sensitive (RFC 7515, 4.1.1). */
    public static Optional<SignatureAlgorithm> named(String name) {
        return Arrays.stream(values()).filter(a -> a.name().equals(name)).findFirst();
    }

    JWSAlgorithm nimbusName() {
        return JWSAlgorithm.parse(name());
    }

    /** Whether a key is of the type that this algorithm uses. Which curve an EC key is on was checked when it was read. */
    boolean fits(PublicKey key) {
        return keyType.isInstance(key);
    }
}

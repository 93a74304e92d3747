package dev.sallyport.oidc;

import com.nimbusds.jose.JWSAlgorithm;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Map;
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

    private static final Map<String, SignatureAlgorithm> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Enum::name, algorithm -> algorithm));

    private final KeyType keyType;

    SignatureAlgorithm(KeyType keyType) {
        this.keyType = keyType;
    }

    /** The algorithm of exactly this name; names are case-sensitive (RFC 7515, 4.1.1). */
    public static Optional<SignatureAlgorithm> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** All of them, for texts. */
    public static String names() {
        return Arrays.stream(values()).map(a -> "`" + a.name() + "`").collect(Collectors.joining(", "));
    }

    JWSAlgorithm nimbusName() {
        return JWSAlgorithm.parse(name());
    }

    /**
     * The platform's name of an RSA algorithm; one of PSS needs {@link #pssParameters()} too.
     *
     * @throws IllegalStateException for another type of key
     */
    String platformName() {
        return switch (this) {
            case RS256 -> "SHA256withRSA";
            case RS384 -> "SHA384withRSA";
            case RS512 -> "SHA512withRSA";
            case PS256, PS384, PS512 -> "RSASSA-PSS";
            case ES256, ES384, ES512, EdDSA -> throw new IllegalStateException(name() + " is not of RSA");
        };
    }

    /** The parameters of RSASSA-PSS (RFC 7518, 3.5): the same hash twice, and a salt as long as it. */
    Optional<PSSParameterSpec> pssParameters() {
        return switch (this) {
            case PS256 -> Optional.of(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
            case PS384 -> Optional.of(new PSSParameterSpec("SHA-384", "MGF1", MGF1ParameterSpec.SHA384, 48, 1));
            case PS512 -> Optional.of(new PSSParameterSpec("SHA-512", "MGF1", MGF1ParameterSpec.SHA512, 64, 1));
            case RS256, RS384, RS512, ES256, ES384, ES512, EdDSA -> Optional.empty();
        };
    }

    KeyType keyType() {
        return keyType;
    }
}

package dev.sallyport.demo.issuer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.SecureRandom;
import java.text.ParseException;

/** The RSA key of the example issuer. Its private half never prints. */
public final class IssuerKey {
    private static final int BITS = 2048;

    private final RSAKey key;

    private IssuerKey(RSAKey key) {
        this.key = key;
    }

    public static IssuerKey generate(SecureRandom random) {
        try {
            return new IssuerKey(new RSAKeyGenerator(BITS)
                    .secureRandom(random)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyIDFromThumbprint(true)
                    .generate());
        } catch (JOSEException e) {
            throw new IllegalStateException("every Java runtime makes RSA keys", e);
        }
    }

    /** @throws IllegalArgumentException unless {@code jwk} is what {@link #reveal()} gives */
    public static IssuerKey parse(String jwk) {
        try {
            RSAKey key = RSAKey.parse(jwk);
            if (!key.isPrivate()) {
                throw new IllegalArgumentException("the issuer's key has no private half");
            }
            return new IssuerKey(key);
        } catch (ParseException e) {
            throw new IllegalArgumentException("the issuer's key is not an RSA key as a JWK");
        }
    }

    /** The whole key as a JWK, for the one file that keeps it. */
    public String reveal() {
        return key.toJSONString();
    }

    /** The public half, as a JWK set. */
    String publicKeys() {
        return new JWKSet(key.toPublicJWK()).toString();
    }

    String sign(JWTClaimsSet claims) {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(JOSEObjectType.JWT)
                .keyID(key.getKeyID())
                .build();
        SignedJWT token = new SignedJWT(header, claims);
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("the issuer's key does not sign", e);
        }
        return token.serialize();
    }

    @Override
    public String toString() {
        return "IssuerKey[redacted]";
    }
}

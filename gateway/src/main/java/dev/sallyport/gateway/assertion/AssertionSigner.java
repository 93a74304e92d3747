package dev.sallyport.gateway.assertion;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.sallyport.gateway.state.AssertionKey;
import dev.sallyport.sigv4.Sha256;

/**
 * Signs assertions with ES256 and gives the key set to verify them with (RFC 7515, RFC 7517).
 *
 * <p>The {@code typ} is this product's own, so an assertion cannot pass for an ID token or an access token.
 */
public final class AssertionSigner {
    public static final String TYPE = "sallyport-assertion+jwt";

    private final JWSHeader header;
    private final ECDSASigner signer;
    private final String jwks;

    public AssertionSigner(AssertionKey key) {
        String keyId = Sha256.hex(key.publicKey().getEncoded()).substring(0, 16);
        this.header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType(TYPE))
                .keyID(keyId)
                .build();
        ECKey jwk = new ECKey.Builder(Curve.P_256, key.publicKey())
                .keyID(keyId)
                .algorithm(JWSAlgorithm.ES256)
                .keyUse(KeyUse.SIGNATURE)
                .build();
        this.jwks = new JWKSet(jwk).toString();
        try {
            this.signer = new ECDSASigner(key.privateKey());
        } catch (JOSEException e) {
            throw new IllegalStateException("the assertion key is not on P-256", e);
        }
    }

    String sign(JWTClaimsSet claims) {
        SignedJWT assertion = new SignedJWT(header, claims);
        try {
            assertion.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("the assertion key does not sign", e);
        }
        return assertion.serialize();
    }

    /** The public key as a JWK set, for {@code /.well-known/sallyport/assertion-jwks.json}. */
    public String jwks() {
        return jwks;
    }
}

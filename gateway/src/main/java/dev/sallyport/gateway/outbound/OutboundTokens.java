package dev.sallyport.gateway.outbound;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.gateway.state.OutboundKeys;
import dev.sallyport.json.JsonWriter;
import dev.sallyport.sigv4.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import java.util.TreeMap;

/** Signs outbound tokens, and gives the discovery document and key set by which others verify them. */
public final class OutboundTokens {
    public static final String DISCOVERY_PATH = "/.well-known/openid-configuration";
    public static final String JWKS_PATH = "/.well-known/jwks.json";

    /** Of the claims as JSON, as observed on AWS. */
    private static final int MAX_CLAIMS_BYTES = 14_984;

    /** Of AWS's own claims; the standard ones stand beside it. */
    private static final String NAMESPACE = "https://sts.amazonaws.com/";

    private final String issuer;
    private final JWSHeader rsaHeader;
    private final JWSSigner rsaSigner;
    private final JWSHeader ecHeader;
    private final JWSSigner ecSigner;
    private final String jwks;

    /** @param issuer a URL under whose {@link #DISCOVERY_PATH} the discovery document is published */
    public OutboundTokens(OutboundKeys keys, String issuer) {
        this.issuer = issuer;
        RSAKey rsa = new RSAKey.Builder(keys.rsaPublic())
                .keyID(keyId(keys.rsaPublic().getEncoded()))
                .algorithm(JWSAlgorithm.RS256)
                .keyUse(KeyUse.SIGNATURE)
                .build();
        ECKey ec = new ECKey.Builder(Curve.P_384, keys.ecPublic())
                .keyID(keyId(keys.ecPublic().getEncoded()))
                .algorithm(JWSAlgorithm.ES384)
                .keyUse(KeyUse.SIGNATURE)
                .build();
        this.rsaHeader = header(JWSAlgorithm.RS256, rsa.getKeyID());
        this.ecHeader = header(JWSAlgorithm.ES384, ec.getKeyID());
        this.jwks = new JWKSet(List.of(rsa, ec)).toString();
        this.rsaSigner = new RSASSASigner(keys.rsaPrivate());
        try {
            this.ecSigner = new ECDSASigner(keys.ecPrivate());
        } catch (JOSEException e) {
            throw new IllegalStateException("the outbound key for ES384 is not on P-384", e);
        }
    }

    /**
     * The token with these claims and this gateway as issuer.
     *
     * @param algorithm {@code RS256} or {@code ES384}
     * @throws ApiException {@code JWTPayloadSizeExceededException} when the claims are too long
     */
    public String sign(String algorithm, OutboundClaims claims) {
        JWTClaimsSet set = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject(claims.subject())
                .audience(claims.audiences())
                .issueTime(Date.from(claims.issuedAt()))
                .expirationTime(Date.from(claims.expiresAt()))
                .jwtID(claims.id())
                .claim(NAMESPACE, new TreeMap<>(claims.own()))
                .build();
        int size = set.toString().getBytes(StandardCharsets.UTF_8).length;
        if (size > MAX_CLAIMS_BYTES) {
            throw new ApiException(
                    ApiError.JWT_PAYLOAD_SIZE_EXCEEDED,
                    "the claims of the token have " + size + " bytes, and " + MAX_CLAIMS_BYTES
                            + " are the most: pass fewer or shorter tags and audiences");
        }
        boolean isRsa = algorithm.equals(JWSAlgorithm.RS256.getName());
        SignedJWT token = new SignedJWT(isRsa ? rsaHeader : ecHeader, set);
        try {
            token.sign(isRsa ? rsaSigner : ecSigner);
        } catch (JOSEException e) {
            throw new IllegalStateException("the outbound key for " + algorithm + " does not sign", e);
        }
        return token.serialize();
    }

    /** The public keys as a JWK set. */
    public String jwks() {
        return jwks;
    }

    /** The metadata of OpenID Connect Discovery 1.0 that verifiers need. */
    public String discovery() {
        return new JsonWriter()
                .beginObject()
                .field("issuer", issuer)
                .field("jwks_uri", issuer + JWKS_PATH)
                .field("response_types_supported", List.of("id_token"))
                .field("subject_types_supported", List.of("public"))
                .field("id_token_signing_alg_values_supported", List.of("RS256", "ES384"))
                .field("claims_supported", List.of("aud", "exp", "iat", "iss", "jti", "sub"))
                .endObject()
                .text();
    }

    private static JWSHeader header(JWSAlgorithm algorithm, String keyId) {
        return new JWSHeader.Builder(algorithm)
                .type(JOSEObjectType.JWT)
                .keyID(keyId)
                .build();
    }

    private static String keyId(byte[] publicKey) {
        return Sha256.hex(publicKey).substring(0, 16);
    }
}

package dev.sallyport.demo.orders;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether an assertion comes from the gateway, is meant for this API and still holds. This is what each upstream checks,
 * in whatever language: one algorithm, one type, the issuer, its own name as the audience, the time.
 */
final class AssertionVerifier {
    private static final JOSEObjectType TYPE = new JOSEObjectType("sallyport-assertion+jwt");

    private final String issuer;
    private final String audience;
    private final Supplier<JWKSet> fetchKeys;
    private JWKSet keys = new JWKSet();

    /**
     * @param issuer the gateway's public URL
     * @param audience the name of this API in the gateway's configuration
     * @param fetchKeys reads the gateway's published keys; asked when a key is met that is not known yet
     */
    AssertionVerifier(String issuer, String audience, Supplier<JWKSet> fetchKeys) {
        this.issuer = issuer;
        this.audience = audience;
        this.fetchKeys = fetchKeys;
    }

    /** The claims of a valid assertion; empty for any other text. */
    Optional<JWTClaimsSet> verify(String assertion, Instant now) {
        try {
            SignedJWT unverified = SignedJWT.parse(assertion);
            if (!JWSAlgorithm.ES256.equals(unverified.getHeader().getAlgorithm())
                    || !TYPE.equals(unverified.getHeader().getType())) {
                return Optional.empty();
            }
            Optional<JWK> key = key(unverified.getHeader().getKeyID());
            if (key.isEmpty() || !unverified.verify(new ECDSAVerifier(key.get().toECKey()))) {
                return Optional.empty();
            }
            return Optional.of(unverified.getJWTClaimsSet()).filter(claims -> holds(claims, now));
        } catch (ParseException | JOSEException notAnAssertion) {
            return Optional.empty();
        }
    }

    private boolean holds(JWTClaimsSet claims, Instant now) {
        Date end = claims.getExpirationTime();
        return issuer.equals(claims.getIssuer())
                && List.of(audience).equals(claims.getAudience())
                && end != null
                && now.isBefore(end.toInstant());
    }

    private synchronized Optional<JWK> key(String keyId) {
        if (keyId == null) {
            return Optional.empty();
        }
        if (keys.getKeyByKeyId(keyId) == null) {
            keys = fetchKeys.get();
        }
        return Optional.ofNullable(keys.getKeyByKeyId(keyId));
    }
}

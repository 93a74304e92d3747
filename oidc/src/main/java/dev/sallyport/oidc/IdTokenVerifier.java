package dev.sallyport.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PSSParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The one place that turns what a token claims into what is known. */
public final class IdTokenVerifier {
    /** How far the issuer's clock may be off, for {@code exp}, {@code nbf} and {@code iat} alike; AWS allows as much. */
    public static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

    /**
     * The age at which a token is refused however long it says it lives. It bounds what a leaked token of an issuer with
     * lifetimes of a year is worth.
     */
    public static final Duration MAX_AGE = Duration.ofHours(24);

    private static final int ED25519_SIGNATURE_BYTES = 64;

    private IdTokenVerifier() {}

    /**
     * Verifies a token against one provider and its keys, in this order: algorithm, key, signature, then claims. Nothing
     * about the claims is said to a caller whose signature does not verify.
     *
     * @throws dev.sallyport.error.ApiException {@code InvalidIdentityToken} or {@code ExpiredTokenException}
     */
    public static VerifiedIdToken verify(UnverifiedIdToken token, OidcProvider provider, JwkSet keys, Instant now) {
        requireAcceptable(token, provider);
        requireSignature(token.jws(), keys);
        return checkClaims(token, provider, now);
    }

    /** The rest of {@link #verify}, and no more than that: without a signature it proves nothing. */
    static VerifiedIdToken checkClaims(UnverifiedIdToken token, OidcProvider provider, Instant now) {
        IdTokenClaims claims = IdTokenClaims.of(token.claims());
        claims.requirePresent("iss", "sub", "aud", "iat", "exp");
        Instant issuedAt = claims.timestamp("iat");
        Instant expiresAt = claims.timestamp("exp");
        requireTimes(issuedAt, expiresAt, claims.optionalTimestamp("nbf"), now);
        claims.requireTokenType();
        String subject = claims.subject();
        Audience audience = Audience.of(claims, provider);
        return new VerifiedIdToken(
                provider,
                subject,
                audience.accepted(),
                issuedAt,
                expiresAt,
                claims.optionalString("jti"),
                ClaimKeys.of(claims, provider, audience),
                AwsClaims.of(claims));
    }

    /**
     * What can be refused before any key is looked up or fetched: a token of another issuer, or with an algorithm the
     * provider does not have.
     *
     * @throws dev.sallyport.error.ApiException {@code InvalidIdentityToken}
     */
    public static void requireAcceptable(UnverifiedIdToken token, OidcProvider provider) {
        byte[] claimed = token.issuer().getBytes(StandardCharsets.UTF_8);
        byte[] configured = provider.issuer().text().getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(claimed, configured)) {
            throw IdTokenFaults.otherIssuer(token.issuer(), provider.issuer());
        }
        if (!provider.algorithms().contains(token.algorithm())) {
            throw IdTokenFaults.algorithmNotAllowed(token.algorithm(), provider.algorithms());
        }
    }

    /** @throws dev.sallyport.error.ApiException {@code InvalidIdentityToken}, unless a key of the set made the signature */
    public static void requireSignature(UnverifiedIdToken token, JwkSet keys) {
        requireSignature(token.jws(), keys);
    }

    static void requireSignature(CompactJws jws, JwkSet keys) {
        PublicKey key = keys.find(jws.keyId(), jws.algorithm())
                .orElseThrow(() -> IdTokenFaults.unknownKey(jws.keyId(), jws.algorithm()));
        if (!signatureMatches(jws.algorithm(), key, jws.signingInput(), jws.signature())) {
            throw IdTokenFaults.signature();
        }
    }

    static boolean signatureMatches(
            SignatureAlgorithm algorithm, PublicKey key, byte[] signingInput, byte[] signature) {
        if (key instanceof EdECPublicKey) {
            return edDsaMatches(key, signingInput, signature);
        }
        if (key instanceof RSAPublicKey) {
            return rsaMatches(algorithm, key, signingInput, signature);
        }
        return key instanceof ECPublicKey ecKey && ecdsaMatches(algorithm, ecKey, signingInput, signature);
    }

    // The platform alone: Nimbus would call the same, after it has decoded the signature a second time.
    private static boolean rsaMatches(
            SignatureAlgorithm algorithm, PublicKey key, byte[] signingInput, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(algorithm.platformName());
            Optional<PSSParameterSpec> parameters = algorithm.pssParameters();
            if (parameters.isPresent()) {
                verifier.setParameter(parameters.get());
            }
            verifier.initVerify(key);
            verifier.update(signingInput);
            return verifier.verify(signature);
        } catch (GeneralSecurityException unusable) {
            return false;
        }
    }

    private static boolean ecdsaMatches(
            SignatureAlgorithm algorithm, ECPublicKey key, byte[] signingInput, byte[] signature) {
        // The header that Nimbus gets is ours: it says the algorithm that was checked, and nothing of the token's.
        JWSHeader header = new JWSHeader(algorithm.nimbusName());
        try {
            return new ECDSAVerifier(key).verify(header, signingInput, Base64URL.encode(signature))
                    || EcdsaSecondCoordinate.matches(algorithm, key, signingInput, signature);
        } catch (JOSEException unusable) {
            return false;
        }
    }

    // Nimbus would need another library for what the platform has. The platform reads past zeros at the end.
    private static boolean edDsaMatches(PublicKey key, byte[] signingInput, byte[] signature) {
        if (signature.length != ED25519_SIGNATURE_BYTES) {
            return false;
        }
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(signingInput);
            return verifier.verify(signature);
        } catch (GeneralSecurityException unusable) {
            return false;
        }
    }

    private static void requireTimes(Instant issuedAt, Instant expiresAt, Optional<Instant> notBefore, Instant now) {
        if (!now.minus(CLOCK_TOLERANCE).isBefore(expiresAt)) {
            throw IdTokenFaults.expired(expiresAt, now, CLOCK_TOLERANCE);
        }
        if (issuedAt.isAfter(now.plus(CLOCK_TOLERANCE))) {
            throw IdTokenFaults.issuedInTheFuture(issuedAt, now, CLOCK_TOLERANCE);
        }
        if (notBefore.isPresent() && notBefore.get().isAfter(now.plus(CLOCK_TOLERANCE))) {
            throw IdTokenFaults.notYetValid(notBefore.get(), now, CLOCK_TOLERANCE);
        }
        if (issuedAt.isBefore(now.minus(MAX_AGE))) {
            throw IdTokenFaults.tooOld(issuedAt, now, MAX_AGE);
        }
    }
}

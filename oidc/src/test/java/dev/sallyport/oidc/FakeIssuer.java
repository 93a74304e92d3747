package dev.sallyport.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.factories.DefaultJWSSignerFactory;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import dev.sallyport.identity.AccountId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** An issuer that really signs. Its tokens are made from texts, so that a test can write what no library would. */
public final class FakeIssuer {
    public static final String ISSUER = "https://idp.example.com/realms/ci";
    public static final String AUDIENCE = "sts.example.com";
    public static final AccountId ACCOUNT = new AccountId("123456789012");
    public static final Instant NOW = Instant.ofEpochSecond(1_800_000_000L);

    public static final JWK RSA = rsa("rsa-1", 2048);
    public static final JWK OTHER_RSA = rsa("rsa-1", 2048);
    public static final JWK EC = ec("ec-1", Curve.P_256);
    public static final JWK P384 = ec("ec-384", Curve.P_384);
    public static final JWK P521 = ec("ec-521", Curve.P_521);
    public static final JWK ED25519 = ed25519("ed-1");

    private FakeIssuer() {}

    public static JWK rsa(String keyId, int bits) {
        try {
            return new RSAKeyGenerator(bits, true)
                    .keyID(keyId)
                    .keyUse(KeyUse.SIGNATURE)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public static JWK ec(String keyId, Curve curve) {
        try {
            return new ECKeyGenerator(curve)
                    .keyID(keyId)
                    .keyUse(KeyUse.SIGNATURE)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A key that the algorithm can use. */
    public static JWK keyFor(SignatureAlgorithm algorithm) {
        return switch (algorithm.keyType()) {
            case RSA -> RSA;
            case P256 -> EC;
            case P384 -> P384;
            case P521 -> P521;
            case ED25519 -> ED25519;
        };
    }

    public static OidcProvider provider(SignatureAlgorithm algorithm) {
        return new OidcProvider(
                ACCOUNT,
                Issuer.of(ISSUER),
                List.of(AUDIENCE),
                Set.of(algorithm),
                KeySource.Discovery.ofPlatformTrust());
    }

    // The platform makes and signs with these keys: the library would need another one for it.
    private static JWK ed25519(String keyId) {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            // The last 32 bytes of the SPKI form (RFC 8410, 4), and of the PKCS #8 form (RFC 8410, 7), are the key.
            byte[] spki = pair.getPublic().getEncoded();
            byte[] pkcs8 = pair.getPrivate().getEncoded();
            return new OctetKeyPair.Builder(
                            Curve.Ed25519, Base64URL.encode(Arrays.copyOfRange(spki, spki.length - 32, spki.length)))
                    .d(Base64URL.encode(Arrays.copyOfRange(pkcs8, pkcs8.length - 32, pkcs8.length)))
                    .keyID(keyId)
                    .keyUse(KeyUse.SIGNATURE)
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String signEd25519(String input, JWK key) {
        try {
            byte[] d = key.toOctetKeyPair().getDecodedD();
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, d)));
            signer.update(input.getBytes(StandardCharsets.US_ASCII));
            return input + "." + Base64Url.encode(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The key set document of these keys, public halves only. */
    public static String jwks(JWK... keys) {
        return "{\"keys\":["
                + String.join(
                        ",",
                        List.of(keys).stream()
                                .map(k -> k.toPublicJWK().toJSONString())
                                .toList())
                + "]}";
    }

    public static JwkSet keys() {
        return JwkSet.parse(jwks(RSA, EC));
    }

    public static OidcProvider provider() {
        return provider(Issuer.of(ISSUER), KeySource.Discovery.ofPlatformTrust());
    }

    public static OidcProvider provider(Issuer issuer, KeySource source) {
        return new OidcProvider(
                ACCOUNT,
                issuer,
                List.of(AUDIENCE, "second-client"),
                Set.of(SignatureAlgorithm.RS256, SignatureAlgorithm.ES256),
                source);
    }

    /** Claims that are accepted, with {@code more} members at the end: begin it with a comma. */
    public static String claims(String more) {
        return claims("\"sub\":\"repo:org/app\",\"aud\":\"" + AUDIENCE + "\"", more);
    }

    public static String claims(String subjectAndAudience, String more) {
        return "{\"iss\":\"" + ISSUER + "\"," + subjectAndAudience + ",\"iat\":" + (NOW.getEpochSecond() - 10)
                + ",\"exp\":" + (NOW.getEpochSecond() + 600) + more + "}";
    }

    public static String header(JWSAlgorithm algorithm, JWK key) {
        return "{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\",\"kid\":\"" + key.getKeyID() + "\"}";
    }

    public static String rs256(String claims) {
        return sign(header(JWSAlgorithm.RS256, RSA), claims, JWSAlgorithm.RS256, RSA);
    }

    public static String es256(String claims) {
        return sign(header(JWSAlgorithm.ES256, EC), claims, JWSAlgorithm.ES256, EC);
    }

    /** Signs whatever the texts are; the header need not say the algorithm that is used. */
    public static String sign(String header, String claims, JWSAlgorithm algorithm, JWK key) {
        String input = base64Url(header) + "." + base64Url(claims);
        if (algorithm.equals(JWSAlgorithm.EdDSA)) {
            return signEd25519(input, key);
        }
        try {
            JWSSigner signer = new DefaultJWSSignerFactory().createJWSSigner(key, algorithm);
            return input + "." + signer.sign(new JWSHeader(algorithm), input.getBytes(StandardCharsets.US_ASCII));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String base64Url(String text) {
        return Base64Url.encode(text.getBytes(StandardCharsets.UTF_8));
    }
}

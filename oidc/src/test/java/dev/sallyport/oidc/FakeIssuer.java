package dev.sallyport.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.factories.DefaultJWSSignerFactory;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.sallyport.identity.AccountId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
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

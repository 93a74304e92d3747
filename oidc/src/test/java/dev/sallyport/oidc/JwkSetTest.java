package dev.sallyport.oidc;

import static dev.sallyport.oidc.FakeIssuer.EC;
import static dev.sallyport.oidc.FakeIssuer.OTHER_RSA;
import static dev.sallyport.oidc.FakeIssuer.RSA;
import static dev.sallyport.oidc.FakeIssuer.jwks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JwkSetTest {
    private static final Optional<String> RSA_ID = Optional.of("rsa-1");
    private static final Optional<String> EC_ID = Optional.of("ec-1");

    @Test
    void aKeyIsFoundByItsIdAndAlgorithm() throws Exception {
        JwkSet keys = JwkSet.parse(jwks(RSA, EC));

        assertThat(keys.size()).isEqualTo(2);
        assertThat(keys.find(RSA_ID, SignatureAlgorithm.RS256))
                .contains(RSA.toRSAKey().toRSAPublicKey());
        assertThat(keys.find(EC_ID, SignatureAlgorithm.ES256))
                .contains(EC.toECKey().toECPublicKey());
        assertThat(keys.find(RSA_ID, SignatureAlgorithm.ES256)).isEmpty();
        assertThat(keys.find(EC_ID, SignatureAlgorithm.RS256)).isEmpty();
        assertThat(keys.find(Optional.of("RSA-1"), SignatureAlgorithm.RS256)).isEmpty();
        assertThat(keys.offers(RSA_ID, SignatureAlgorithm.RS256)).isTrue();
    }

    @Test
    void ofEqualIdsTheLaterOneWins() throws Exception {
        JwkSet keys = JwkSet.parse(jwks(RSA, OTHER_RSA));

        assertThat(keys.size()).isEqualTo(1);
        assertThat(keys.find(RSA_ID, SignatureAlgorithm.RS256))
                .contains(OTHER_RSA.toRSAKey().toRSAPublicKey());
    }

    @Test
    void aKeyWithoutIdIsForTokensWithoutIdAlone() {
        JwkSet keys = JwkSet.parse("{\"keys\":[" + without(RSA, "kid") + "]}");

        assertThat(keys.find(Optional.empty(), SignatureAlgorithm.RS256)).isPresent();
        assertThat(keys.find(RSA_ID, SignatureAlgorithm.RS256)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"use\":\"enc\"",
                "\"use\":null",
                "\"use\":[\"sig\"]",
                "\"use\":\"SIG\"",
                "\"key_ops\":[]",
                "\"key_ops\":[\"encrypt\"]",
                "\"key_ops\":\"verify\"",
                "\"alg\":\"RSA-OAEP\"",
                "\"alg\":\"RSA\"",
                "\"alg\":\"EdDSA\"",
                "\"alg\":\"ES256\"",
                "\"alg\":\"none\"",
                "\"alg\":\"HS256\"",
                "\"d\":\"AQAB\"",
                "\"kid\":1",
                "\"kid\":\"\"",
                "\"kid\":null"
            })
    void aKeyThatIsNotForSignaturesIsLeftOut(String member) {
        String name = member.substring(1, member.indexOf('"', 1));
        String changed = with(without(RSA, name), member);

        JwkSet keys =
                JwkSet.parse("{\"keys\":[" + changed + "," + EC.toPublicJWK().toJSONString() + "]}");

        assertThat(keys.size()).isEqualTo(1);
        assertThat(keys.leftOut()).singleElement().asString().startsWith("key 0 of the set is not used: ");
        assertThat(keys.find(EC_ID, SignatureAlgorithm.ES256)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"key_ops\":[\"verify\"]",
                "\"alg\":\"RS256\"",
                "\"x5c\":[\"MIIB\"]",
                "\"x5t\":\"a\"",
                "\"more\":{}"
            })
    void aKeyForSignaturesIsUsed(String member) {
        assertThat(JwkSet.parse(set(with(without(RSA, "use"), member))).size()).isEqualTo(1);
    }

    @Test
    void keysOfOtherTypesAndCurvesAreLeftOut() {
        String keys = "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\",\"kid\":\"a\"},"
                + "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AAAA\",\"kid\":\"b\"},{\"kid\":\"c\"},{\"kty\":1},{},"
                + "{\"kty\":\"EC\",\"crv\":\"secp256k1\",\"x\":\"AAAA\",\"y\":\"AAAA\"},"
                + RSA.toPublicJWK().toJSONString() + "]}";

        assertThat(JwkSet.parse(keys).size()).isEqualTo(1);
        assertThat(JwkSet.parse(keys).leftOut()).hasSize(6);
    }

    @Test
    void rsaKeysHave2048To8192Bits() {
        assertThat(unusable(rsa(odd(2047), 65537))).contains("2047 bits");
        assertThat(JwkSet.parse(set(rsa(odd(2048), 65537))).size()).isEqualTo(1);
        assertThat(JwkSet.parse(set(rsa(odd(8192), 65537))).size()).isEqualTo(1);
        assertThat(unusable(rsa(odd(8193), 65537))).contains("8193 bits");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 17, 65535, 65536, 65538, 4294967297L})
    void rsaExponentsAreOddAndFrom65537(long exponent) {
        assertThat(unusable(rsa(odd(2048), exponent))).contains("exponent");
    }

    @Test
    void anEvenModulusIsLeftOut() {
        assertThat(unusable(rsa(odd(2048).subtract(BigInteger.ONE), 65537))).contains("factored");
    }

    @Test
    void moduliOfTheInfineonLibraryAreLeftOut() {
        BigInteger smallPrimes = BigInteger.ONE;
        for (BigInteger p = BigInteger.TWO; p.intValue() <= 167; p = p.nextProbablePrime()) {
            smallPrimes = smallPrimes.multiply(p);
        }
        // k * M + (65537^a mod M), as the library makes primes; a product of such has the same form.
        BigInteger modulus = odd(2048)
                .divide(smallPrimes)
                .multiply(smallPrimes)
                .add(BigInteger.valueOf(65537).modPow(BigInteger.valueOf(123_457), smallPrimes));

        assertThat(modulus.bitLength()).isEqualTo(2048);
        assertThat(unusable(rsa(modulus, 65537))).contains("CVE-2017-15361");
    }

    @Test
    void pointsThatAreNotOnTheCurveAreLeftOut() {
        String x = EC.toECKey().getX().toString();
        String y = EC.toECKey().getY().toString();

        assertThat(unusable(ec(x, x))).contains("curve");
        assertThat(unusable(ec(
                        Base64URL.encode(new byte[32]).toString(),
                        Base64URL.encode(new byte[32]).toString())))
                .contains("curve");
        assertThat(unusable(ec(x, Base64URL.encode(new byte[31]).toString()))).contains("32 bytes");
        assertThat(unusable(ec(x, Base64URL.encode(new byte[33]).toString()))).contains("32 bytes");
        assertThat(unusable(ec(x, y + "="))).contains("base64url");
        assertThat(JwkSet.parse(set(ec(x, y))).size()).isEqualTo(1);
    }

    @Test
    void reasonsDoNotRepeatKeyMaterial() {
        String privateKey = RSA.toJSONString();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> JwkSet.parse(set(privateKey)))
                .withMessageContaining("private key")
                .withMessageNotContaining(RSA.toRSAKey().getPrivateExponent().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"keys\":{}}",
                "{\"keys\":[]}",
                "{\"keys\":[1]}",
                "{\"keys\":[{}]}",
                "{\"keys\":null}",
                "{\"keys\":[],\"keys\":[]}",
                "<html></html>",
                "{\"keys\":[]} x"
            })
    void aDocumentWithoutUsableKeysIsRefused(String json) {
        assertThatIllegalArgumentException().isThrownBy(() -> JwkSet.parse(json));
    }

    @Test
    void aSetHasAtMost200Keys() {
        String key = EC.toPublicJWK().toJSONString();
        String most = IntStream.range(0, JwkSet.MAX_KEYS).mapToObj(i -> key).collect(Collectors.joining(","));

        assertThat(JwkSet.parse("{\"keys\":[" + most + "]}").size()).isEqualTo(1);
        assertThatIllegalArgumentException().isThrownBy(() -> JwkSet.parse("{\"keys\":[" + most + "," + key + "]}"));
    }

    @Test
    void aSetHasAtMost512KiB() {
        String set = jwks(EC);
        String largest = set + " ".repeat(JwkSet.MAX_BYTES - set.length());

        assertThat(JwkSet.parse(largest).size()).isEqualTo(1);
        assertThatIllegalArgumentException().isThrownBy(() -> JwkSet.parse(largest + " "));
    }

    private static String unusable(String key) {
        try {
            return "usable: " + JwkSet.parse(set(key));
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String set(String key) {
        return "{\"keys\":[" + key + "]}";
    }

    private static String rsa(BigInteger modulus, long exponent) {
        return new RSAKey.Builder(Base64URL.encode(modulus), Base64URL.encode(BigInteger.valueOf(exponent)))
                .keyID("k")
                .build()
                .toJSONString();
    }

    private static String ec(String x, String y) {
        return "{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"k\",\"x\":\"" + x + "\",\"y\":\"" + y + "\"}";
    }

    // Any odd number of this size will do where only its size is looked at; the seed makes it the same each time.
    private static BigInteger odd(int bits) {
        return new BigInteger(bits, new Random(1)).setBit(bits - 1).setBit(0);
    }

    private static String without(JWK key, String member) {
        Map<String, Object> json = key.toPublicJWK().toJSONObject();
        json.remove(member);
        return JSONObjectUtils.toJSONString(json);
    }

    private static String with(String object, String member) {
        return object.substring(0, object.length() - 1) + "," + member + "}";
    }
}

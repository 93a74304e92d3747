package dev.sallyport.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That the good ones are taken is what Wycheproof's vectors show; here what is not. */
class EcdsaSecondCoordinateTest {
    @ParameterizedTest
    @EnumSource(names = {"ES256", "ES384", "ES512"})
    void aMadeUpSignatureWithASmallNumberIsRefusedInShortTime(SignatureAlgorithm algorithm) throws Exception {
        ECPublicKey key = FakeIssuer.keyFor(algorithm).toECKey().toECPublicKey();
        BigInteger order = key.getParams().getOrder();
        int half = (order.bitLength() + 7) / 8;
        for (BigInteger r : new BigInteger[] {BigInteger.ZERO, BigInteger.ONE, BigInteger.TWO, order}) {
            for (BigInteger s :
                    new BigInteger[] {BigInteger.ZERO, BigInteger.ONE, order.subtract(BigInteger.ONE), order}) {
                byte[] signature = new byte[2 * half];
                put(signature, half, r);
                put(signature, 2 * half, s);
                assertThat(IdTokenVerifier.signatureMatches(algorithm, key, new byte[] {1, 2, 3}, signature))
                        .isFalse();
            }
        }
        assertThat(IdTokenVerifier.signatureMatches(algorithm, key, new byte[3], Arrays.copyOf(new byte[] {1}, 3)))
                .isFalse();
    }

    private static void put(byte[] signature, int end, BigInteger number) {
        byte[] bytes = number.toByteArray();
        int from = bytes[0] == 0 && bytes.length > 1 ? 1 : 0;
        System.arraycopy(bytes, from, signature, end - (bytes.length - from), bytes.length - from);
    }
}

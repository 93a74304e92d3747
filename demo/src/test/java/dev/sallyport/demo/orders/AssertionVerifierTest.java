package dev.sallyport.demo.orders;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class AssertionVerifierTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final String GATEWAY = "http://localhost:7070";
    private static final String TYPE = "sallyport-assertion+jwt";

    private final ECKey key = newKey("one");
    private final AssertionVerifier verifier =
            new AssertionVerifier(GATEWAY, "orders", () -> new JWKSet(key.toPublicJWK()));

    @Test
    void assertionOfTheGatewayForThisApiHolds() {
        Optional<JWTClaimsSet> claims = verifier.verify(assertion(key, TYPE, c -> c), NOW);

        assertThat(claims).map(JWTClaimsSet::getSubject).contains("arn:aws:sts::111122223333:assumed-role/ci/run");
    }

    @Test
    void expiredAssertionDoesNotHold() {
        String assertion = assertion(key, TYPE, c -> c.expirationTime(Date.from(NOW)));

        assertThat(verifier.verify(assertion, NOW)).isEmpty();
        assertThat(verifier.verify(assertion, NOW.minusSeconds(1))).isPresent();
    }

    @Test
    void assertionWithoutAnEndDoesNotHold() {
        assertThat(verifier.verify(assertion(key, TYPE, c -> c.expirationTime(null)), NOW))
                .isEmpty();
    }

    @Test
    void assertionForAnotherUpstreamDoesNotHold() {
        assertThat(verifier.verify(assertion(key, TYPE, c -> c.audience("payments")), NOW))
                .isEmpty();
    }

    @Test
    void assertionOfAnotherIssuerDoesNotHold() {
        assertThat(verifier.verify(assertion(key, TYPE, c -> c.issuer("http://localhost:7072")), NOW))
                .isEmpty();
    }

    @Test
    void tokenOfAnotherTypeDoesNotHold() {
        assertThat(verifier.verify(assertion(key, "JWT", c -> c), NOW)).isEmpty();
    }

    @Test
    void signatureOfAnotherKeyDoesNotHold() {
        assertThat(verifier.verify(assertion(newKey("one"), TYPE, c -> c), NOW)).isEmpty();
        assertThat(verifier.verify(assertion(newKey("two"), TYPE, c -> c), NOW)).isEmpty();
    }

    @Test
    void otherTextDoesNotHold() {
        assertThat(verifier.verify("", NOW)).isEmpty();
        assertThat(verifier.verify("a.b.c", NOW)).isEmpty();
    }

    private static String assertion(ECKey key, String type, UnaryOperator<JWTClaimsSet.Builder> change) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(GATEWAY)
                .audience("orders")
                .subject("arn:aws:sts::111122223333:assumed-role/ci/run")
                .expirationTime(Date.from(NOW.plusSeconds(60)));
        SignedJWT assertion = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(new JOSEObjectType(type))
                        .keyID(key.getKeyID())
                        .build(),
                change.apply(claims).build());
        try {
            assertion.sign(new ECDSASigner(key));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return assertion.serialize();
    }

    private static ECKey newKey(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}

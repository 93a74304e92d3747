package dev.sallyport.acceptance;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;

/** An OIDC issuer on loopback that really signs, and counts how often its keys are fetched. */
final class TestIssuer implements AutoCloseable {
    /** What each starts with: no test has two issuers, and making a key takes longer than the rest of a test. */
    private static Optional<RSAKey> firstKey = Optional.empty();

    private final WireMockServer server =
            new WireMockServer(wireMockConfig().bindAddress("127.0.0.1").dynamicPort());
    private RSAKey key;

    private TestIssuer(RSAKey key) {
        this.key = key;
    }

    static TestIssuer start() throws Exception {
        TestIssuer issuer = new TestIssuer(firstKey());
        issuer.server.start();
        issuer.publish();
        return issuer;
    }

    String url() {
        return "http://localhost:" + server.port();
    }

    /** Another key in the place of the one so far. */
    void rotate() throws Exception {
        key = newKey();
        publish();
    }

    int keyFetches() {
        return server.countRequestsMatching(getRequestedFor(urlEqualTo("/jwks")).build())
                .getCount();
    }

    /** Claims of a token that would be accepted; each test changes what it is about. */
    JWTClaimsSet.Builder claims(String audience) {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(url())
                .subject("repo:octo-org/octo-repo:ref:refs/heads/main")
                .audience(audience)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300)))
                .jwtID(UUID.randomUUID().toString());
    }

    String sign(JWTClaimsSet.Builder claims) throws Exception {
        return signWith(key, claims);
    }

    /** A token that names this issuer's key and was signed with another one. */
    String forge(JWTClaimsSet.Builder claims) throws Exception {
        return signWith(new RSAKey.Builder(newKey()).keyID(key.getKeyID()).build(), claims);
    }

    private static String signWith(RSAKey key, JWTClaimsSet.Builder claims) throws Exception {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims.build());
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }

    private void publish() {
        server.stubFor(get(urlEqualTo("/.well-known/openid-configuration"))
                .willReturn(aResponse()
                        .withHeader("Content-Type", "application/json")
                        .withBody("{\"issuer\":\"" + url() + "\",\"jwks_uri\":\"" + url() + "/jwks\"}")));
        server.stubFor(get(urlEqualTo("/jwks"))
                .willReturn(aResponse()
                        .withHeader("Content-Type", "application/json")
                        .withBody(new JWKSet(key.toPublicJWK()).toString())));
    }

    private static synchronized RSAKey firstKey() throws Exception {
        if (firstKey.isEmpty()) {
            firstKey = Optional.of(newKey());
        }
        return firstKey.get();
    }

    private static RSAKey newKey() throws Exception {
        return new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
    }

    @Override
    public void close() {
        server.stop();
    }
}

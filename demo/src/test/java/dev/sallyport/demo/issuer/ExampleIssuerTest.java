package dev.sallyport.demo.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.sallyport.json.Json;
import dev.sallyport.json.JsonLimits;
import dev.sallyport.json.JsonObject;
import dev.sallyport.json.JsonString;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ExampleIssuerTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final String ISSUER = "http://localhost:7071";
    private static final String REQUEST_TOKEN = "shown-by-workflows";

    private static ExampleIssuer issuer;

    @BeforeAll
    static void start() throws Exception {
        IssuerKey key = IssuerKey.generate(new SecureRandom());
        issuer =
                ExampleIssuer.start(0, URI.create(ISSUER), key, REQUEST_TOKEN, new Random(1), InstantSource.fixed(NOW));
    }

    @AfterAll
    static void stop() {
        issuer.close();
    }

    @Test
    void tokenHasTheShapeOfAGitHubActionsToken() throws Exception {
        JWTClaimsSet claims = token("demo").getJWTClaimsSet();

        assertThat(claims.getIssuer()).isEqualTo(ISSUER);
        assertThat(claims.getSubject()).isEqualTo("repo:octo-org/octo-repo:ref:refs/heads/main");
        assertThat(claims.getAudience()).containsExactly("demo");
        assertThat(claims.getIssueTime().toInstant()).isEqualTo(NOW);
        assertThat(claims.getNotBeforeTime().toInstant()).isEqualTo(NOW.minusSeconds(300));
        assertThat(claims.getExpirationTime().toInstant()).isEqualTo(NOW.plusSeconds(300));
        for (String name : new String[] {
            "repository",
            "repository_id",
            "repository_owner_id",
            "ref",
            "workflow",
            "run_id",
            "event_name",
            "jti",
            "actor"
        }) {
            assertThat(claims.getStringClaim(name)).as(name).isNotEmpty();
        }
    }

    @Test
    void tokenVerifiesWithThePublishedKey() throws Exception {
        JWKSet keys = JWKSet.parse(get("/.well-known/jwks", "").body());
        SignedJWT token = token("demo");

        assertThat(keys.containsNonPublicKeys()).isFalse();
        assertThat(token.verify(new RSASSAVerifier(
                        keys.getKeyByKeyId(token.getHeader().getKeyID()).toRSAKey())))
                .isTrue();
    }

    @Test
    void eachTokenIsOneOfAKind() throws Exception {
        JWTClaimsSet first = token("demo").getJWTClaimsSet();
        JWTClaimsSet second = token("demo").getJWTClaimsSet();

        assertThat(first.getJWTID()).isNotEqualTo(second.getJWTID());
        assertThat(first.getStringClaim("run_id")).isNotEqualTo(second.getStringClaim("run_id"));
    }

    @Test
    void discoveryNamesTheIssuerAndItsKeys() throws Exception {
        JsonObject document = json(get("/.well-known/openid-configuration", "").body());

        assertThat(text(document, "issuer")).isEqualTo(ISSUER);
        assertThat(text(document, "jwks_uri")).isEqualTo(ISSUER + "/.well-known/jwks");
    }

    @Test
    void tokenIsRefusedWithoutTheRequestToken() throws Exception {
        assertThat(get("/token?audience=demo", "").statusCode()).isEqualTo(401);
        assertThat(get("/token?audience=demo", "bearer other").statusCode()).isEqualTo(401);
    }

    @Test
    void audienceIsNeededOnceAndAlone() throws Exception {
        String bearer = "bearer " + REQUEST_TOKEN;
        assertThat(get("/token", bearer).statusCode()).isEqualTo(400);
        assertThat(get("/token?audience=", bearer).statusCode()).isEqualTo(400);
        assertThat(get("/token?audience=a&audience=b", bearer).statusCode()).isEqualTo(400);
        assertThat(get("/token?audience=" + "a".repeat(256), bearer).statusCode())
                .isEqualTo(400);
        assertThat(get("/token?audience=" + "a".repeat(255), bearer).statusCode())
                .isEqualTo(200);
    }

    @Test
    void keySurvivesBeingKept() {
        IssuerKey key = IssuerKey.generate(new SecureRandom());

        assertThat(IssuerKey.parse(key.reveal()).publicKeys()).isEqualTo(key.publicKeys());
        assertThat(key.toString()).doesNotContain(key.reveal().substring(10, 30));
    }

    private static SignedJWT token(String audience) throws Exception {
        return SignedJWT.parse(text(
                json(get("/token?audience=" + audience, "bearer " + REQUEST_TOKEN)
                        .body()),
                "value"));
    }

    private static HttpResponse<String> get(String target, String authorization) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + issuer.port() + target));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonObject json(String text) {
        return (JsonObject) Json.parse(text, JsonLimits.DEFAULT);
    }

    private static String text(JsonObject object, String name) {
        return ((JsonString) object.get(name).orElseThrow()).value();
    }
}

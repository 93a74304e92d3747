package dev.sallyport.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetWebIdentityTokenRequest;
import software.amazon.awssdk.services.sts.model.GetWebIdentityTokenResponse;
import software.amazon.awssdk.services.sts.model.JwtPayloadSizeExceededException;
import software.amazon.awssdk.services.sts.model.OutboundWebIdentityFederationDisabledException;
import software.amazon.awssdk.services.sts.model.SessionDurationEscalationException;
import software.amazon.awssdk.services.sts.model.StsException;
import software.amazon.awssdk.services.sts.model.Tag;

/** Tokens by which others know principals of this gateway: what they say, who gets them, and how they are verified. */
class OutboundTokenTest {
    private static final String AUDIENCE = "https://api.partner.test";
    private static final String WORKER = "arn:aws:iam::111122223333:role/team/worker";

    @TempDir
    static Path folder;

    private static RecordingUpstream upstream;
    private static Installation installation;

    @BeforeAll
    static void start() throws Exception {
        upstream = RecordingUpstream.start();
        installation = new Installation(folder, InstantSource.system())
                .serving("""
                        upstreams:
                          - {name: orders, url: "http://127.0.0.1:%d"}
                        routes:
                          - name: orders
                            host: "*"
                            service: orders
                            upstream: orders
                            operations:
                              - {action: "orders:GetOrder", methods: [GET], path: "/orders/{id}", resource: "arn:aws:orders:us-east-1:111122223333:order/{id}"}
                        """.formatted(upstream.port()))
                .identities("home.yaml", """
                        account: "111122223333"
                        outbound-web-identity: true
                        users:
                          - name: alice
                            tags: {team: red}
                            access-keys: [{id: AKIARTX3GSDS4R4CQSP2, secret: "file:../secrets/alice-secret"}]
                            policies:
                              inline:
                                tokens: |
                                  {"Version": "2012-10-17", "Statement": [
                                    {"Effect": "Allow", "Action": "sts:GetWebIdentityToken",
                                     "Resource": "arn:aws:sts::111122223333:self",
                                     "Condition": {"ForAllValues:StringLike": {"sts:IdentityTokenAudience": ["https://api.partner.test", "orders", "http://127.0.0.1*"]},
                                                   "NumericLessThanEquals": {"sts:DurationSeconds": "600"}}},
                                    {"Effect": "Allow", "Action": "sts:TagGetWebIdentityToken", "Resource": "*",
                                     "Condition": {"Null": {"aws:RequestTag/job": "false"}}}]}
                          - name: bob
                            access-keys: [{id: AKIARTX3GSDSVNXJVXGB, secret: "file:../secrets/bob-secret"}]
                        roles:
                          - name: worker
                            path: /team/
                            policies:
                              inline:
                                tokens: |
                                  {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:*", "Resource": "*"}}
                            trust: |
                              {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": ["sts:AssumeRole", "sts:SetSourceIdentity"],
                                "Principal": {"AWS": "arn:aws:iam::111122223333:user/alice"}}}
                        """)
                .start();
    }

    @AfterAll
    static void stop() {
        installation.close();
        upstream.close();
    }

    @Test
    void tokenIsVerifiedWithWhatTheIssuerPublishes() throws Exception {
        for (String algorithm : new String[] {"RS256", "ES384"}) {
            GetWebIdentityTokenResponse answer = token(Sts.alice(), request -> request.signingAlgorithm(algorithm));
            JWTClaimsSet claims = verified(answer.webIdentityToken(), algorithm);

            assertThat(claims.getAudience()).containsExactly(AUDIENCE);
            assertThat(claims.getSubject()).isEqualTo("arn:aws:iam::111122223333:user/alice");
            assertThat(claims.getJWTID()).hasSize(36);
            assertThat(claims.getExpirationTime().toInstant())
                    .isEqualTo(answer.expiration())
                    .isEqualTo(claims.getIssueTime().toInstant().plusSeconds(300));
            assertThat(own(claims))
                    .containsEntry("aws_account", "111122223333")
                    .containsEntry("source_region", "us-east-1")
                    .containsEntry("principal_tags", Map.of("team", "red"))
                    .doesNotContainKeys("request_tags", "original_session_exp", "source_identity");
        }
    }

    @Test
    void sessionIsNamedByItsRole() throws Exception {
        Map<String, Object> own = own(verified(
                token(worker(), request -> request.tags(tag("job", "1"))).webIdentityToken(), "RS256"));

        assertThat(own)
                .containsEntry("principal_id", WORKER)
                .containsEntry("request_tags", Map.of("job", "1"))
                .containsEntry("source_identity", "INC-1")
                .containsKey("original_session_exp");
    }

    @Test
    void audienceDurationAndTagsAreConditions() {
        assertRefused(Sts.alice(), request -> request.audience("https://elsewhere.test"), "sts:GetWebIdentityToken");
        assertRefused(Sts.alice(), request -> request.durationSeconds(601), "sts:GetWebIdentityToken");
        assertRefused(Sts.alice(), request -> request.tags(tag("other", "1")), "sts:TagGetWebIdentityToken");
        assertRefused(Sts.bob(), request -> {}, "sts:GetWebIdentityToken");
        assertThat(token(Sts.alice(), request -> request.durationSeconds(600).tags(tag("job", "1")))
                        .webIdentityToken())
                .isNotEmpty();
    }

    @Test
    void upstreamIsNoAudience() {
        String url = "http://127.0.0.1:" + upstream.port();
        for (String audience : new String[] {"orders", url, url + "/orders"}) {
            assertThatExceptionOfType(StsException.class)
                    .isThrownBy(() -> token(Sts.alice(), request -> request.audience(audience)))
                    .withMessageContaining("is an upstream of this gateway");
        }
    }

    @Test
    void tokenDoesNotOutliveItsSession() {
        AwsCredentials quarter = worker();
        assertThat(token(quarter, request -> request.durationSeconds(600)).webIdentityToken())
                .isNotEmpty();
        assertThatExceptionOfType(SessionDurationEscalationException.class)
                .isThrownBy(() -> token(quarter, request -> request.durationSeconds(3600)));
    }

    @Test
    void accountThatDoesNotSayItWantsThemHasNone() throws Exception {
        Path file = folder.resolve("identities/home.yaml");
        String enabled = Files.readString(file);
        Files.writeString(file, enabled.replace("outbound-web-identity: true", "outbound-web-identity: false"));
        assertThat(installation.gateway().reload()).isTrue();
        try {
            assertThatExceptionOfType(OutboundWebIdentityFederationDisabledException.class)
                    .isThrownBy(() -> token(Sts.alice(), request -> {}))
                    .withMessageContaining("`outbound-web-identity: true`");
            assertRefused(Sts.bob(), request -> {}, "sts:GetWebIdentityToken");
        } finally {
            Files.writeString(file, enabled);
            assertThat(installation.gateway().reload()).isTrue();
        }
    }

    @Test
    void claimsHaveABound() {
        Tag[] tags = new Tag[50];
        for (int i = 0; i < tags.length; i++) {
            tags[i] = tag("job-" + "k".repeat(100) + i, "v".repeat(256));
        }
        assertThatExceptionOfType(JwtPayloadSizeExceededException.class)
                .isThrownBy(() -> token(worker(), request -> request.tags(tags)));
    }

    private static AwsCredentials worker() {
        try (StsClient sts = Sts.as(installation.api(), Sts.alice())) {
            return Sts.session(sts.assumeRole(request -> request.roleArn(WORKER)
                            .roleSessionName("s1")
                            .sourceIdentity("INC-1")
                            .durationSeconds(900))
                    .credentials());
        }
    }

    private static GetWebIdentityTokenResponse token(
            AwsCredentials caller, Consumer<GetWebIdentityTokenRequest.Builder> change) {
        try (StsClient sts = Sts.as(installation.api(), caller)) {
            return sts.getWebIdentityToken(request -> {
                request.audience(AUDIENCE).signingAlgorithm("RS256");
                change.accept(request);
            });
        }
    }

    /** As somebody does who knows nothing but the issuer. */
    private static JWTClaimsSet verified(String token, String algorithm) throws Exception {
        SignedJWT jwt = SignedJWT.parse(token);
        URI issuer = URI.create(jwt.getJWTClaimsSet().getIssuer());
        Map<String, Object> discovery = JSONObjectUtils.parse(get(issuer + "/.well-known/openid-configuration"));
        assertThat(discovery).containsEntry("issuer", issuer.toString());
        JWK key = JWKSet.parse(get((String) discovery.get("jwks_uri")))
                .getKeyByKeyId(jwt.getHeader().getKeyID());
        assertThat(jwt.getHeader().getAlgorithm().getName()).isEqualTo(algorithm);
        assertThat(key.isPrivate()).isFalse();
        assertThat(jwt.verify(
                        algorithm.equals("RS256")
                                ? new RSASSAVerifier(key.toRSAKey())
                                : new ECDSAVerifier(key.toECKey())))
                .isTrue();
        return jwt.getJWTClaimsSet();
    }

    private static Map<String, Object> own(JWTClaimsSet claims) throws Exception {
        return claims.getJSONObjectClaim("https://sts.amazonaws.com/");
    }

    private static String get(String url) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    private static void assertRefused(
            AwsCredentials caller, Consumer<GetWebIdentityTokenRequest.Builder> change, String action) {
        assertThatExceptionOfType(StsException.class)
                .isThrownBy(() -> token(caller, change))
                .withMessageContaining(
                        "not authorized to perform: " + action + " on resource: arn:aws:sts::111122223333:self");
    }
}

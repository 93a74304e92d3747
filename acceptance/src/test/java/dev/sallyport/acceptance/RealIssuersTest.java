package dev.sallyport.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityResponse;
import software.amazon.awssdk.services.sts.model.ExpiredTokenException;
import software.amazon.awssdk.services.sts.model.InvalidIdentityTokenException;
import software.amazon.awssdk.services.sts.model.StsException;

/** Issuers that people run, with the tokens they really give out. */
@Tag("clients")
class RealIssuersTest {
    private static final String ROLE = "arn:aws:iam::111122223333:role/person";

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class OfKeycloak {
        private final ShiftedClock clock = new ShiftedClock();
        private Keycloak keycloak;
        private Installation installation;

        @BeforeAll
        void start(@TempDir Path folder) throws Exception {
            keycloak = Keycloak.start();
            installation = installation(
                    folder, clock, keycloak.issuer(Keycloak.REALM), "RS256", Keycloak.CLIENT, Keycloak.SUBJECT);
        }

        @AfterAll
        void stop() {
            installation.close();
            keycloak.close();
        }

        @AfterEach
        void rightTime() {
            clock.shiftTo(Duration.ZERO);
        }

        @Test
        void idTokenIsExchanged() throws Exception {
            AssumeRoleWithWebIdentityResponse answer = exchange(installation, token("id_token"));

            assertThat(answer.assumedRoleUser().arn()).isEqualTo("arn:aws:sts::111122223333:assumed-role/person/s1");
            assertThat(answer.subjectFromWebIdentityToken()).isEqualTo(Keycloak.SUBJECT);
            assertThat(answer.audience()).isEqualTo(Keycloak.CLIENT);
        }

        @Test
        void accessAndRefreshTokensAreRefusedAndTheIdTokenIsNamed() throws Exception {
            assertRefused(installation, token("access_token"), "send the ID token");
            assertRefused(installation, token("refresh_token"), "not a valid JWT");
        }

        @Test
        void tokenForAnotherApplicationIsRefused() throws Exception {
            String token = keycloak.signIn(Keycloak.REALM, Keycloak.OTHER_CLIENT)
                    .get("id_token")
                    .asString();

            assertRefused(installation, token, "the token's `azp` is `another-application`");
        }

        @Test
        void tokenOfAnotherRealmIsRefused() throws Exception {
            String token = keycloak.signIn(Keycloak.OTHER_REALM, Keycloak.CLIENT)
                    .get("id_token")
                    .asString();

            assertRefused(
                    installation,
                    token,
                    "No OpenIDConnect provider found in your account for " + keycloak.issuer(Keycloak.OTHER_REALM));
        }

        @Test
        void tokenThatIsOverIsRefused() throws Exception {
            String token = token("id_token");
            clock.shiftTo(Duration.ofHours(1));

            assertThatExceptionOfType(ExpiredTokenException.class)
                    .isThrownBy(() -> exchange(installation, token))
                    .withMessageContaining("expired");
        }

        private String token(String kind) throws Exception {
            return keycloak.signIn(Keycloak.REALM, Keycloak.CLIENT).get(kind).asString();
        }
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class OfNpmOidcProvider {
        private final ShiftedClock clock = new ShiftedClock();
        private NpmOidcProvider provider;
        private NpmOidcProvider elsewhere;
        private Installation installation;

        @BeforeAll
        void start(@TempDir Path folder) throws Exception {
            provider = NpmOidcProvider.start();
            elsewhere = NpmOidcProvider.start();
            installation = installation(folder, clock, provider.issuer(), "ES256", NpmOidcProvider.CLIENT, "octo");
        }

        @AfterAll
        void stop() {
            installation.close();
            elsewhere.close();
            provider.close();
        }

        @AfterEach
        void rightTime() {
            clock.shiftTo(Duration.ZERO);
        }

        @Test
        void idTokenIsExchanged() throws Exception {
            AssumeRoleWithWebIdentityResponse answer =
                    exchange(installation, idToken(provider, NpmOidcProvider.CLIENT, "octo"));

            assertThat(answer.assumedRoleUser().arn()).isEqualTo("arn:aws:sts::111122223333:assumed-role/person/s1");
            assertThat(answer.subjectFromWebIdentityToken()).isEqualTo("octo");
        }

        @Test
        void somebodyElseIsRefused() throws Exception {
            String token = idToken(provider, NpmOidcProvider.CLIENT, "somebody");

            assertThatExceptionOfType(StsException.class)
                    .isThrownBy(() -> exchange(installation, token))
                    .withMessageContaining("Not authorized to perform sts:AssumeRoleWithWebIdentity");
        }

        @Test
        void tokenForAnotherApplicationIsRefused() throws Exception {
            String token = idToken(provider, NpmOidcProvider.OTHER_CLIENT, "octo");

            assertRefused(installation, token, "the token's `aud` is `another-application`");
        }

        @Test
        void tokenOfAnotherIssuerIsRefused() throws Exception {
            String token = idToken(elsewhere, NpmOidcProvider.CLIENT, "octo");

            assertRefused(
                    installation, token, "No OpenIDConnect provider found in your account for " + elsewhere.issuer());
        }

        @Test
        void tokenThatIsOverIsRefused() throws Exception {
            String token = idToken(provider, NpmOidcProvider.CLIENT, "octo");
            clock.shiftTo(Duration.ofHours(2));

            assertThatExceptionOfType(ExpiredTokenException.class)
                    .isThrownBy(() -> exchange(installation, token))
                    .withMessageContaining("expired");
        }
    }

    private static String idToken(NpmOidcProvider provider, String client, String account) throws Exception {
        return provider.signIn(client, account).get("id_token").asString();
    }

    private static Installation installation(
            Path folder, ShiftedClock clock, String issuer, String algorithm, String audience, String subject)
            throws Exception {
        return new Installation(folder, clock)
                .serving("")
                .identities(
                        "home.yaml", """
                        account: "111122223333"
                        roles:
                          - name: person
                            trust: |
                              {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
                                "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/%1$s"},
                                "Condition": {"StringEquals": {"%1$s:aud": "%3$s", "%1$s:sub": "%4$s"}}}}
                        oidc-providers:
                          - {issuer: "http://%1$s", client-ids: ["%3$s"], algorithms: [%2$s]}
                        """.formatted(issuer.substring("http://".length()), algorithm, audience, subject))
                .start();
    }

    private static AssumeRoleWithWebIdentityResponse exchange(Installation installation, String token) {
        try (StsClient sts = Sts.anonymous(installation.api())) {
            return sts.assumeRoleWithWebIdentity(
                    request -> request.roleArn(ROLE).roleSessionName("s1").webIdentityToken(token));
        }
    }

    private static void assertRefused(Installation installation, String token, String sentence) {
        assertThatExceptionOfType(InvalidIdentityTokenException.class)
                .isThrownBy(() -> exchange(installation, token))
                .withMessageContaining(sentence);
    }
}

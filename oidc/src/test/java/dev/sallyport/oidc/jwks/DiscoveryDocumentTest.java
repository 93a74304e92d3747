package dev.sallyport.oidc.jwks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sallyport.oidc.Issuer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiscoveryDocumentTest {
    private static final Issuer ISSUER = Issuer.of("https://idp.example.com/realms/ci");

    @ParameterizedTest
    @CsvSource({
        "https://idp.example.com, https://idp.example.com/.well-known/openid-configuration",
        "https://idp.example.com/, https://idp.example.com/.well-known/openid-configuration",
        "https://idp.example.com/a, https://idp.example.com/a/.well-known/openid-configuration",
        "https://idp.example.com/a/, https://idp.example.com/a/.well-known/openid-configuration"
    })
    void theDocumentIsBelowTheIssuer(String issuer, String address) {
        assertThat(DiscoveryDocument.addressOf(Issuer.of(issuer)).text()).isEqualTo(address);
    }

    @Test
    void theKeySetIsOnTheIssuersHost() {
        assertThat(parse(ISSUER.text(), "https://idp.example.com/keys?v=1"))
                .isEqualTo("https://idp.example.com/keys?v=1");
        assertThat(parse(ISSUER.text(), "https://IDP.example.com:443/keys"))
                .isEqualTo("https://IDP.example.com:443/keys");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://idp.example.com/realms/ci/",
                "https://idp.example.com/realms/CI",
                "https://idp.example.com/realms/other",
                "https://attacker.example/realms/ci",
                ""
            })
    void aDocumentAboutAnotherIssuerIsRefused(String issuer) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse(issuer, "https://idp.example.com/keys"))
                .withMessageContaining("another issuer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://keys.example.com/keys",
                "https://idp.example.com.attacker.example/keys",
                "https://idp.example.com:8443/keys",
                "https://attacker.example/idp.example.com",
                "https://idp.example.com@attacker.example/keys",
                "https://169.254.169.254/latest/meta-data",
                "http://idp.example.com/keys",
                "http://127.0.0.1/keys",
                "file:///etc/passwd",
                "/keys",
                ""
            })
    void aKeySetAnywhereElseIsRefused(String jwksUri) {
        assertThatIllegalArgumentException().isThrownBy(() -> parse(ISSUER.text(), jwksUri));
    }

    @Test
    void anotherHostServesKeysIfItIsConfigured() {
        byte[] document = document(ISSUER.text(), "https://keys.example.com/keys");
        byte[] onPort = document(ISSUER.text(), "https://keys.example.com:8443/keys");

        assertThat(DiscoveryDocument.parse(document, ISSUER, Set.of("keys.example.com"))
                        .jwksUri()
                        .host())
                .isEqualTo("keys.example.com");
        assertThat(DiscoveryDocument.parse(onPort, ISSUER, Set.of("keys.example.com:8443"))
                        .jwksUri()
                        .port())
                .isEqualTo(8443);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DiscoveryDocument.parse(onPort, ISSUER, Set.of("keys.example.com")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DiscoveryDocument.parse(document, ISSUER, Set.of("example.com")));
    }

    @Test
    void plainHttpKeysAreOnlyForAnIssuerOnThisMachine() {
        Issuer demo = Issuer.allowingPlainHttpOnLoopback("http://localhost:9000");

        assertThat(DiscoveryDocument.parse(document(demo.text(), "http://localhost:9000/keys"), demo, Set.of())
                        .jwksUri()
                        .text())
                .isEqualTo("http://localhost:9000/keys");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DiscoveryDocument.parse(
                        document(demo.text(), "http://idp.example.com:9000/keys"),
                        demo,
                        Set.of("idp.example.com:9000")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "<html>",
                "{}",
                "{\"issuer\":\"https://idp.example.com/realms/ci\"}",
                "{\"issuer\":\"https://idp.example.com/realms/ci\",\"jwks_uri\":null}",
                "{\"issuer\":\"x\",\"issuer\":\"https://idp.example.com/realms/ci\",\"jwks_uri\":\"https://idp.example.com/k\"}"
            })
    void anythingButADiscoveryDocumentIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DiscoveryDocument.parse(text.getBytes(StandardCharsets.UTF_8), ISSUER, Set.of()));
    }

    private static String parse(String issuer, String jwksUri) {
        return DiscoveryDocument.parse(document(issuer, jwksUri), ISSUER, Set.of())
                .jwksUri()
                .text();
    }

    private static byte[] document(String issuer, String jwksUri) {
        return ("{\"issuer\":\"" + issuer + "\",\"jwks_uri\":\"" + jwksUri + "\",\"more\":[]}")
                .getBytes(StandardCharsets.UTF_8);
    }
}

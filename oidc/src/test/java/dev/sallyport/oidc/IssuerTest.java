package dev.sallyport.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sallyport.identity.AccountId;
import dev.sallyport.identity.Arn;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IssuerTest {
    @ParameterizedTest
    @CsvSource({
        "https://token.actions.githubusercontent.com, token.actions.githubusercontent.com",
        "https://auth-dev.mozilla.auth0.com/, auth-dev.mozilla.auth0.com/",
        "https://oidc.eks.us-west-2.amazonaws.com/id/ABC, oidc.eks.us-west-2.amazonaws.com/id/ABC",
        "https://idp.example.com:8443/realms/x, idp.example.com:8443/realms/x"
    })
    void theConditionKeyPrefixIsTheUrlWithoutItsScheme(String text, String prefix) {
        assertThat(Issuer.of(text).conditionKeyPrefix()).isEqualTo(prefix);
        assertThat(Issuer.of(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://idp.example.com",
                "http://localhost:9000",
                "https://idp.example.com?x=y",
                "https://idp.example.com/?",
                "https://idp.example.com#",
                "https://user@idp.example.com",
                "https://idp.example.com/../x",
                "idp.example.com"
            })
    void anIssuerIsAPlainHttpsUrl(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Issuer.of(text));
    }

    @Test
    void plainHttpReachesThisMachineOnlyAndOnlyWhenAskedFor() {
        assertThat(Issuer.allowingPlainHttpOnLoopback("http://localhost:9000/ci")
                        .conditionKeyPrefix())
                .isEqualTo("localhost:9000/ci");
        assertThat(Issuer.allowingPlainHttpOnLoopback("https://idp.example.com").text())
                .isEqualTo("https://idp.example.com");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Issuer.allowingPlainHttpOnLoopback("http://idp.example.com"));
        assertThatIllegalArgumentException().isThrownBy(() -> Issuer.allowingPlainHttpOnLoopback("http://10.0.0.1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://aws",
                "https://sts",
                "https://IAM",
                "https://saml",
                "https://ci",
                "https://sallyport",
                "https://aws:8443",
                "https://ci:1/x"
            })
    void anIssuerCannotWriteReservedConditionKeys(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Issuer.of(text)).withMessageContaining("reserved");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://aws/x", "https://ci.example.com", "https://awsx"})
    void othersOfSimilarNamesCan(String text) {
        assertThat(Issuer.of(text).text()).isEqualTo(text);
    }

    @Test
    void theLongestIssuerHas255Characters() {
        String longest = "https://idp.example.com/" + "a".repeat(Issuer.MAX_LENGTH - 24);

        assertThat(Issuer.of(longest).text()).isEqualTo(longest);
        assertThatIllegalArgumentException().isThrownBy(() -> Issuer.of(longest + "a"));
    }

    @Test
    void theArnOfAProviderIsMadeOfAccountAndIssuer() {
        assertThat(FakeIssuer.provider().arn())
                .isEqualTo(Arn.parse("arn:aws:iam::123456789012:oidc-provider/idp.example.com/realms/ci"));
    }

    @Test
    void aProviderThatCouldNeverAcceptATokenIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> provider(List.of(), Set.of(SignatureAlgorithm.RS256)));
        assertThatIllegalArgumentException().isThrownBy(() -> provider(List.of("a"), Set.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> provider(List.of(""), Set.of(SignatureAlgorithm.RS256)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "https://keys.example.com",
                "keys.example.com/x",
                "keys.example.com?x",
                "a@b",
                "*.example.com"
            })
    void aHostOfKeysIsANameWithOrWithoutPort(String host) {
        assertThat(new KeySource.Discovery(KeySource.ServerTrust.PLATFORM, Set.of("Keys.example.com", "10.0.0.1:6443"))
                        .jwksHosts())
                .containsExactlyInAnyOrder("keys.example.com", "10.0.0.1:6443");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KeySource.Discovery(KeySource.ServerTrust.PLATFORM, Set.of(host)));
    }

    private static OidcProvider provider(List<String> clientIds, Set<SignatureAlgorithm> algorithms) {
        return new OidcProvider(
                new AccountId("123456789012"),
                Issuer.of("https://idp.example.com"),
                clientIds,
                algorithms,
                KeySource.Discovery.ofPlatformTrust());
    }
}

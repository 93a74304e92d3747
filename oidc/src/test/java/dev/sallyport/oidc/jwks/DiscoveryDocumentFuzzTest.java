package dev.sallyport.oidc.jwks;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sallyport.oidc.FakeIssuer;
import dev.sallyport.oidc.Issuer;
import java.util.Set;

class DiscoveryDocumentFuzzTest {
    @FuzzTest
    void anyBytesNameAKeySetOnTheIssuersHostOrAreRefused(byte[] bytes) {
        try {
            DiscoveryDocument document = DiscoveryDocument.parse(bytes, Issuer.of(FakeIssuer.ISSUER), Set.of());
            assertThat(document.jwksUri().host()).isEqualToIgnoringCase("idp.example.com");
            assertThat(document.jwksUri().isSecure()).isTrue();
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageNotContaining("null");
        }
    }
}

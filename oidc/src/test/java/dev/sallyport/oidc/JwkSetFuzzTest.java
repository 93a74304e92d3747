package dev.sallyport.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

class JwkSetFuzzTest {
    @FuzzTest
    void anyBytesAreAKeySetWithAKeyOrRefused(byte[] bytes) {
        try {
            assertThat(JwkSet.parse(bytes).size()).isPositive();
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageNotContaining("null");
        }
    }
}

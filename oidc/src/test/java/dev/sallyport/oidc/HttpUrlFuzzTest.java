package dev.sallyport.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import java.net.URI;

class HttpUrlFuzzTest {
    @FuzzTest
    void anyTextIsAUrlOfOneReadingOrRefused(@NotNull String text) {
        try {
            HttpUrl url = HttpUrl.parse(text);
            assertThat(URI.create(text).getHost()).isEqualTo(url.host());
        } catch (IllegalArgumentException refused) {
            assertThat(text).isNotEqualTo("https://idp.example.com");
        }
    }
}

package dev.sallyport.sigv4;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sallyport.error.ApiException;
import java.nio.charset.StandardCharsets;

class AuthorizationFuzzTest {
    @FuzzTest
    void whatIsReadIsWrittenAndReadAgainTheSame(byte[] header) {
        Authorization read;
        try {
            read = parse(new String(header, StandardCharsets.ISO_8859_1));
        } catch (ApiException refused) {
            assertThat(refused.error().status()).isBetween(400, 403);
            return;
        }
        assertThat(parse(read.text())).isEqualTo(read);
    }

    private static Authorization parse(String header) {
        return Authorization.parse(
                ExampleRequest.get("/").withUnsigned("Authorization", header).unsignedHead());
    }
}

package dev.sallyport.sigv4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RequestSignerTest {
    private static final RequestHead HEAD = RequestHead.ofTarget(
            "POST",
            "/orders//./a%20b?b=1&a=%2f&b",
            List.of(
                    new HeaderField("Host", "gateway.example:8443"),
                    new HeaderField("X-Note", " one  two "),
                    new HeaderField("User-Agent", "test"),
                    new HeaderField("Connection", "keep-alive")));
    private static final String BODY_HASH = Sha256.hex("{\"amount\":1}".getBytes(StandardCharsets.US_ASCII));

    /** Signature and key were computed with Python's hmac from a canonical request written by hand. */
    @Test
    void signatureIsTheOneAnotherImplementationMakes() {
        List<HeaderField> added = sign(HEAD, Optional.of("TOKEN"));
        assertThat(added)
                .containsExactly(
                        new HeaderField("X-Amz-Date", "20260301T120000Z"),
                        new HeaderField("X-Amz-Security-Token", "TOKEN"),
                        new HeaderField(
                                "Authorization",
                                "AWS4-HMAC-SHA256 "
                                        + "Credential=ASIAEXAMPLEEXAMPLE01/20260301/eu-central-1/orders/aws4_request, "
                                        + "SignedHeaders=host;x-amz-date;x-amz-security-token;x-note, "
                                        + "Signature=bc5110c02e005e6fbf25bbf613d54cca300cb2c46a9f12edeb4ea3c25313513e"));
        SigningKey key =
                SigningKey.derive(ExampleRequest.SECRET, new CredentialScope("20260301", "eu-central-1", "orders"));
        assertThat(HexFormat.of().formatHex(key.bytes()))
                .isEqualTo("d3f1c834cd41e496300e00ef10d7bc6e9ccbcd7b898dcd369f976f02023ad754");
        assertThat(SigningKey.of(key.bytes())).isEqualTo(key);
        assertThat(key).hasToString("SigningKey[redacted]");
    }

    @Test
    void headerThatWillBeAddedMustNotBeThere() {
        for (String name : List.of("authorization", "X-AMZ-DATE", "x-amz-security-token")) {
            RequestHead head =
                    RequestHead.ofTarget("GET", "/", List.of(new HeaderField("host", "h"), new HeaderField(name, "v")));
            assertThatThrownBy(() -> sign(head, Optional.empty())).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> sign(RequestHead.ofTarget("GET", "/", List.of()), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void signingKeyHasOneLength() {
        assertThatThrownBy(() -> SigningKey.of(new byte[31])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SigningKey.of(new byte[33])).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<HeaderField> sign(RequestHead head, Optional<String> token) {
        return RequestSigner.sign(
                head,
                ExampleRequest.SESSION_KEY,
                ExampleRequest.SECRET,
                token,
                ExampleRequest.REGION,
                ExampleRequest.SERVICE,
                BODY_HASH,
                PathForm.ofService(ExampleRequest.SERVICE),
                ExampleRequest.NOW);
    }
}

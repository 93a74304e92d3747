package dev.sallyport.sigv4;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sallyport.error.ApiException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

final class SignatureHintsFuzzTest {
    private static final SignatureHints HINTS = new SignatureHints(Set.of("gateway.example:8443"), () -> true);

    /** Whatever was refused, the search for why ends in a sentence, and never in a failure of its own. */
    @FuzzTest
    void everyRefusedRequestGetsAHint(FuzzedDataProvider data) {
        ExampleRequest request;
        SignedRequest refused;
        try {
            request = ExampleRequest.get("/" + data.consumeAsciiString(40));
            for (int i = data.consumeInt(0, 3); i > 0; i--) {
                String name = data.pickValue(List.of("Content-Type", "Accept-Encoding", "X-Forwarded-For", "X-Meta"));
                request = request.with(name, data.consumeAsciiString(40));
            }
            List<HeaderField> fields = new ArrayList<>(request.head().headers());
            fields.add(new HeaderField("X-Forwarded-Host", data.consumeAsciiString(40)));
            RequestHead head = new RequestHead(
                    data.pickValue(List.of("GET", "HEAD", "POST")),
                    "/" + data.consumeRemainingAsAsciiString(),
                    Optional.empty(),
                    fields);
            refused = SignatureVerifier.checkHead(
                    head,
                    Authorization.parse(head),
                    ExampleRequest.SERVICE,
                    ExampleRequest.REGION::equals,
                    ExampleRequest.NOW);
        } catch (ApiException notARequest) {
            return;
        }
        SigningKey key =
                SigningKey.derive(ExampleRequest.SECRET, refused.authorization().scope());
        assertThat(HINTS.of(refused, key, Sha256.OF_NOTHING))
                .hasValueSatisfying(hint -> assertThat(hint).startsWith("Hint: "));
    }
}

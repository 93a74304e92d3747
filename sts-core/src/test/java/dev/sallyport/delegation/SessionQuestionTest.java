package dev.sallyport.delegation;

import static dev.sallyport.delegation.Messages.bytes;
import static dev.sallyport.delegation.Messages.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.identity.AccessKeyId;
import dev.sallyport.identity.SecretAccessKey;
import dev.sallyport.sigv4.Authorization;
import dev.sallyport.sigv4.HeaderField;
import dev.sallyport.sigv4.PathForm;
import dev.sallyport.sigv4.RequestHead;
import dev.sallyport.sigv4.RequestSigner;
import dev.sallyport.sigv4.Sha256;
import dev.sallyport.sigv4.SignatureVerifier;
import dev.sallyport.sigv4.SignedRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionQuestionTest {
    private static final Instant NOW = Instant.parse("2026-01-15T12:00:00Z");

    private final SignedRequest request = signed(List.of(new HeaderField("X-Order", "  \"two\"  spaces ")));
    private final SessionQuestion question = SessionQuestion.of("payments", request, Sha256.OF_NOTHING);

    @Test
    void theHeadArrivesAsItWasSigned() {
        SessionQuestion arrived = SessionQuestion.parse(question.json());

        assertThat(arrived).isEqualTo(question);
        assertThat(arrived.head().rawQuery()).contains("b=%20&a=");
        assertThat(arrived.head().values("x-order")).containsExactly("  \"two\"  spaces ");
        assertThat(arrived.head().values("x-amz-security-token")).containsExactly("the-token");
    }

    @Test
    void aHeadThatLeftOutNothingNeededVerifiesOnTheOtherSide() {
        RequestHead arrived = SessionQuestion.parse(question.json()).head();

        assertThat(SignatureVerifier.checkHead(arrived, Authorization.parse(arrived), "payments", region -> true, NOW)
                        .stringToSign(Sha256.OF_NOTHING))
                .isEqualTo(request.stringToSign(Sha256.OF_NOTHING));
    }

    @Test
    void fieldsThatNobodySignedOrChecksStayBehind() {
        SignedRequest withCookie = added(new HeaderField("Cookie", "theme=dark"));

        assertThat(SessionQuestion.of("payments", withCookie, Sha256.OF_NOTHING)
                        .head()
                        .values("cookie"))
                .isEmpty();
    }

    @Test
    void aQuestionPrintsNeitherSignatureNorToken() {
        assertThat(question.toString()).doesNotContain("the-token").doesNotContain("Signature");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"version\":2}",
                "{\"version\":1,\"version\":1}",
                "{\"version\":1.0}",
                "{\"version\":-1}",
                "{\"version\":\"1\"}"
            })
    void otherMessagesAreRefused(String json) {
        assertThatThrownBy(() -> SessionQuestion.parse(bytes(json))).isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void aMissingMemberIsRefusedByName() {
        assertRefused(text(question.json()).replace("\"method\"", "\"methods\""), "`method`");
    }

    @Test
    void anUnknownMemberIsRefusedByName() {
        assertRefused(text(question.json()).replace("{\"version\"", "{\"extra\":true,\"version\""), "`extra`");
        assertRefused(text(question.json()).replace("{\"name\"", "{\"extra\":true,\"name\""), "`extra`");
    }

    @Test
    void aHeadThatIsNotOfHttpIsRefused() {
        assertRefused(text(question.json()).replace("\"GET\"", "\"G ET\""), "`headers`");
        assertRefused(text(question.json()).replace("X-Order", "X Order"), "`value`");
        assertRefused(text(question.json()).replace("spaces ", "spaces\\n"), "`value`");
        assertRefused(text(question.json()).replace("/payments/", "payments/"), "`headers`");
    }

    @Test
    void aHashOfAnotherFormIsRefused() {
        String upper = Sha256.OF_NOTHING.toUpperCase(java.util.Locale.ROOT);

        assertRefused(text(question.json()).replace(Sha256.OF_NOTHING, upper), "`bodySha256`");
        assertRefused(text(question.json()).replace(Sha256.OF_NOTHING, ""), "`bodySha256`");
    }

    @Test
    void oneByteOverTheLimitIsRefused() {
        String json = text(question.json());
        String atLimit = json + " ".repeat(FilterProtocol.MAX_QUESTION_BYTES - json.length());

        assertThat(SessionQuestion.parse(bytes(atLimit))).isEqualTo(question);
        assertThatThrownBy(() -> SessionQuestion.parse(bytes(atLimit + " ")))
                .isInstanceOf(MalformedMessageException.class);
    }

    private static void assertRefused(String json, String named) {
        assertThatThrownBy(() -> SessionQuestion.parse(bytes(json)))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining(named)
                .hasMessageNotContaining("the-token");
    }

    private static SignedRequest signed(List<HeaderField> more) {
        List<HeaderField> headers = new ArrayList<>(List.of(new HeaderField("Host", "api.example.com")));
        headers.addAll(more);
        RequestHead unsigned = new RequestHead("GET", "/payments/4%202", Optional.of("b=%20&a="), headers);
        headers.addAll(RequestSigner.sign(
                unsigned,
                new AccessKeyId("ASIAEXAMPLEEXAMPLE22"),
                SecretAccessKey.of("secret"),
                Optional.of("the-token"),
                "us-east-1",
                "payments",
                Sha256.OF_NOTHING,
                PathForm.ofService("payments"),
                NOW));
        return checked(new RequestHead("GET", "/payments/4%202", Optional.of("b=%20&a="), headers));
    }

    private SignedRequest added(HeaderField field) {
        List<HeaderField> headers = new ArrayList<>(request.head().headers());
        headers.add(field);
        return checked(
                new RequestHead("GET", request.head().rawPath(), request.head().rawQuery(), headers));
    }

    private static SignedRequest checked(RequestHead head) {
        return SignatureVerifier.checkHead(head, Authorization.parse(head), "payments", region -> true, NOW);
    }
}

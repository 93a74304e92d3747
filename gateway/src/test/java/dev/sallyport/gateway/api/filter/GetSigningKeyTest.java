package dev.sallyport.gateway.api.filter;

import static dev.sallyport.gateway.api.filter.FilterCalls.BODY;
import static dev.sallyport.gateway.api.filter.FilterCalls.CLIENT;
import static dev.sallyport.gateway.api.filter.FilterCalls.ENDING_CLIENT;
import static dev.sallyport.gateway.api.filter.FilterCalls.EXPIRED_CLIENT;
import static dev.sallyport.gateway.api.filter.FilterCalls.FILTER;
import static dev.sallyport.gateway.api.filter.FilterCalls.FILTER_WITHOUT_PERMISSION;
import static dev.sallyport.gateway.api.filter.FilterCalls.NAMESAKE;
import static dev.sallyport.gateway.api.filter.FilterCalls.NOW;
import static dev.sallyport.gateway.api.filter.FilterCalls.SECRET;
import static dev.sallyport.gateway.api.filter.FilterCalls.USER_KEY;
import static dev.sallyport.gateway.api.filter.FilterCalls.clientRequest;
import static dev.sallyport.gateway.api.filter.FilterCalls.question;
import static dev.sallyport.gateway.api.filter.FilterCalls.signed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.access.AccessTrail;
import dev.sallyport.delegation.FilterProtocol;
import dev.sallyport.delegation.SessionAnswer;
import dev.sallyport.delegation.SessionQuestion;
import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.identity.AccessKeyId;
import dev.sallyport.identity.SecretAccessKey;
import dev.sallyport.sigv4.CredentialScope;
import dev.sallyport.sigv4.HeaderField;
import dev.sallyport.sigv4.RequestHead;
import dev.sallyport.sigv4.Sha256;
import dev.sallyport.sigv4.SigningKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GetSigningKeyTest {
    private static final SecretAccessKey OTHER_SECRET = SecretAccessKey.of("another-secret");

    private final FilterCalls calls = new FilterCalls();

    @Test
    void theKeyOfTheSessionForItsScopeIsTheAnswer() {
        GetSigningKey.Outcome outcome = ask(clientRequest(CLIENT));

        SessionAnswer.Verified verified = (SessionAnswer.Verified) outcome.answer();
        CredentialScope scope = new CredentialScope("20260115", "us-east-1", "payments");
        assertThat(verified.accessKeyId()).isEqualTo(CLIENT);
        assertThat(verified.scope()).isEqualTo(scope);
        assertThat(verified.key()).isEqualTo(SigningKey.derive(SECRET, scope));
        assertThat(verified.caller().session()).isPresent();
        assertThat(verified.caller().identityPolicies()).hasSize(1);
        assertThat(verified.maxAge()).isEqualTo(Duration.ofSeconds(60));
        assertThat(outcome.client().principal()).isPresent();
        assertThat(outcome.refusal()).isEmpty();
    }

    @Test
    void theSecretIsNotInTheAnswer() {
        String json = new String(ask(clientRequest(CLIENT)).answer().json(), StandardCharsets.UTF_8);

        assertThat(json).doesNotContain(SECRET.reveal()).doesNotContain("token-of-");
    }

    @Test
    void theAnswerIsKeptNoLongerThanTheSessionLives() {
        SessionAnswer.Verified verified =
                (SessionAnswer.Verified) ask(clientRequest(ENDING_CLIENT)).answer();

        assertThat(verified.maxAge()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void theFilterAndWhatItAsksForAreOnItsTrail() {
        AccessTrail trail = new AccessTrail();

        GetSigningKey.answer(calls.call(FILTER, question(clientRequest(CLIENT)).json(), trail));

        assertThat(trail.claimedKey()).contains(FILTER);
        assertThat(trail.principal()).isPresent();
        assertThat(trail.action()).contains("sallyport:GetSigningKey");
        assertThat(trail.resource()).contains("arn:aws:sallyport::111122223333:service/payments");
    }

    @Test
    void anExpiredSessionIsRefused() {
        assertClientRefused(ask(clientRequest(EXPIRED_CLIENT)), ApiError.EXPIRED_TOKEN);
    }

    @Test
    void aLongTermKeyIsRefused() {
        assertClientRefused(ask(clientRequest(USER_KEY)), ApiError.ACCESS_DENIED);
    }

    @Test
    void anUnknownKeyIsRefused() {
        assertClientRefused(
                ask(clientRequest(new AccessKeyId("ASIAUNKNOWNUNKNOWN22"))), ApiError.INVALID_CLIENT_TOKEN_ID);
    }

    @Test
    void aWrongSecretIsRefused() {
        assertClientRefused(
                ask(signed("POST", "/payments/42", CLIENT, OTHER_SECRET, "payments", BODY)),
                ApiError.SIGNATURE_DOES_NOT_MATCH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", "sts", "iam", "sallyport"})
    void aScopeOfAnotherServiceIsRefused(String service) {
        assertClientRefused(
                ask(signed("POST", "/payments/42", CLIENT, SECRET, service, BODY)), ApiError.SIGNATURE_DOES_NOT_MATCH);
    }

    @Test
    void aRegionThatIsNotAcceptedIsRefused() {
        assertClientRefused(
                ask(signed("POST", "/payments/42", CLIENT, SECRET, "payments", "eu-west-9", BODY, NOW)),
                ApiError.SIGNATURE_DOES_NOT_MATCH);
    }

    @Test
    void theClockWindowHoldsOnBothSides() {
        for (int minutes : new int[] {-15, 15}) {
            assertThat(ask(at(minutes, 0)).refusal()).isEmpty();
        }
        assertClientRefused(ask(at(-15, -1)), ApiError.SIGNATURE_DOES_NOT_MATCH);
        assertClientRefused(ask(at(15, 1)), ApiError.SIGNATURE_DOES_NOT_MATCH);
    }

    private static RequestHead at(int minutes, int seconds) {
        return signed(
                "POST",
                "/payments/42",
                CLIENT,
                SECRET,
                "payments",
                "us-east-1",
                BODY,
                NOW.plusSeconds(60L * minutes + seconds));
    }

    @Test
    void aChangedPathQueryMethodHeaderOrBodyIsRefused() {
        RequestHead head = clientRequest(CLIENT);
        for (RequestHead changed : List.of(
                RequestHead.ofTarget("POST", "/payments/43?dry=1", head.headers()),
                RequestHead.ofTarget("POST", "/payments/42?dry=0", head.headers()),
                RequestHead.ofTarget("PUT", "/payments/42?dry=1", head.headers()))) {
            assertClientRefused(ask(changed), ApiError.SIGNATURE_DOES_NOT_MATCH);
        }
        assertClientRefused(
                ask(new SessionQuestion("payments", head, Sha256.OF_NOTHING)), ApiError.SIGNATURE_DOES_NOT_MATCH);
        List<HeaderField> more = new ArrayList<>(head.headers());
        more.add(new HeaderField("X-Amz-Meta-Role", "admin"));
        assertClientRefused(
                ask(RequestHead.ofTarget("POST", "/payments/42?dry=1", more)), ApiError.SIGNATURE_DOES_NOT_MATCH);
    }

    @Test
    void anUnsignedRequestIsRefused() {
        assertClientRefused(
                ask(RequestHead.ofTarget("POST", "/payments/42", List.of(new HeaderField("Host", "a.example")))),
                ApiError.MISSING_AUTHENTICATION_TOKEN);
    }

    @Test
    void theReasonStaysHere() {
        GetSigningKey.Outcome outcome = ask(clientRequest(new AccessKeyId("ASIAUNKNOWNUNKNOWN22")));

        assertThat(outcome.refusal().orElseThrow().reason()).isEqualTo("no such key");
        assertThat(new String(outcome.answer().json(), StandardCharsets.UTF_8)).doesNotContain("no such key");
    }

    @Test
    void aSessionOfARoleOfTheSameNameIsNotTheFilter() {
        assertFilterRefused(NAMESAKE, question(clientRequest(CLIENT)), ApiError.ACCESS_DENIED);
    }

    @Test
    void aFilterGetsNoKeyForTheServiceOfAnotherFilter() {
        SessionQuestion forOrders = new SessionQuestion(
                "orders", signed("POST", "/orders/42", CLIENT, SECRET, "orders", BODY), Sha256.hex(BODY));

        assertFilterRefused(FILTER, forOrders, ApiError.ACCESS_DENIED);
    }

    @Test
    void aServiceWithoutFilterAndOneOfAnotherRoleAreRefusedInTheSameWords() {
        String other = messageFor("orders");
        String none = messageFor("nothing");

        assertThat(none).isEqualTo(other.replace("`orders`", "`nothing`"));
    }

    private String messageFor(String service) {
        byte[] question = new SessionQuestion(service, clientRequest(CLIENT), Sha256.hex(BODY)).json();
        try {
            GetSigningKey.answer(calls.call(FILTER, question));
            throw new AssertionError("not refused");
        } catch (ApiException refused) {
            return refused.message();
        }
    }

    @Test
    void theRoleAloneIsNotEnoughWithoutPermission() {
        assertFilterRefused(FILTER_WITHOUT_PERMISSION, question(clientRequest(CLIENT)), ApiError.ACCESS_DENIED);
    }

    @Test
    void aUsersKeyIsNeverAFilter() {
        assertFilterRefused(USER_KEY, question(clientRequest(CLIENT)), ApiError.ACCESS_DENIED);
    }

    @Test
    void theFiltersOwnCallMustBeSignedForOurService() {
        byte[] question = question(clientRequest(CLIENT)).json();
        for (String service : List.of("payments", "sts")) {
            RequestHead head = signed("POST", FilterProtocol.SESSION_PATH, FILTER, SECRET, service, question);
            assertThatThrownBy(() -> GetSigningKey.answer(calls.call(head, question)))
                    .isInstanceOfSatisfying(
                            ApiException.class,
                            e -> assertThat(e.error()).isEqualTo(ApiError.SIGNATURE_DOES_NOT_MATCH));
        }
    }

    @Test
    void theFiltersOwnSignatureCoversItsQuestion() {
        byte[] question = question(clientRequest(CLIENT)).json();
        RequestHead head = signed("POST", FilterProtocol.SESSION_PATH, FILTER, SECRET, "sallyport", question);

        assertThatThrownBy(() -> GetSigningKey.answer(
                        calls.call(head, question(clientRequest(ENDING_CLIENT)).json())))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.error()).isEqualTo(ApiError.SIGNATURE_DOES_NOT_MATCH));
    }

    /** A client's request is signed for the application's service, so replaying it here cannot make a filter of it. */
    @Test
    void aClientsRequestIsNoFilterCall() {
        RequestHead client = clientRequest(CLIENT);

        assertThatThrownBy(() -> GetSigningKey.answer(calls.call(client, BODY))).isInstanceOf(ApiException.class);
    }

    @Test
    void aQuestionThatIsNoneIsMalformed() {
        assertThatThrownBy(() -> GetSigningKey.answer(calls.call(FILTER, new byte[] {'{', '}'})))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.error()).isEqualTo(ApiError.MALFORMED_INPUT));
    }

    @Test
    void aCallPrintsNoCredentials() {
        assertThat(calls.call(FILTER, question(clientRequest(CLIENT)).json()).toString())
                .doesNotContain("token-of-")
                .doesNotContain("Signature");
    }

    private GetSigningKey.Outcome ask(RequestHead client) {
        return ask(question(client));
    }

    private GetSigningKey.Outcome ask(SessionQuestion question) {
        return GetSigningKey.answer(calls.call(FILTER, question.json()));
    }

    private static void assertClientRefused(GetSigningKey.Outcome outcome, ApiError error) {
        assertThat(outcome.answer())
                .isInstanceOfSatisfying(
                        SessionAnswer.Refused.class,
                        refused -> assertThat(refused.error()).isEqualTo(error));
        assertThat(outcome.refusal().orElseThrow().error()).isEqualTo(error);
    }

    private void assertFilterRefused(AccessKeyId key, SessionQuestion question, ApiError error) {
        assertThatThrownBy(() -> GetSigningKey.answer(calls.call(key, question.json())))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.error()).isEqualTo(error));
    }
}

package dev.sallyport.delegation;

import static dev.sallyport.delegation.Messages.bytes;
import static dev.sallyport.delegation.Messages.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.directory.Caller;
import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.identity.Principal;
import dev.sallyport.policy.Policy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionAnswerTest {
    private static final String VERIFIED =
            text(Messages.verified(Messages.roleSession()).json());

    @Test
    void aRoleSessionArrivesWhole() {
        assertArrivesWhole(Messages.roleSession());
    }

    @Test
    void aUserSessionWithNothingOptionalArrivesWhole() {
        assertArrivesWhole(Messages.userSession());
    }

    @Test
    void aFederatedUserArrivesWhole() {
        Caller session = Messages.userSession();
        Principal.User user = (Principal.User) session.principal();
        assertArrivesWhole(new Caller(
                new Principal.FederatedUser(user.accountId(), "Jean", user),
                session.tags(),
                session.identityPolicies(),
                session.boundary(),
                session.sessionPolicies(),
                session.session()));
    }

    private static void assertArrivesWhole(Caller sent) {
        SessionAnswer.Verified verified = Messages.verified(sent);

        SessionAnswer.Verified arrived = (SessionAnswer.Verified) SessionAnswer.parse(verified.json());

        assertThat(arrived.accessKeyId()).isEqualTo(verified.accessKeyId());
        assertThat(arrived.scope()).isEqualTo(verified.scope());
        assertThat(arrived.key()).isEqualTo(verified.key());
        assertThat(arrived.maxAge()).isEqualTo(verified.maxAge());
        Caller caller = arrived.caller();
        assertThat(caller.principal()).isEqualTo(sent.principal());
        assertThat(caller.tags()).isEqualTo(sent.tags());
        assertThat(caller.session()).isEqualTo(sent.session());
        assertThat(described(caller.identityPolicies())).isEqualTo(described(sent.identityPolicies()));
        assertThat(described(caller.boundary().stream().toList()))
                .isEqualTo(described(sent.boundary().stream().toList()));
        assertThat(described(caller.sessionPolicies())).isEqualTo(described(sent.sessionPolicies()));
        assertThat(text(arrived.json())).isEqualTo(text(verified.json()));
    }

    private static List<String> described(List<Policy> policies) {
        return policies.stream()
                .map(policy -> policy.type() + " " + policy.id() + " " + policy.json())
                .toList();
    }

    @ParameterizedTest
    @EnumSource(ApiError.class)
    void aRefusalArrivesWithItsCodeAndText(ApiError error) {
        SessionAnswer.Refused refused = SessionAnswer.Refused.of(new ApiException(error, "told", "not told"));

        assertThat(SessionAnswer.parse(refused.json())).isEqualTo(refused);
        assertThat(text(refused.json())).doesNotContain("not told");
    }

    /** What restricts must not be lost on the way: each of these members is needed, even if only to say `null`. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "accessKeyId",
                "scope",
                "date",
                "region",
                "service",
                "signingKey",
                "caller",
                "principal",
                "kind",
                "account",
                "rolePath",
                "roleName",
                "roleId",
                "sessionName",
                "tags",
                "identityPolicies",
                "boundary",
                "sessionPolicies",
                "session",
                "id",
                "ancestors",
                "issuedAt",
                "expiresAt",
                "mfaAt",
                "federatedProvider",
                "identityClaims",
                "transitiveTagKeys",
                "sourceIdentity",
                "chained",
                "type",
                "json",
                "key",
                "value",
                "values",
                "maxAgeSeconds",
                "verified",
                "version"
            })
    void aMissingMemberIsRefused(String name) {
        assertThat(VERIFIED).contains("\"" + name + "\":");

        assertRefused(VERIFIED.replaceFirst("\"" + name + "\":", "\"no-" + name + "\":"));
    }

    @Test
    void anUnknownMemberIsRefusedSinceItMayRestrict() {
        for (String object : List.of("{\"version\"", "{\"accessKeyId\"", "{\"principal\"", "{\"kind\"", "{\"type\"")) {
            assertThat(VERIFIED).contains(object);
            assertRefused(VERIFIED.replace(object, "{\"serviceControlPolicies\":[]," + object.substring(1)));
        }
    }

    @Test
    void bothAnswersAtOnceAreRefused() {
        assertRefused(VERIFIED.replace(
                "\"verified\"", "\"refused\":{\"code\":\"AccessDenied\",\"message\":\"no\"},\"verified\""));
    }

    @Test
    void policiesOfAnotherTypeThanTheirPlaceAreRefused() {
        assertRefused(VERIFIED.replace("\"BOUNDARY\"", "\"IDENTITY\""));
        assertRefused(VERIFIED.replace("\"SESSION\"", "\"IDENTITY\""));
        assertRefused(VERIFIED.replace("\"IDENTITY\"", "\"TRUST\""));
    }

    @Test
    void aPolicyThatDoesNotParseIsRefused() {
        assertRefused(VERIFIED.replace("\\\"Version\\\"", "Version").replace("\"json\":\"{", "\"json\":\"!{"));
    }

    @Test
    void aLongTermKeyIsNeverAnAnswer() {
        assertRefused(VERIFIED.replace("ASIAEXAMPLE", "AKIAEXAMPLE"));
        assertThatThrownBy(() -> Messages.verified(withoutSession(Messages.roleSession())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Caller withoutSession(Caller caller) {
        return new Caller(caller.principal(), caller.tags(), List.of(), Optional.empty(), List.of(), Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"61", "-1", "1e1", "\"60\"", "9999999999999999", "null"})
    void anAgeOutOfBoundsIsRefused(String age) {
        assertRefused(VERIFIED.replace("\"maxAgeSeconds\":60", "\"maxAgeSeconds\":" + age));
    }

    @Test
    void aKeyOfAnotherLengthOrSpellingIsRefused() {
        String key = "\"signingKey\":\"" + Messages.KEY + "\"";
        assertThat(VERIFIED).contains(key);

        assertRefused(VERIFIED.replace(key, "\"signingKey\":\"" + "0".repeat(62) + "\""));
        assertRefused(VERIFIED.replace(key, "\"signingKey\":\"" + "0".repeat(66) + "\""));
        assertRefused(VERIFIED.replace(key, "\"signingKey\":\"" + "A".repeat(64) + "\""));
        assertRefused(VERIFIED.replace(key, "\"signingKey\":\"" + "z".repeat(64) + "\""));
    }

    @Test
    void timesHaveOneSpelling() {
        assertRefused(VERIFIED.replace("12:00:00Z", "12:00:00.000Z"));
        assertRefused(VERIFIED.replace("12:00:00Z", "24:00:00Z"));
        assertRefused(VERIFIED.replace("12:00:00Z", "yesterday"));
    }

    @Test
    void anUnknownErrorCodeIsRefused() {
        assertRefused("{\"version\":1,\"refused\":{\"code\":\"Allowed\",\"message\":\"\"}}");
    }

    @Test
    void theAgeIsBoundedOnBothSides() {
        SessionAnswer.Verified answer = Messages.verified(Messages.userSession());
        assertThat(answer.maxAge()).isEqualTo(FilterProtocol.MAX_AGE);

        assertThatThrownBy(() -> new SessionAnswer.Verified(
                        answer.accessKeyId(), answer.scope(), answer.key(), answer.caller(), Duration.ofSeconds(61)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SessionAnswer.Verified(
                        answer.accessKeyId(), answer.scope(), answer.key(), answer.caller(), Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anAnswerDoesNotPrintItsKey() {
        assertThat(Messages.verified(Messages.roleSession()).toString())
                .contains("SigningKey[redacted]")
                .doesNotContain("5a5a5a");
    }

    private static void assertRefused(String json) {
        assertThat(json).isNotEqualTo(VERIFIED);
        assertThatThrownBy(() -> SessionAnswer.parse(bytes(json))).isInstanceOf(MalformedMessageException.class);
    }
}

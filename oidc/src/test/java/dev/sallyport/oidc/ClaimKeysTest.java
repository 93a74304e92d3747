package dev.sallyport.oidc;

import static dev.sallyport.oidc.FakeIssuer.AUDIENCE;
import static dev.sallyport.oidc.FakeIssuer.NOW;
import static dev.sallyport.oidc.FakeIssuer.claims;
import static dev.sallyport.oidc.FakeIssuer.es256;
import static dev.sallyport.oidc.FakeIssuer.keys;
import static dev.sallyport.oidc.FakeIssuer.provider;
import static dev.sallyport.oidc.Refusals.NOT_VALIDATED;
import static dev.sallyport.oidc.Refusals.assertInvalid;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClaimKeysTest {
    private static final String PREFIX = "idp.example.com/realms/ci:";

    @Test
    void stringsNumbersAndBooleansHaveOneValueAsWritten() {
        ClaimKeys keys = keysOf(claims(",\"ref\":\"main\",\"run\":1.50,\"protected\":true,\"empty\":\"\""));

        assertThat(keys.singleValued())
                .containsEntry(PREFIX + "sub", "repo:org/app")
                .containsEntry(PREFIX + "ref", "main")
                .containsEntry(PREFIX + "run", "1.50")
                .containsEntry(PREFIX + "protected", "true")
                .containsEntry(PREFIX + "empty", "")
                .containsEntry(PREFIX + "iss", FakeIssuer.ISSUER);
    }

    @Test
    void arraysOfStringsHaveManyValuesAlsoWhenItIsOne() {
        ClaimKeys keys = keysOf(claims(",\"groups\":[\"a\",\"b\"],\"amr\":[\"mfa\"]"));

        assertThat(keys.multiValued())
                .containsEntry(PREFIX + "groups", List.of("a", "b"))
                .containsEntry(PREFIX + "amr", List.of("mfa"));
        assertThat(keys.singleValued()).doesNotContainKeys(PREFIX + "groups", PREFIX + "amr");
    }

    @Test
    void otherShapesAreNoKeys() {
        ClaimKeys keys = keysOf(claims(
                ",\"o\":{\"sub\":\"x\"},\"n\":null,\"mixed\":[\"a\",1],\"nested\":[[\"a\"]],\"none\":[],\"\":\"x\""));

        assertThat(keys.singleValued()).hasSize(6); // iss, sub, iat, exp, aud, oaud
        assertThat(keys.multiValued()).isEmpty();
    }

    @Test
    void aNameWithAColonIsNoKey() {
        // Of an issuer `https://idp.example.com`, `8443:sub` would complete the prefix of the issuer on port 8443.
        ClaimKeys keys = keysOf(claims(",\"8443:sub\":\"admin\",\"a:b\":[\"c\"]"));

        assertThat(keys.singleValued().keySet()).noneMatch(key -> key.contains("8443"));
        assertThat(keys.multiValued()).isEmpty();
    }

    @Test
    void theComputedAudienceKeysWinOverClaimsOfTheirNames() {
        ClaimKeys keys = keysOf(claims(",\"OAUD\":\"forged\""));

        assertThat(keys.singleValued())
                .containsEntry(PREFIX + "aud", AUDIENCE)
                .containsEntry(PREFIX + "oaud", AUDIENCE)
                .doesNotContainKey(PREFIX + "OAUD");
    }

    @Test
    void withAnAuthorizedPartyAudIsThatPartyAndOaudIsWhatTheTokenSays() {
        ClaimKeys one = keysOf(claims("\"sub\":\"s\",\"aud\":\"other\"", ",\"azp\":\"second-client\""));
        ClaimKeys two = keysOf(claims("\"sub\":\"s\",\"aud\":[\"x\",\"y\"]", ",\"azp\":\"second-client\""));

        assertThat(one.singleValued())
                .containsEntry(PREFIX + "aud", "second-client")
                .containsEntry(PREFIX + "azp", "second-client")
                .containsEntry(PREFIX + "oaud", "other");
        assertThat(two.singleValued())
                .containsEntry(PREFIX + "aud", "second-client")
                .doesNotContainKey(PREFIX + "oaud");
        assertThat(two.multiValued()).containsEntry(PREFIX + "oaud", List.of("x", "y"));
    }

    @Test
    void valuesAreBounded() {
        String longest = "v".repeat(ClaimKeys.MAX_VALUE_LENGTH);

        assertThat(keysOf(claims(",\"x\":\"" + longest + "\"")).singleValued()).containsEntry(PREFIX + "x", longest);
        assertInvalid(() -> keysOf(claims(",\"x\":\"" + longest + "v\"")), NOT_VALIDATED);
        assertInvalid(() -> keysOf(claims(",\"x\":[\"" + longest + "v\"]")), NOT_VALIDATED);
    }

    @Test
    void theNumberOfValuesIsBounded() {
        String most = "\"g\"" + ",\"g\"".repeat(ClaimKeys.MAX_VALUES - 1);

        assertThat(keysOf(claims(",\"x\":[" + most + "]")).multiValued().get(PREFIX + "x"))
                .hasSize(ClaimKeys.MAX_VALUES);
        assertInvalid(() -> keysOf(claims(",\"x\":[" + most + ",\"g\"]")), NOT_VALIDATED);
    }

    private static ClaimKeys keysOf(String claims) {
        return IdTokenVerifier.verify(UnverifiedIdToken.parse(es256(claims)), provider(), keys(), NOW)
                .conditionKeys();
    }
}

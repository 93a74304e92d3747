package dev.sallyport.forwarding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReservedHeadersTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sallyport-Assertion",
                "sallyport-assertion",
                "SALLYPORT_ASSERTION",
                "sallyport.assertion",
                "Sallyport~Assertion",
                "sallyport_decision.id",
                "sallyport-",
                "sallyport-anything-not-thought-of-yet"
            })
    void everySpellingOfOurOwnHeadersIsReserved(String name) {
        assertThat(ReservedHeaders.isReserved(name)).isTrue();
        assertThat(ReservedHeaders.isWithheld(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Forwarded",
                "X-Forwarded",
                "X-Forwarded-For",
                "x_forwarded_host",
                "X.Forwarded.Uri",
                "X-Forwarded-Prefix",
                "X-Original-URL",
                "x_rewrite_url",
                "X-HTTP-Method-Override",
                "X-HTTP-Method",
                "x-method_override",
                "X-Original-URI",
                "X-Original-Method",
                "X-Host"
            })
    void claimsAboutOriginPathOrMethodAreReserved(String name) {
        assertThat(ReservedHeaders.isReserved(name)).isTrue();
        assertThat(ReservedHeaders.isCredential(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Real-IP",
                "x_real_ip",
                "True-Client-IP",
                "CF-Connecting-IP",
                "X-Client-IP",
                "WL-Proxy-Client-IP",
                "X-Envoy-External-Address",
                "X-Remote-Addr",
                "Remote-User",
                "X-Remote-Group",
                "X-Auth-Request-User",
                "X-Authenticated-User",
                "X-SSL-Client-Verify",
                "Client-Cert",
                "Proxy"
            })
    void whatOtherGatesSayOfTheSenderIsReserved(String name) {
        assertThat(ReservedHeaders.isReserved(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization",
                "authorization",
                "Proxy-Authorization",
                "X-Amz-Security-Token",
                "x_amz_security.token"
            })
    void credentialsAreWithheld(String name) {
        assertThat(ReservedHeaders.isCredential(name)).isTrue();
        assertThat(ReservedHeaders.isWithheld(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Connection", "TE", "Transfer-Encoding", "transfer_encoding", "Keep-Alive", "Upgrade"})
    void fieldsOfOneConnectionAreHopByHop(String name) {
        assertThat(ReservedHeaders.isHopByHop(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Accept",
                "Host",
                "Content-Type",
                "X-Amz-Date",
                "x-amz-content-sha256",
                "User-Agent",
                "Cookie",
                "sallyport",
                "x-sallyport-assertion",
                "X-Original-Title",
                ""
            })
    void everythingElsePasses(String name) {
        assertThat(ReservedHeaders.isWithheld(name)).isFalse();
        assertThat(ReservedHeaders.isHopByHop(name)).isFalse();
    }

    /** {@code ſ} (long s) upper-cases to S and {@code İ} lower-cases to two characters; neither is an ASCII spelling. */
    @Test
    void foldingIsOfAsciiAlone() {
        assertThat(ReservedHeaders.isReserved("\u017fallyport-assertion")).isFalse();
        assertThat(ReservedHeaders.isCredential("author\u0130zation")).isFalse();
    }
}

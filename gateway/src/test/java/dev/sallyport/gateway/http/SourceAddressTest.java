package dev.sallyport.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.gateway.SharedVectors;
import dev.sallyport.json.JsonArray;
import dev.sallyport.json.JsonNode;
import dev.sallyport.json.JsonNull;
import dev.sallyport.json.JsonObject;
import dev.sallyport.json.JsonString;
import dev.sallyport.policy.IpAddress;
import dev.sallyport.policy.IpRange;
import dev.sallyport.sigv4.HeaderField;
import dev.sallyport.sigv4.RequestHead;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceAddressTest {
    private static final String TERMINATOR = "10.1.1.1";
    private static final SourceAddress BEHIND = SourceAddress.behind(ranges("10.0.0.0/8", "fd00::/8"));

    @Test
    void withoutATerminatorTheHeaderMeansNothing() {
        assertThat(SourceAddress.direct().of(inet("203.0.113.7"), forwardedFor("10.0.0.1")))
                .contains(ip("203.0.113.7"));
        assertThatCode(() -> SourceAddress.direct().requirePeer(inet("203.0.113.7")))
                .doesNotThrowAnyException();
    }

    @Test
    void otherPeersThanTheTerminatorAreRefused() {
        assertThatCode(() -> BEHIND.requirePeer(inet(TERMINATOR))).doesNotThrowAnyException();
        assertThatThrownBy(() -> BEHIND.requirePeer(inet("203.0.113.7")))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.error()).isEqualTo(ApiError.ACCESS_DENIED));
    }

    @Test
    void aPeerThatIsNoTerminatorIsItsOwnSourceWhateverItSays() {
        assertThat(BEHIND.of(inet("203.0.113.7"), forwardedFor("198.51.100.1"))).contains(ip("203.0.113.7"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "203.0.113.9; 203.0.113.9",
                "10.9.9.9, 203.0.113.9; 203.0.113.9",
                "198.51.100.1, 203.0.113.9, 10.2.2.2; 203.0.113.9",
                "203.0.113.9,\t10.2.2.2  ,10.3.3.3; 203.0.113.9",
                "nonsense, 203.0.113.9; 203.0.113.9",
                "2001:DB8:0::1, fd00::5; 2001:db8::1",
                "::ffff:203.0.113.9; 203.0.113.9",
                "203.0.113.9, ::ffff:10.2.2.2; 203.0.113.9"
            })
    void theRightMostAddressThatIsNoHopIsTheSource(String header, String source) {
        assertThat(BEHIND.of(inet(TERMINATOR), forwardedFor(header))).contains(ip(source));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ",",
                "203.0.113.9,",
                "203.0.113.9, unknown",
                "203.0.113.9, 10.2.2.2, ",
                "10.2.2.2",
                "203.0.113.9:4711",
                "[2001:db8::1]",
                "[2001:db8::1]:443",
                "fe80::1%eth0",
                "0203.0.113.9",
                "203.0.113",
                "3405803785",
                "0xcb.0.113.9",
                "203.0.113.9/32",
                "\u0662\u0660\u0663.0.113.9",
                "evil.test",
                "for=203.0.113.9",
                "\"203.0.113.9\"",
                "203.0.113.9;",
                "203.0.113.9 10.2.2.2",
                "\u00a0203.0.113.9"
            })
    void whatIsUnreadableOrAHopOnlyGivesNoSource(String header) {
        String latin1 = header.chars().allMatch(c -> c <= 0xff) ? header : "\u00d9\u00a2.0.113.9";
        assertThat(BEHIND.of(inet(TERMINATOR), forwardedFor(latin1))).isEmpty();
    }

    @Test
    void severalFieldsAreOneListInTheirOrder() {
        assertThat(BEHIND.of(inet(TERMINATOR), forwardedFor("198.51.100.1", "203.0.113.9", "10.2.2.2")))
                .contains(ip("203.0.113.9"));
        assertThat(BEHIND.of(inet(TERMINATOR), forwardedFor("203.0.113.9", ""))).isEmpty();
        assertThat(BEHIND.of(inet(TERMINATOR), forwardedFor())).isEmpty();
    }

    @Test
    void aRequestOfUnknownSourceIsChargedToTheTerminator() {
        assertThat(BEHIND.source(inet(TERMINATOR), forwardedFor("nonsense"))).isEqualTo(Source.of(ip(TERMINATOR)));
        assertThat(BEHIND.source(inet(TERMINATOR), forwardedFor("203.0.113.9")))
                .isEqualTo(Source.of(ip("203.0.113.9")));
    }

    @Test
    void addressesOfOneIpv6NetworkAreOneSource() {
        assertThat(Source.of(ip("2001:db8::1"))).isEqualTo(Source.of(ip("2001:db8::ffff:0:1")));
        assertThat(Source.of(ip("2001:db8::1"))).isNotEqualTo(Source.of(ip("2001:db8:0:1::1")));
        assertThat(Source.of(ip("192.0.2.1"))).isNotEqualTo(Source.of(ip("192.0.2.2")));
    }

    @Test
    void theSharedCasesHaveTheSourceTheFileSays() throws Exception {
        SharedVectors vectors = SharedVectors.open("vectors/attacks-sample/source-ip.json");
        int number = 0;
        for (JsonObject one : vectors.cases()) {
            vectors.run("case " + number++, () -> {
                SharedVectors.knows(
                        one, "peer", "trustedProxies", "headers", "expectSourceIp", "note", "source", "name", "id");
                List<IpRange> ranges = texts(one.get("trustedProxies").orElseThrow())
                        .map(text -> IpRange.parse(text).orElseThrow())
                        .toList();
                SourceAddress address = ranges.isEmpty() ? SourceAddress.direct() : SourceAddress.behind(ranges);
                Optional<IpAddress> expected = one.get("expectSourceIp").orElseThrow() instanceof JsonNull
                        ? Optional.empty()
                        : Optional.of(ip(SharedVectors.text(one, "expectSourceIp")));
                assertThat(address.of(inet(SharedVectors.text(one, "peer")), head(one)))
                        .isEqualTo(expected);
            });
        }
        vectors.finish();
    }

    private static RequestHead head(JsonObject one) {
        List<HeaderField> fields = new ArrayList<>();
        JsonObject headers = (JsonObject) one.get("headers").orElseThrow();
        for (JsonObject.Member member : headers.members()) {
            texts(member.value()).forEach(value -> fields.add(new HeaderField(member.name(), value)));
        }
        return new RequestHead("GET", "/", Optional.empty(), fields);
    }

    /** A string, or an array of strings. */
    private static Stream<String> texts(JsonNode node) {
        return node instanceof JsonArray array
                ? array.elements().stream().map(element -> ((JsonString) element).value())
                : Stream.of(((JsonString) node).value());
    }

    private static RequestHead forwardedFor(String... values) {
        return new RequestHead(
                "GET",
                "/",
                Optional.empty(),
                Stream.of(values)
                        .map(value -> new HeaderField("X-Forwarded-For", value))
                        .toList());
    }

    private static List<IpRange> ranges(String... texts) {
        return Stream.of(texts).map(text -> IpRange.parse(text).orElseThrow()).toList();
    }

    private static IpAddress ip(String text) {
        return IpAddress.parse(text).orElseThrow();
    }

    private static InetAddress inet(String literal) {
        try {
            return InetAddress.getByAddress(
                    IpAddress.parse(literal).orElseThrow().toBytes());
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}

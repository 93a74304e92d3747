package dev.sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Blocks of addresses, and the literals that only a policy may have. */
class IpRangeTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,10.255.255.255,true",
        "10.0.0.0/8,11.0.0.0,false",
        "10.1.2.3/8,10.9.9.9,true",
        "192.0.2.128/25,192.0.2.127,false",
        "192.0.2.128/25,192.0.2.128,true",
        "192.0.2.128/25,192.0.2.255,true",
        "192.0.2.128/25,192.0.3.128,false",
        "1.2.3.4,1.2.3.4,true",
        "1.2.3.4,1.2.3.5,false",
        "1.2.3.4,1.2.4.4,false",
        "1.2.3.4,1.3.3.4,false",
        "1.2.3.4,2.2.3.4,false",
        "128.0.0.0/1,255.255.255.255,true",
        "128.0.0.0/1,127.255.255.255,false",
        "0.0.0.0/0,203.0.113.9,true",
        "0.0.0.0/32,0.0.0.0,true",
        "0.0.0.0/32,0.0.0.1,false",
        "::/0,203.0.113.9,false",
        "::/96,203.0.113.9,false",
    })
    void bothWaysOfAskingGiveTheSameAnswer(String text, String address, boolean inside) {
        IpRange range = IpRange.ofPolicy(text).orElseThrow();

        assertThat(range.containsV4(IpLiteral.STRICT.v4Bits(address))).isEqualTo(inside);
        assertThat(range.contains(IpAddress.parse(address).orElseThrow())).isEqualTo(inside);
    }

    @Test
    void oneBlockIsOneHoweverItIsWritten() {
        IpRange block = IpRange.parse("2001:DB8:0::/48").orElseThrow();

        assertThat(block).isEqualTo(IpRange.parse("2001:db8::/48").orElseThrow());
        assertThat(block).hasSameHashCodeAs(IpRange.parse("2001:db8::/48").orElseThrow());
        assertThat(block).hasToString("2001:db8::/48");
        assertThat(block).isNotEqualTo(IpRange.parse("2001:db8::/47").orElseThrow());
        assertThat(block).isNotEqualTo(IpRange.parse("2001:db9::/48").orElseThrow());
        assertThat(block.hashCode())
                .isNotEqualTo(IpRange.parse("2001:db8::/47").orElseThrow().hashCode());
        assertThat(block.hashCode())
                .isNotEqualTo(IpRange.parse("2001:db9::/48").orElseThrow().hashCode());
        assertThat(IpRange.parse("192.0.2.1").orElseThrow()).hasToString("192.0.2.1/32");
        assertThat(IpRange.parse("192.0.2.0/9"))
                .contains(IpRange.ofPolicy("192.0.2.0/009").orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.0/3:",
                "10.0.0.0/3/",
                "10.0.0.0/:",
                "10.0.0.0/0008",
                "10.0.0.0/++8",
                "10.0.0.0/8+",
                "/",
                ""
            })
    void aPrefixIsADecimalNumber(String text) {
        assertThat(IpRange.ofPolicy(text)).isEmpty();
        assertThat(IpRange.parse(text)).isEmpty();
    }

    @Test
    void onlyABlockOfIpv4MayHaveHostBits() {
        assertThat(IpRange.parse("192.0.2.1/24").orElseThrow().hasHostBits()).isTrue();
        assertThat(IpRange.parse("192.0.2.0/24").orElseThrow().hasHostBits()).isFalse();
        assertThat(IpRange.parse("2001:db8::1/128")).isPresent();
        assertThat(IpRange.parse("2001:db8::1/127")).isEmpty();
        assertThat(IpRange.parse("2001:db8::2/127")).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        // text, strictly an address, an address for AWS
        "1.2.3.4,true,true",
        "01.2.3.4,false,true",
        "001.002.003.004,false,true",
        "0001.2.3.4,false,false",
        "0.0.0.0,true,true",
        "00.0.0.0,false,true",
        "1.2.3.256,false,false",
        "::1:,false,true",
        ":::1,false,true",
        ":1::,false,true",
        "::::1,false,false",
        "1::2:,false,true",
        "1:2:3:4:5:6:7:8:,false,false",
        "::ffff:1.2.3.4,true,true",
        "::ffff:01.2.3.4,false,false",
        "64:ff9b::1.2.3.4,true,false",
        "1:2:3:4:5:6:1.2.3.4,true,false",
        "1:2:3:4:5:6:7:1.2.3.4,false,false",
        "::1:2:3:4:5:1.2.3.4,true,false",
        "::1:2:3:4:5:6:1.2.3.4,false,false",
        "::1:2:3:4:5:6:7:8:9,false,false",
        "1::2:3:4:5:6:7,true,true",
        "1::2:3:4:5:6:7:8,false,false",
        "1:2:3:4:5:6:7:8,true,true",
        "ABCD:EF::abcd:ef,true,true",
        "f::F,true,true",
        "A::a,true,true",
        "G::,false,false",
        "`::,false,false",
        "@::,false,false",
        "::g,false,false",
        "12345::,false,false",
        "1.2.3.4:80,false,false",
    })
    void awsReadsAFewMoreLiterals(String text, boolean strict, boolean asAws) {
        assertThat(IpLiteral.STRICT.read(text).isPresent()).isEqualTo(strict);
        assertThat(IpLiteral.AS_AWS.read(text).isPresent()).isEqualTo(asAws);
    }

    @Test
    void aLooseLiteralIsTheAddressItSays() {
        assertThat(IpLiteral.AS_AWS.read(":::1").map(IpAddress::ofBytes)).isEqualTo(IpAddress.parse("::1"));
        assertThat(IpLiteral.AS_AWS.read("1::2:").map(IpAddress::ofBytes)).isEqualTo(IpAddress.parse("1::2"));
        assertThat(IpLiteral.AS_AWS.read("010.1.1.1").map(IpAddress::ofBytes)).isEqualTo(IpAddress.parse("10.1.1.1"));
    }

    @Test
    void noLiteralIsLongerThan64Characters() {
        assertThat(IpLiteral.AS_AWS.v4Bits("1.2.3.4" + " ".repeat(58))).isNegative();
        assertThat(IpLiteral.STRICT.read("1".repeat(65))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1:0:0:2:0:0:0:0,1:0:0:2::",
        "0:0:1:0:0:1:0:0,::1:0:0:1:0:0",
        "0:1:0:1:0:1:0:1,0:1:0:1:0:1:0:1",
        "0:0:0:0:0:fffe:1:1,::fffe:1:1",
        "0:0:0:0:1:ffff:1:1,::1:ffff:1:1",
        "::ff00:1:1,::ff00:1:1",
    })
    void theLongestRunOfZeroesIsShortened(String text, String canonical) {
        assertThat(IpAddress.parse(text).orElseThrow()).hasToString(canonical);
    }

    @Test
    void anAddressIsItsBytes() {
        IpAddress address = IpAddress.parse("192.0.2.1").orElseThrow();
        byte[] bytes = address.toBytes();
        bytes[0] = 0;

        assertThat(address.toBytes()).containsExactly(192, 0, 2, 1);
        assertThat(address).isEqualTo(IpAddress.ofBytes(address.toBytes()));
        assertThat(address).hasSameHashCodeAs(IpAddress.ofBytes(address.toBytes()));
        assertThat(address).isNotEqualTo(IpAddress.parse("192.0.2.2").orElseThrow());
        assertThat(address.hashCode())
                .isNotEqualTo(IpAddress.parse("192.0.2.2").orElseThrow().hashCode());
        assertThatThrownBy(() -> IpAddress.ofBytes(new byte[5])).hasMessage("an address has 4 or 16 bytes");
    }
}

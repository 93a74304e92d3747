package dev.sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
    @ParameterizedTest
    @CsvSource({
        "0.0.0.0,0.0.0.0",
        "255.255.255.255,255.255.255.255",
        "::,::",
        "::1,::1",
        "1::,1::",
        "2001:DB8:0:0:0:0:0:1,2001:db8::1",
        "2001:db8:0:1:1:1:1:1,2001:db8:0:1:1:1:1:1",
        "1:0:0:2:0:0:0:3,1:0:0:2::3",
        "::ffff:192.0.2.1,192.0.2.1",
        "::FFFF:c000:201,192.0.2.1",
        "64:ff9b::192.0.2.1,64:ff9b::c000:201",
    })
    void literalsAreReadAndShownInOneForm(String text, String canonical) {
        assertThat(IpAddress.parse(text)).map(IpAddress::toString).contains(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "01.2.3.4",
                "1.2.3.4 ",
                " 1.2.3.4",
                "1.2.3.4:80",
                "0x1.2.3.4",
                "3221225985",
                "1.2.3.-4",
                "1..2.3",
                "\u0661.2.3.4",
                "localhost",
                "[::1]",
                "::1%eth0",
                "::1/128",
                ":::",
                ":1::",
                "1::2::3",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7::8",
                "12345::",
                "::g",
                "::1.2.3",
                "::1.2.3.4:1",
                "1.2.3.4::"
            })
    void everythingElseIsNoAddress(String text) {
        assertThat(IpAddress.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,10.255.255.255,true",
        "10.0.0.0/8,11.0.0.0,false",
        "10.1.2.3/8,10.9.9.9,true",
        "192.0.2.128/25,192.0.2.127,false",
        "192.0.2.128/25,192.0.2.128,true",
        "192.0.2.1,192.0.2.1,true",
        "192.0.2.1,192.0.2.2,false",
        "0.0.0.0/0,203.0.113.9,true",
        "0.0.0.0/0,::1,false",
        "::/0,203.0.113.9,false",
        "::/0,2001:db8::1,true",
        "2001:db8::/33,2001:db8:7fff::1,true",
        "2001:db8::/33,2001:db8:8000::1,false",
        "192.0.2.0/24,::ffff:192.0.2.9,true",
    })
    void aRangeHoldsTheAddressesOfItsPrefix(String range, String address, boolean inside) {
        assertThat(IpRange.parse(range)
                        .orElseThrow()
                        .contains(IpAddress.parse(address).orElseThrow()))
                .isEqualTo(inside);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.0/33",
                "10.0.0.0/",
                "10.0.0.0/+8",
                "10.0.0.0/08",
                "10.0.0.0/-1",
                "10.0.0.0/8/8",
                "::/129",
                "2001:db8::1/64",
                "::ffff:192.0.2.0/120",
                "/8",
                "10.0.0.0/9999999999"
            })
    void whatIsNoRangeIsRefused(String text) {
        assertThat(IpRange.parse(text)).isEmpty();
    }

    @Test
    void aPolicyLiteralMayHaveLeadingZeroesInDecimal() {
        assertThat(IpRange.ofPolicy("192.000.002.0/024")).isEqualTo(IpRange.parse("192.0.2.0/24"));
        assertThat(IpRange.ofPolicy("192.0.2.0/+24")).isEqualTo(IpRange.parse("192.0.2.0/24"));
        assertThat(IpRange.ofPolicy("2001:db8::5/64")).isEqualTo(Optional.empty());
    }
}

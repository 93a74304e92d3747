package dev.sallyport.oidc.jwks;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRuleTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "9.255.255.255",
                "11.0.0.0",
                "172.15.0.1",
                "172.32.0.1",
                "192.167.0.1",
                "100.63.0.1",
                "100.128.0.1",
                "2001:db8::1",
                "64:ff9b::808:808"
            })
    void publicAddressesAreAllowed(String address) throws Exception {
        assertThat(AddressRule.allows(InetAddress.getByName(address), false)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.1",
                "172.16.0.1",
                "172.31.0.1",
                "192.168.0.1",
                "100.64.0.1",
                "100.127.255.255",
                "fc00::1",
                "fdff::1",
                "fec0::1",
                "::ffff:10.0.0.1",
                "64:ff9b::a00:1",
                "::a00:1"
            })
    void privateOnesNeedTheSetting(String address) throws Exception {
        assertThat(AddressRule.allows(InetAddress.getByName(address), false)).isFalse();
        assertThat(AddressRule.allows(InetAddress.getByName(address), true)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "0.0.0.0",
                "0.1.2.3",
                "169.254.169.254",
                "224.0.0.1",
                "::",
                "::1",
                "fe80::1",
                "ff02::1",
                "::ffff:127.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b::a9fe:a9fe",
                "::7f00:1"
            })
    void thisMachineAndTheLinkAreNeverAllowed(String address) throws Exception {
        assertThat(AddressRule.allows(InetAddress.getByName(address), true)).isFalse();
    }
}

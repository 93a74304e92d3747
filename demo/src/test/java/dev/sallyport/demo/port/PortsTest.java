package dev.sallyport.demo.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void freeDefaultsAreTaken() {
        Ports ports = Ports.choose(Map.of(), taken());

        assertThat(ports.moved()).isEmpty();
        assertThat(ports.of(Listener.API)).isEqualTo(7070);
        assertThat(ports.of(Listener.PROXY)).isEqualTo(8080);
        assertThat(ports.of(Listener.ISSUER)).isEqualTo(7071);
        assertThat(ports.of(Listener.ORDERS)).isEqualTo(8081);
    }

    @Test
    void takenDefaultMovesToTheNextFreePortThatIsNobodyElses() {
        Ports ports = Ports.choose(Map.of(), taken(7070, 7072, 8080));

        assertThat(ports.of(Listener.API)).isEqualTo(7073);
        assertThat(ports.of(Listener.ISSUER)).isEqualTo(7071);
        assertThat(ports.of(Listener.PROXY)).isEqualTo(8083);
        assertThat(ports.moved()).containsExactly(Listener.API, Listener.PROXY);
    }

    @Test
    void twoListenersNeverMoveToTheSamePort() {
        Ports ports = Ports.choose(Map.of(), taken(8080, 8081, 8082));

        assertThat(Set.of(ports.of(Listener.PROXY), ports.of(Listener.ORDERS), ports.of(Listener.PAYMENTS)))
                .containsExactlyInAnyOrder(8083, 8084, 8085);
    }

    @Test
    void givenPortIsTakenAsItIs() {
        Ports ports = Ports.choose(Map.of(Listener.API, 9000), taken());

        assertThat(ports.of(Listener.API)).isEqualTo(9000);
        assertThat(ports.moved()).containsExactly(Listener.API);
    }

    @Test
    void takenGivenPortIsRefusedByPortAndOption() {
        assertThatThrownBy(() -> Ports.choose(Map.of(Listener.PROXY, 9000), taken(9000)))
                .isInstanceOf(PortTakenException.class)
                .hasMessageContaining("port 9000")
                .hasMessageContaining("--proxy-port");
    }

    @Test
    void takenPortThatIsGivenIsRefusedEvenWhereItIsTheDefault() {
        assertThatThrownBy(() -> Ports.choose(Map.of(Listener.API, 7070), taken(7070)))
                .isInstanceOf(PortTakenException.class);
    }

    @Test
    void portGivenTwiceIsRefusedByBothOptions() {
        assertThatThrownBy(() -> Ports.choose(Map.of(Listener.API, 9000, Listener.ISSUER, 9000), taken()))
                .isInstanceOf(PortTakenException.class)
                .hasMessageContaining("--api-port")
                .hasMessageContaining("--issuer-port");
    }

    @Test
    void givenPortDrivesTheListenerAwayWhoseDefaultItIs() {
        Ports ports = Ports.choose(Map.of(Listener.API, 7071), taken());

        assertThat(ports.of(Listener.API)).isEqualTo(7071);
        assertThat(ports.of(Listener.ISSUER)).isEqualTo(7072);
    }

    @Test
    void noPortLeftIsRefused() {
        assertThatThrownBy(() -> Ports.choose(Map.of(), port -> false)).isInstanceOf(PortTakenException.class);
    }

    @Test
    void portSomebodyListensOnIsNotFree() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
            assertThat(FreePorts.isFree(port)).isFalse();
        }
        assertThat(FreePorts.isFree(port)).isTrue();
    }

    private static IntPredicate taken(Integer... ports) {
        return port -> !Set.of(ports).contains(port);
    }
}

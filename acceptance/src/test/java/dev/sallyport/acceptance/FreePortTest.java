package dev.sallyport.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FreePortTest {
    /** So many that, of ports which are merely free, some would come twice. */
    private static final int PORTS = 500;

    @Test
    void aPortThatWasGivenIsNobodyElsesUntilItIsListenedOn() throws Exception {
        Set<Integer> given = new HashSet<>();
        for (int i = 0; i < PORTS; i++) {
            given.add(FreePort.next());
        }

        assertThat(given).hasSize(PORTS);
        for (int port : given) {
            new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
        }
    }
}

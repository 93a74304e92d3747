package dev.sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

class IpLiteralFuzzTest {
    private static final String[] PIECES = {
        "0", "1", "9", "25", "255", "256", "00", "010", ".", ".", ":", ":", "::", "f", "ffff", "FFFF", "1.2.3.4",
        "::ffff:", "/", "+", " ", "g", "\u0661"
    };

    @FuzzTest
    void bothReadersAgreeAndWithTheJdk(FuzzedDataProvider data) throws UnknownHostException {
        String text = data.consumeBoolean() ? data.consumeRemainingAsString() : pieces(data);
        for (IpLiteral form : IpLiteral.values()) {
            Optional<byte[]> read = form.read(text);
            long bits = form.v4Bits(text);
            assertThat(bits >= 0).isEqualTo(read.isPresent() && read.get().length == 4);
            if (bits >= 0) {
                assertThat(new BigInteger(1, read.orElseThrow()).longValueExact())
                        .isEqualTo(bits);
            }
        }
        Optional<byte[]> strict = IpLiteral.STRICT.read(text);
        if (strict.isPresent()) {
            // Only what is a literal gets here, so nothing is looked up.
            IpAddress address = IpAddress.ofBytes(strict.get());
            assertThat(address.toBytes()).isEqualTo(InetAddress.getByName(text).getAddress());
            assertThat(IpAddress.parse(address.toString())).contains(address);
            boolean dottedV6 = text.indexOf('.') >= 0 && text.indexOf(':') >= 0;
            if (!dottedV6 || IpAddress.isMapped(strict.get())) {
                assertThat(IpLiteral.AS_AWS.read(text))
                        .hasValueSatisfying(b -> assertThat(b).isEqualTo(strict.get()));
            }
        }
    }

    @FuzzTest
    void aBlockHoldsTheAddressesWithItsBits(FuzzedDataProvider data) {
        byte[] network = data.consumeBytes(data.consumeBoolean() ? 4 : 16);
        byte[] bytes = data.consumeBytes(network.length);
        if ((network.length != 4 && network.length != 16) || bytes.length != network.length) {
            return;
        }
        int prefix = data.consumeInt(0, network.length * 8);
        if (data.consumeBoolean()) {
            System.arraycopy(network, 0, bytes, 0, prefix / 8);
        }
        BigInteger mask = BigInteger.ONE.shiftLeft(network.length * 8 - prefix).subtract(BigInteger.ONE);
        boolean hostBits = new BigInteger(1, network).and(mask).signum() != 0;
        boolean refused = network.length == 16 && hostBits;
        IpAddress address = IpAddress.ofBytes(bytes);
        IpAddress base = IpAddress.ofBytes(network);
        if (address.toBytes().length != bytes.length || base.toBytes().length != network.length) {
            return; // An IPv6 address that wraps an IPv4 one is that one.
        }

        Optional<IpRange> range = IpRange.parse(base + "/" + prefix);

        assertThat(range.isEmpty()).isEqualTo(refused);
        range.ifPresent(block -> {
            boolean inside = new BigInteger(1, network)
                            .xor(new BigInteger(1, bytes))
                            .shiftRight(network.length * 8 - prefix)
                            .signum()
                    == 0;
            assertThat(block.contains(address)).isEqualTo(inside);
            if (network.length == 4) {
                assertThat(block.containsV4(new BigInteger(1, bytes).longValueExact()))
                        .isEqualTo(inside);
            }
            assertThat(block.hasHostBits()).isEqualTo(hostBits);
            assertThat(IpRange.parse(block.toString())).contains(block);
        });
    }

    @FuzzTest
    void aPolicyTakesEveryBlockThatIsStrictlyOne(FuzzedDataProvider data) {
        String text = data.consumeBoolean() ? data.consumeRemainingAsString() : pieces(data);
        Optional<IpRange> strict = IpRange.parse(text);
        boolean dottedV6 = text.indexOf('.') >= 0 && text.indexOf(':') >= 0;

        if (strict.isPresent() && !dottedV6) {
            assertThat(IpRange.ofPolicy(text)).isEqualTo(strict);
        }
        IpRange.ofPolicy(text)
                .ifPresent(
                        block -> assertThat(IpRange.ofPolicy(block.toString())).contains(block));
    }

    private static String pieces(FuzzedDataProvider data) {
        StringBuilder text = new StringBuilder();
        for (int i = data.consumeInt(0, 18); i > 0; i--) {
            text.append(data.pickValue(PIECES));
        }
        return text.toString();
    }
}

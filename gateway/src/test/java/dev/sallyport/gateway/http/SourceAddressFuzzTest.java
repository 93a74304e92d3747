package dev.sallyport.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sallyport.error.ApiException;
import dev.sallyport.policy.IpAddress;
import dev.sallyport.policy.IpRange;
import dev.sallyport.sigv4.HeaderField;
import dev.sallyport.sigv4.RequestHead;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

class SourceAddressFuzzTest {
    private static final IpRange HOPS = IpRange.parse("10.0.0.0/8").orElseThrow();

    @FuzzTest(maxDuration = "60s")
    void nothingLeftOfTheFirstStrangerCounts(FuzzedDataProvider data) throws Exception {
        InetAddress peer = InetAddress.getByAddress(new byte[] {10, 1, 1, 1});
        String left = data.consumeString(100);
        String right = data.consumeRemainingAsString();
        SourceAddress behind = SourceAddress.behind(List.of(HOPS));
        Optional<IpAddress> alone;
        Optional<IpAddress> withMore;
        try {
            alone = behind.of(peer, forwardedFor(right));
            withMore = behind.of(peer, forwardedFor(left + "," + right));
        } catch (ApiException notAHeader) {
            return;
        }

        alone.ifPresent(source -> {
            assertThat(HOPS.contains(source)).isFalse();
            assertThat(withMore).contains(source);
        });
    }

    private static RequestHead forwardedFor(String value) {
        return new RequestHead("GET", "/", Optional.empty(), List.of(new HeaderField("X-Forwarded-For", value)));
    }
}

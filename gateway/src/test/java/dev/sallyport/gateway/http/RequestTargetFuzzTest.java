package dev.sallyport.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sallyport.sigv4.RequestHead;
import java.util.List;
import org.eclipse.jetty.http.HttpURI;

class RequestTargetFuzzTest {
    @FuzzTest(maxDuration = "60s")
    void anAcceptedTargetHasOneReading(FuzzedDataProvider data) {
        String target = data.consumeRemainingAsString();
        if (target.length() > RequestHead.MAX_TARGET_LENGTH || !ExactTargetConnection.isExact(target)) {
            return;
        }
        HttpURI uri = HttpURI.build(target);
        RequestHead head = RequestHead.ofTarget("GET", target, List.of());

        assertThat(uri.getHost()).isNull();
        assertThat(uri.getScheme()).isNull();
        assertThat(uri.getFragment()).isNull();
        assertThat(head.rawPath()).isEqualTo(uri.getPath());
        assertThat(head.rawQuery().orElse(null)).isEqualTo(uri.getQuery());
    }
}

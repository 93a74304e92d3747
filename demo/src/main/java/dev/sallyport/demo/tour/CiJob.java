package dev.sallyport.demo.tour;

import java.io.IOException;
import java.time.InstantSource;

/** A CI job, as far as it asks its CI system for a token. */
public final class CiJob {
    private CiJob() {}

    /**
     * A token for {@code audience}.
     *
     * @param requestToken what the CI system gave the job to ask with
     * @throws IOException when the issuer does not answer with one
     */
    public static String token(Endpoints endpoints, String audience, String requestToken) throws IOException {
        Answer answer = new Client(InstantSource.system()).get(endpoints.token(audience), "bearer " + requestToken);
        return answer.text("value")
                .orElseThrow(() -> new IOException(
                        "the issuer at " + endpoints.issuer() + " answered " + answer.status() + " without a token"));
    }
}

package dev.sallyport.context;

import dev.sallyport.policy.ConditionContext;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What the edge knows of a request, whoever sends it.
 *
 * @param sourceIp the caller's address in text; absent when it cannot be known
 * @param secureTransport whether the caller's connection is TLS, ended here or at a configured terminator
 * @param region the region of the verified credential scope; for an unsigned call the installation's first region
 */
public record RequestFacts(
        Instant now,
        Optional<String> sourceIp,
        boolean secureTransport,
        Optional<String> userAgent,
        Optional<String> referer,
        String region) {

    /** Adds the keys of the IAM guide's table "properties of the network" and "of the request". */
    public void addTo(ConditionContext.Builder context) {
        context.put("aws:CurrentTime", now.truncatedTo(ChronoUnit.SECONDS).toString());
        context.put("aws:EpochTime", Long.toString(now.getEpochSecond()));
        context.put("aws:SecureTransport", Boolean.toString(secureTransport));
        context.put("aws:RequestedRegion", region);
        context.put("aws:ViaAWSService", "false");
        sourceIp.ifPresent(address -> context.put("aws:SourceIp", address));
        userAgent.ifPresent(value -> context.put("aws:UserAgent", value));
        referer.ifPresent(value -> context.put("aws:referer", value));
    }

    public RequestFacts withRegion(String scopeRegion) {
        return new RequestFacts(now, sourceIp, secureTransport, userAgent, referer, scopeRegion);
    }
}

package dev.sallyport.gateway.api.sts;

import dev.sallyport.context.SuppliedKeys;
import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.identity.Arn;
import dev.sallyport.identity.Tag;
import dev.sallyport.identity.Tags;
import dev.sallyport.policy.KeyUse;
import dev.sallyport.policy.MalformedPolicyException;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.PolicyType;
import dev.sallyport.protocol.QueryParameters;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The parameters that the actions which give sessions away have in common, once their constraints hold. */
final class SessionParameters {
    /** Of all session policies as they are passed, by the documentation of the service model. */
    private static final int MAX_POLICY_CHARACTERS = 2048;

    private SessionParameters() {}

    static Optional<Duration> duration(QueryParameters parameters) {
        return parameters.integer("DurationSeconds").map(Duration::ofSeconds);
    }

    static Tags tags(QueryParameters parameters) {
        return Tags.of(parameters.structures("Tags").stream()
                .map(tag -> new Tag(tag.required("Key", key -> key), tag.required("Value", value -> value)))
                .toList());
    }

    /** Tags as an audit record has them. */
    static List<String> shown(Tags tags) {
        return tags.all().stream().map(tag -> tag.key() + "=" + tag.value()).toList();
    }

    /** Managed session policies by ARN; whether they exist is for later. */
    static List<Arn> policyArns(QueryParameters parameters) {
        List<QueryParameters> descriptors = parameters.structures("PolicyArns");
        int characters = parameters.text("Policy").map(String::length).orElse(0)
                + descriptors.stream()
                        .mapToInt(descriptor ->
                                descriptor.text("arn").map(String::length).orElse(0))
                        .sum();
        if (characters > MAX_POLICY_CHARACTERS) {
            throw new ApiException(
                    ApiError.PACKED_POLICY_TOO_LARGE,
                    "Packed policy consumes " + (100 * characters + MAX_POLICY_CHARACTERS - 1) / MAX_POLICY_CHARACTERS
                            + "% of allotted space, please use smaller policy.");
        }
        return descriptors.stream()
                .map(descriptor -> descriptor.required("arn", Arn::parse))
                .distinct()
                .toList();
    }

    /** The inline session policy. One that reads a condition key that nothing supplies is refused by name. */
    static Optional<Policy> sessionPolicy(QueryParameters parameters) {
        return parameters.text("Policy").map(SessionParameters::parsePolicy);
    }

    private static Policy parsePolicy(String json) {
        Policy policy;
        try {
            policy = Policy.parse(PolicyType.SESSION, "session policy", json);
        } catch (MalformedPolicyException e) {
            throw new ApiException(ApiError.MALFORMED_POLICY_DOCUMENT, String.valueOf(e.getMessage()));
        }
        for (KeyUse use : policy.keyUses()) {
            if (!SuppliedKeys.supplies(use.key())) {
                throw new ApiException(
                        ApiError.MALFORMED_POLICY_DOCUMENT,
                        "condition key `" + use.written() + "` of the session policy is not supported yet");
            }
        }
        return policy;
    }
}

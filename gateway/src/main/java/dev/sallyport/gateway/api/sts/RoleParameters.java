package dev.sallyport.gateway.api.sts;

import dev.sallyport.context.SuppliedKeys;
import dev.sallyport.error.ApiError;
import dev.sallyport.error.ApiException;
import dev.sallyport.identity.Tag;
import dev.sallyport.identity.Tags;
import dev.sallyport.policy.KeyUse;
import dev.sallyport.policy.MalformedPolicyException;
import dev.sallyport.policy.Policy;
import dev.sallyport.policy.PolicyType;
import dev.sallyport.protocol.Constraints;
import dev.sallyport.protocol.MemberPattern;
import dev.sallyport.protocol.QueryParameters;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The parameters that the actions which give a role away have in common, with the limits of the service model. */
final class RoleParameters {
    private static final int MAX_TAGS = 50;

    private RoleParameters() {}

    static void constrain(Constraints constraints) {
        constraints.required("RoleArn").length(20, 2048).pattern(MemberPattern.ARN);
        constraints.required("RoleSessionName").length(2, 64).pattern(MemberPattern.NAME);
        constraints.optional("DurationSeconds").range(900, 43_200);
        constraints.optional("Policy").length(1, 2048).pattern(MemberPattern.SESSION_POLICY);
    }

    static void constrainTags(Constraints constraints) {
        constraints.list("Tags", MAX_TAGS, tag -> {
            tag.required("Key").length(1, 128).pattern(MemberPattern.TAG_KEY);
            tag.required("Value").length(0, 256).pattern(MemberPattern.TAG_VALUE);
        });
        constraints.texts(
                "TransitiveTagKeys", MAX_TAGS, key -> key.length(1, 128).pattern(MemberPattern.TAG_KEY));
    }

    /**
     * To be asked before the constraints: AWS answered about doubled tag keys though another parameter was too short.
     *
     * @throws ApiException {@code InvalidParameterValue} for two keys that differ at most in case
     */
    static void refuseDoubledTags(QueryParameters parameters) {
        Set<String> keys = new HashSet<>();
        for (QueryParameters tag : parameters.structures("Tags")) {
            tag.text("Key").ifPresent(key -> {
                if (!keys.add(key.toLowerCase(Locale.ROOT))) {
                    throw doubled();
                }
            });
        }
    }

    private static ApiException doubled() {
        return new ApiException(
                ApiError.INVALID_PARAMETER_VALUE,
                "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
    }

    static Optional<Duration> duration(QueryParameters parameters) {
        return parameters.integer("DurationSeconds").map(Duration::ofSeconds);
    }

    static Tags tags(QueryParameters parameters) {
        try {
            return Tags.of(parameters.structures("Tags").stream()
                    .map(tag -> new Tag(tag.required("Key", key -> key), tag.required("Value", value -> value)))
                    .toList());
        } catch (IllegalArgumentException duplicate) {
            throw doubled();
        }
    }

    /** The inline session policy. One that reads a condition key that nothing supplies is refused by name. */
    static Optional<Policy> sessionPolicy(QueryParameters parameters) {
        return parameters.text("Policy").map(RoleParameters::parsePolicy);
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

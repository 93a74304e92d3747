package dev.sallyport.policy.cases;

import dev.sallyport.policy.PolicyType;

/** The names of policy types in cases. */
final class PolicyTypes {
    private PolicyTypes() {}

    static PolicyType of(String name) {
        return switch (name) {
            case "identity" -> PolicyType.IDENTITY;
            case "boundary", "pb" -> PolicyType.BOUNDARY;
            case "session" -> PolicyType.SESSION;
            case "resource" -> PolicyType.RESOURCE;
            case "trust" -> PolicyType.TRUST;
            case "scp" -> PolicyType.SERVICE_CONTROL;
            case "rcp" -> PolicyType.RESOURCE_CONTROL;
            case "endpoint", "vpce" -> PolicyType.ENDPOINT;
            default -> throw new IllegalArgumentException("there is no policy type `" + name + "`");
        };
    }
}
